"""Texts expire after some days, and one conversation can be erased at once: everywhere, with a receipt."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.records.conversations import text_search
from bot.records.conversations.callbacks import DONE
from bot.records.conversations.tables import applications, callbacks, feedback, sessions, turns
from bot.records.database import empty_log
from bot.records.publishing.releases import State
from bot.records.publishing.tables import (
    answer_drafts,
    phrase_removals,
    question_changes,
    releases,
)
from bot.records.review import clusters, reviews
from bot.records.review.tables import drafts, meanings, phrases, turn_comments
from bot.records.staff import audit
from bot.records.staff.tables import sign_in_failures

RETENTION = "retention"
RETENTION_DAYS = 90
# What staff should have dealt with ends as well, in case nobody does; until then one can go back.
_DAYS_OF_OPEN_WORK = 180
_DAILY = timedelta(hours=23)
# What was deleted leaves SQLite's log within a quarter of a minute, however many read meanwhile.
TRIES_TO_EMPTY = 15


def retain(
    engine: Engine, now: datetime, days: int = RETENTION_DAYS, *, who: str, dry_run: bool = False
) -> dict[str, int]:
    """Delete texts older than `days`; what is counted stays. Return how many of each were deleted."""
    before = now - timedelta(days=days)
    with engine.connect() as connection, connection.begin() as transaction:
        receipt = _delete_texts(connection, before, now)
        if dry_run:
            transaction.rollback()
            return receipt
        clusters.repair(connection)
        text_search.purge(connection)
        audit.append(connection, now, who, RETENTION, f"before {before:%Y-%m-%d}", receipt)
    empty_log(engine, TRIES_TO_EMPTY)
    return receipt


def retain_daily(engine: Engine, now: datetime, days: int) -> dict[str, int] | None:
    """Delete what is older than `days`, unless that was done within a day: then return None."""
    with engine.connect() as connection:
        last = audit.last(connection, RETENTION)
    if last is not None and now - last < _DAILY:
        return None
    return retain(engine, now, days, who="the assistant")


def _delete_texts(connection: Connection, before: datetime, now: datetime) -> dict[str, int]:
    long_ago = now - timedelta(days=_DAYS_OF_OPEN_WORK)
    statements = {
        **_texts_of_visitors(before),
        **_other_rows(before, long_ago, now),
        **_texts_taken_over(long_ago),
    }
    if (events := _rasa_events(connection)) is not None:
        timestamp = before.replace(tzinfo=timezone.utc).timestamp()
        statements["events of Rasa"] = events.delete().where(events.c.timestamp < timestamp)
    return {
        name: int(connection.execute(statement).rowcount) for name, statement in statements.items()
    }


def _texts_of_visitors(before: datetime) -> dict[str, sa.sql.Executable]:
    # A reply repeats what a person wrote, so it goes with the text.
    old = turns.c.created_at < before
    return {
        "texts of turns": turns.update()
        .where(old, sa.or_(turns.c.text.is_not(None), _has_reply()))
        .values(text=None, reply=[]),
        "comments": feedback.update()
        .where(feedback.c.created_at < before, feedback.c.comment.is_not(None))
        .values(comment=None),
        "vectors": meanings.delete().where(
            meanings.c.turn_id.in_(sa.select(turns.c.id).where(old))
        ),
        "comments of staff": turn_comments.delete().where(
            turn_comments.c.turn_id.in_(sa.select(turns.c.id).where(old))
        ),
    }


def _other_rows(
    before: datetime, long_ago: datetime, now: datetime
) -> dict[str, sa.sql.Executable]:
    settled = sa.func.coalesce(callbacks.c.done_at, callbacks.c.created_at)
    return {
        "phrases already exported": phrases.delete().where(phrases.c.exported_at < before),
        "phrases put aside": phrases.delete().where(phrases.c.is_put_aside, phrases.c.at < before),
        "call-backs done": callbacks.delete().where(callbacks.c.status == DONE, settled < before),
        "call-backs left open": callbacks.delete().where(callbacks.c.created_at < long_ago),
        "phrases never exported": phrases.delete().where(phrases.c.at < long_ago),
        "saved answers that ended": applications.delete().where(applications.c.ends_at < now),
        "failed sign-ins": sign_in_failures.delete().where(sign_in_failures.c.at < before),
    }


def _texts_taken_over(long_ago: datetime) -> dict[str, sa.sql.Executable]:
    """Delete what staff took from messages for a publication; what was published stands in the files."""
    old_release = sa.func.coalesce(releases.c.finished_at, releases.c.at) < long_ago
    has_result = sa.cast(releases.c.result, sa.Text) != "{}"
    is_ready = releases.c.state == State.READY.value
    return {
        "questions for another answer": question_changes.delete().where(
            question_changes.c.at < long_ago
        ),
        "test questions": answer_drafts.update()
        .where(answer_drafts.c.at < long_ago, answer_drafts.c.test_question != "")
        .values(test_question=""),
        "notes for answers": drafts.delete().where(drafts.c.at < long_ago),
        "phrases taken out": phrase_removals.delete().where(
            phrase_removals.c.release.is_not(None), phrase_removals.c.at < long_ago
        ),
        # What was measured names texts; without it nothing can go live any more.
        "results of publications": releases.update()
        .where(old_release, has_result)
        .values(result={}, state=sa.case((is_ready, State.OUTDATED.value), else_=releases.c.state)),
    }


def erase(engine: Engine, session_id: str, now: datetime, *, who: str) -> bool:
    """Erase a conversation everywhere, and record that; False when there is none."""
    with engine.connect() as connection:
        if not reviews.exists(connection, session_id):
            return False
    erase_session(engine, session_id)
    with engine.begin() as connection:
        audit.append(connection, now, who, "conversation erased", audit.conversation(session_id))
    empty_log(engine, TRIES_TO_EMPTY)
    return True


def erase_session(engine: Engine, session_id: str) -> bool:
    """Erase a conversation from our tables, and from Rasa's events where they are stored with them.

    Return False where SQLite's log still holds it, because others read: whoever calls tries again.
    """
    with engine.begin() as connection:
        for table in (feedback, turns):
            connection.execute(table.delete().where(table.c.session_id == session_id))
        connection.execute(
            callbacks.update().where(callbacks.c.session_id == session_id).values(session_id=None)
        )
        connection.execute(sessions.delete().where(sessions.c.id == session_id))
        if (events := _rasa_events(connection)) is not None:
            connection.execute(events.delete().where(events.c.sender_id == session_id))
        clusters.repair(connection)
        text_search.purge(connection)
    return empty_log(engine)


def _rasa_events(connection: Connection) -> sa.sql.TableClause | None:
    """Return Rasa's table of events; None where Rasa keeps it in another database."""
    if not sa.inspect(connection).has_table("events"):
        return None
    return sa.table("events", sa.column("sender_id"), sa.column("timestamp"))


def _has_reply() -> sa.sql.ColumnElement:
    return sa.cast(turns.c.reply, sa.Text) != "[]"
