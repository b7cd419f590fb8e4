"""Conversations as they are counted: turns of one session with gaps of less than half an hour."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.analytics.conversation import GAP, Conversation, CountedTurn
from bot.records.conversations.tables import callbacks, feedback, sessions, turns
from bot.records.conversations.turn_outcomes import OPENING, Outcome, outcome_of
from bot.records.review.tables import corrections, meanings

_AROUND = timedelta(hours=2)
Rating = tuple[bool | None, str | None, bool | None]
_UNRATED: Rating = (None, None, None)


def load(
    connection: Connection,
    since: datetime,
    until: datetime,
    only_sessions: Collection[str] | None = None,
) -> list[Conversation]:
    """Return the conversations that began in the time given, oldest first; without staff tests."""
    # A conversation may have begun before midnight: so much of the time before is read too.
    first, last = since - _AROUND, until + _AROUND
    by_session: dict[str, list[CountedTurn]] = {}
    for session_id, turn in _turns(connection, first, last, only_sessions):
        by_session.setdefault(session_id, []).append(turn)
    contacts = _contacts(connection, first)
    conversations = [
        Conversation(session_id, part, *contacts.get(session_id, ((), None)))
        for session_id, of_session in by_session.items()
        for part in _parts(of_session)
        if since <= part[0].at < until
    ]
    conversations.sort(key=lambda item: (item.started_at, item.session_id))
    return conversations


def _turns(
    connection: Connection,
    since: datetime,
    until: datetime,
    only_sessions: Collection[str] | None,
) -> Iterator[tuple[str, CountedTurn]]:
    ratings = _ratings(connection, since)
    right_answers = dict(
        connection.execute(sa.select(corrections.c.turn_id, corrections.c.answer)).all()
    )
    cluster_of = dict(
        connection.execute(sa.select(meanings.c.turn_id, meanings.c.cluster_id)).all()
    )
    for id_, session_id, at, is_choice, kind, label, confidence, ms, version in _rows(
        connection, since, until, only_sessions
    ):
        outcome = outcome_of(kind, label, confidence)
        # Misses share a topic when they lie in one cluster; answers when they are the same answer.
        topic = cluster_of.get(id_) or (label if outcome is Outcome.ANSWERED else None)
        rating, is_corrected = (
            ratings.get(id_, _UNRATED),
            _is_corrected(right_answers.get(id_), label),
        )
        yield (
            session_id,
            CountedTurn(
                id_, at, is_choice, outcome, label, topic, ms, version, *rating, is_corrected
            ),
        )


def _is_corrected(right_answer: str | None, label: str | None) -> bool:
    """Tell whether staff named another answer than was given; who names the same one confirms it."""
    return right_answer is not None and f"faq/{right_answer.replace('/', '_', 1)}" != label


def _rows(
    connection: Connection,
    since: datetime,
    until: datetime,
    only_sessions: Collection[str] | None,
) -> Sequence[sa.engine.Row]:
    """Return the turns of visitors in order of time; an index holds all that is read here."""
    query = (
        sa.select(
            turns.c.id,
            turns.c.session_id,
            turns.c.created_at,
            turns.c.is_choice,
            turns.c.outcome,
            turns.c.label,
            turns.c.confidence,
            turns.c.latency_ms,
            turns.c.model_version,
        )
        .where(
            turns.c.outcome != OPENING,
            turns.c.created_at >= since,
            turns.c.created_at < until,
            turns.c.session_id.not_in(sa.select(sessions.c.id).where(sessions.c.is_staff_test)),
        )
        .order_by(turns.c.created_at)
    )
    if only_sessions is not None:
        query = query.where(turns.c.session_id.in_(only_sessions))
    return connection.execute(query).all()


def _ratings(connection: Connection, since: datetime) -> dict[str, Rating]:
    """Return each turn's rating; where several of its messages were rated, a no weighs more."""
    query = (
        sa.select(feedback.c.turn_id, feedback.c.helpful, feedback.c.reason, feedback.c.saved_call)
        .where(feedback.c.created_at >= since)
        .order_by(feedback.c.helpful.desc(), feedback.c.id)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in connection.execute(query)}


def _parts(of_session: Sequence[CountedTurn]) -> Iterator[tuple[CountedTurn, ...]]:
    """Split where nothing was said for half an hour."""
    start = 0
    for place in range(1, len(of_session)):
        if of_session[place].at - of_session[place - 1].at >= GAP:
            yield tuple(of_session[start:place])
            start = place
    yield tuple(of_session[start:])


def _contacts(
    connection: Connection, since: datetime
) -> dict[str, tuple[tuple[datetime, ...], datetime | None]]:
    clicks = {
        row.id: row.contact_clicked_at
        for row in connection.execute(
            sa.select(sessions.c.id, sessions.c.contact_clicked_at).where(
                sessions.c.contact_clicked_at >= since
            )
        )
    }
    requests: dict[str, list[datetime]] = {}
    for row in connection.execute(
        sa.select(callbacks.c.session_id, callbacks.c.created_at).where(
            callbacks.c.session_id.is_not(None), callbacks.c.created_at >= since
        )
    ):
        requests.setdefault(row.session_id, []).append(row.created_at)
    return {
        id_: (tuple(requests.get(id_, ())), clicks.get(id_))
        for id_ in clicks.keys() | requests.keys()
    }
