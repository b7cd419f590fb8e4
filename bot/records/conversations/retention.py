"""Texts end after some days, and one conversation can be erased at once: everywhere, with a receipt."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.records.conversations import text_search
from bot.records.conversations.store import Store
from bot.records.conversations.tables import applications, callbacks, feedback, sessions, turns
from bot.records.review import clusters
from bot.records.staff import audit
from bot.records.staff.tables import meanings, phrases, sign_in_failures

KEPT_DAYS = 90


def retain(
    engine: Engine, now: datetime, days: int = KEPT_DAYS, *, who: str, dry_run: bool = False
) -> dict[str, int]:
    """Take away texts older than `days`; what is counted stays. Return how many of each went."""
    before = now - timedelta(days=days)
    with engine.connect() as connection, connection.begin() as transaction:
        receipt = _take_away(connection, before, now)
        if dry_run:
            transaction.rollback()
            return receipt
        clusters.tidy(connection)
        text_search.forget_erased(connection)
        audit.append(connection, now, who, "retention", f"before {before:%Y-%m-%d}", receipt)
    return receipt


def _take_away(connection: Connection, before: datetime, now: datetime) -> dict[str, int]:
    # A reply says back what a person told; so it goes with the text.
    old = turns.c.created_at < before
    receipt = {
        "texts of turns": _changed(
            connection,
            turns.update()
            .where(old, sa.or_(turns.c.text.is_not(None), _has_reply()))
            .values(text=None, reply=[]),
        ),
        "comments": _changed(
            connection,
            feedback.update()
            .where(feedback.c.created_at < before, feedback.c.comment.is_not(None))
            .values(comment=None),
        ),
        "vectors": _changed(
            connection,
            meanings.delete().where(meanings.c.turn_id.in_(sa.select(turns.c.id).where(old))),
        ),
        "phrases already exported": _changed(
            connection, phrases.delete().where(phrases.c.exported_at < before)
        ),
        "call-backs done": _changed(
            connection,
            callbacks.delete().where(
                callbacks.c.status == "done",
                sa.func.coalesce(callbacks.c.done_at, callbacks.c.created_at) < before,
            ),
        ),
        "saved answers that ended": _changed(
            connection, applications.delete().where(applications.c.ends_at < now)
        ),
        "failed sign-ins": _changed(
            connection, sign_in_failures.delete().where(sign_in_failures.c.at < before)
        ),
    }
    if sa.inspect(connection).has_table("events"):
        events = sa.table("events", sa.column("timestamp"))
        receipt["events of Rasa"] = _changed(
            connection,
            events.delete().where(
                events.c.timestamp < before.replace(tzinfo=timezone.utc).timestamp()
            ),
        )
    return receipt


def erase(engine: Engine, session_id: str, now: datetime, *, who: str) -> bool:
    """Erase a conversation everywhere, and write down that it was; False when there is none."""
    with engine.connect() as connection:
        known = connection.execute(
            sa.select(sessions.c.id).where(sessions.c.id == session_id)
        ).first()
    if known is None:
        return False
    Store(engine).erase(session_id)
    with engine.begin() as connection:
        audit.append(connection, now, who, "conversation erased", audit.conversation(session_id))
    return True


def _has_reply() -> sa.sql.ColumnElement:
    return sa.cast(turns.c.reply, sa.Text) != "[]"


def _changed(connection: Connection, statement: sa.sql.Executable) -> int:
    return int(connection.execute(statement).rowcount)
