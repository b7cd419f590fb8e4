"""Conversations as they are counted: turns of one session with gaps of less than half an hour."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.outcomes import OPENING, Outcome, outcome_of
from bot.records.staff_tables import corrections, meanings
from bot.records.tables import callbacks, feedback, sessions, turns

GAP = timedelta(minutes=30)
NO_QUESTION = frozenset({Outcome.SMALLTALK, Outcome.UNSAFE_INPUT})
HELPED = frozenset({Outcome.ANSWERED, Outcome.ELIGIBILITY_RESULT})
LEFT_OPEN = frozenset({Outcome.DID_YOU_MEAN, Outcome.UNANSWERED, Outcome.ELIGIBILITY_STEP})


@dataclass(frozen=True)
class Counted:
    """One turn, as light as counting needs it. `topic` is what it is about: a label or cluster."""

    id: str
    at: datetime
    is_choice: bool
    outcome: Outcome
    label: str | None
    topic: str | None
    latency_ms: int | None
    version: str | None
    helpful: bool | None
    reason: str | None
    saved_call: bool | None
    is_corrected: bool

    @property
    def is_question(self) -> bool:
        return self.outcome not in NO_QUESTION


@dataclass(frozen=True)
class Conversation:
    session_id: str
    turns: tuple[Counted, ...]
    callback_at: tuple[datetime, ...] = ()
    contact_at: datetime | None = None
    questions: tuple[Counted, ...] = field(init=False)

    def __post_init__(self) -> None:
        asked = tuple(turn for turn in self.turns if turn.is_question)
        object.__setattr__(self, "questions", asked)

    @property
    def started_at(self) -> datetime:
        return self.turns[0].at

    @property
    def is_attempt(self) -> bool:
        return bool(self.questions)

    @property
    def is_answered(self) -> bool:
        return any(turn.outcome is Outcome.ANSWERED for turn in self.turns)

    @property
    def was_helped(self) -> bool:
        return any(turn.outcome in HELPED for turn in self.turns)

    @property
    def has_callback(self) -> bool:
        return any(self._falls_within(at) for at in self.callback_at)

    @property
    def reached_out(self) -> bool:
        """Whether somebody asked for a person, left a call-back, or followed a contact link."""
        clicked = self.contact_at is not None and self._falls_within(self.contact_at)
        return clicked or self.has_callback or self.has(Outcome.HANDOFF)

    @property
    def asked_again(self) -> bool:
        """Whether a typed question came back to the topic of an earlier one within half an hour."""
        last: dict[str, datetime] = {}
        for turn in self.questions:
            if turn.topic is None or turn.is_choice:
                continue
            if turn.topic in last and turn.at - last[turn.topic] < GAP:
                return True
            last[turn.topic] = turn.at
        return False

    @property
    def is_contained(self) -> bool:
        return self.is_attempt and self.was_helped and not (self.reached_out or self.asked_again)

    @property
    def is_confirmed(self) -> bool:
        if not self.is_contained:
            return False
        last = [turn for turn in self.turns if turn.outcome in HELPED][-1]
        return last.helpful is True or self.saved_a_call is True

    @property
    def saved_a_call(self) -> bool | None:
        """What was said to "did this save you a call"; None when it was not asked or not said."""
        said = [turn.saved_call for turn in self.turns if turn.saved_call is not None]
        return any(said) if said else None

    @property
    def is_abandoned(self) -> bool:
        """Whether it ended where something was still open, and without reaching out."""
        return bool(
            self.questions and self.questions[-1].outcome in LEFT_OPEN and not self.reached_out
        )

    @property
    def solved_by_did_you_mean(self) -> bool:
        return any(
            asked.outcome is Outcome.DID_YOU_MEAN
            and chosen.is_choice
            and chosen.outcome is Outcome.ANSWERED
            for asked, chosen in zip(self.turns, self.turns[1:], strict=False)
        )

    @property
    def questions_to_first_answer(self) -> int | None:
        return next(
            (
                place
                for place, turn in enumerate(self.questions, 1)
                if turn.outcome is Outcome.ANSWERED
            ),
            None,
        )

    def has(self, outcome: Outcome) -> bool:
        return any(turn.outcome is outcome for turn in self.turns)

    def rated(self, *, helpful: bool) -> bool:
        return any(turn.helpful is helpful for turn in self.turns)

    def _falls_within(self, at: datetime) -> bool:
        return self.turns[0].at <= at < self.turns[-1].at + GAP


def load(
    connection: Connection,
    since: datetime,
    until: datetime,
    only_sessions: Collection[str] | None = None,
) -> list[Conversation]:
    """Return the conversations that began in the time given, oldest first; without staff tests."""
    # A conversation may have begun before midnight: so much of the time before is read too.
    rows = _rows(connection, since - timedelta(hours=2), until + timedelta(hours=2), only_sessions)
    extras = _reached_out(connection, since - timedelta(hours=2))
    found = [
        Conversation(session_id, part, *extras.get(session_id, ((), None)))
        for session_id, of_session in groupby(rows, key=lambda row: row.session_id)
        for part in _parts([_counted(row) for row in of_session])
    ]
    within = [one for one in found if since <= one.started_at < until]
    return sorted(within, key=lambda one: (one.started_at, one.session_id))


def _rows(
    connection: Connection,
    since: datetime,
    until: datetime,
    only_sessions: Collection[str] | None,
) -> Sequence[sa.engine.Row]:
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
            feedback.c.helpful,
            feedback.c.reason,
            feedback.c.saved_call,
            corrections.c.answer.label("correction"),
            meanings.c.cluster_id,
        )
        .join(sessions, sessions.c.id == turns.c.session_id)
        .outerjoin(feedback, feedback.c.turn_id == turns.c.id)
        .outerjoin(corrections, corrections.c.turn_id == turns.c.id)
        .outerjoin(meanings, meanings.c.turn_id == turns.c.id)
        .where(
            sessions.c.is_staff_test.is_(False),
            turns.c.outcome != OPENING,
            turns.c.created_at >= since,
            turns.c.created_at < until,
        )
        .order_by(turns.c.session_id, turns.c.created_at, turns.c.id)
    )
    if only_sessions is not None:
        query = query.where(turns.c.session_id.in_(only_sessions))
    return connection.execute(query).all()


def _counted(row: sa.engine.Row) -> Counted:
    outcome = outcome_of(row.outcome, row.label, row.confidence)
    # Misses share a topic when they lie in one cluster; answers when they are the same answer.
    topic = row.cluster_id or (row.label if outcome is Outcome.ANSWERED else None)
    return Counted(
        row.id,
        row.created_at,
        row.is_choice,
        outcome,
        row.label,
        topic,
        row.latency_ms,
        row.model_version,
        row.helpful,
        row.reason,
        row.saved_call,
        row.correction is not None,
    )


def _parts(of_session: Sequence[Counted]) -> Iterator[tuple[Counted, ...]]:
    """Split where nothing was said for half an hour; a turn rated twice is one turn."""
    part: list[Counted] = []
    for turn in of_session:
        if part and turn.id == part[-1].id:
            # Several messages of one turn were rated: a no weighs more than a yes.
            if turn.helpful is False:
                part[-1] = turn
            continue
        if part and turn.at - part[-1].at >= GAP:
            yield tuple(part)
            part = []
        part.append(turn)
    if part:
        yield tuple(part)


def _reached_out(
    connection: Connection, since: datetime
) -> dict[str, tuple[tuple[datetime, ...], datetime | None]]:
    clicked = {
        row.id: row.contact_clicked_at
        for row in connection.execute(
            sa.select(sessions.c.id, sessions.c.contact_clicked_at).where(
                sessions.c.contact_clicked_at >= since
            )
        )
    }
    left: dict[str, list[datetime]] = {}
    for row in connection.execute(
        sa.select(callbacks.c.session_id, callbacks.c.created_at).where(
            callbacks.c.session_id.is_not(None), callbacks.c.created_at >= since
        )
    ):
        left.setdefault(row.session_id, []).append(row.created_at)
    return {
        id_: (tuple(left.get(id_, ())), clicked.get(id_)) for id_ in clicked.keys() | left.keys()
    }
