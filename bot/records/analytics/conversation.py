"""A conversation as it is counted, and what is true of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.records.conversations.turn_outcomes import Outcome

# How the ids of made-up sessions begin; real ones are hexadecimal, so none begins so.
MADE_UP = "demo-"
GAP = timedelta(minutes=30)
NO_QUESTION = frozenset({Outcome.SMALLTALK, Outcome.UNSAFE_INPUT})
HELPED = frozenset({Outcome.ANSWERED, Outcome.ELIGIBILITY_RESULT})
FAILED = frozenset({Outcome.UNANSWERED, Outcome.ERROR})
LEFT_OPEN = frozenset({Outcome.DID_YOU_MEAN, Outcome.UNANSWERED, Outcome.ELIGIBILITY_STEP})


class CountedTurn(NamedTuple):
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


class Conversation:
    """What is true of it is worked out once: a page counts each in many ways."""

    __slots__ = (
        "asked_again",
        "has_callback",
        "is_abandoned",
        "is_answered",
        "is_attempt",
        "is_confirmed",
        "is_contained",
        "outcomes",
        "questions",
        "reached_out",
        "saved_a_call",
        "session_id",
        "started_at",
        "turns",
    )

    def __init__(
        self,
        session_id: str,
        turns: tuple[CountedTurn, ...],
        callback_at: Sequence[datetime] = (),
        contact_at: datetime | None = None,
    ) -> None:
        self.session_id = session_id
        self.turns = turns
        self.started_at = turns[0].at
        self.outcomes = {turn.outcome for turn in turns}
        self.questions = [turn for turn in turns if turn.outcome not in NO_QUESTION]
        self.is_attempt = bool(self.questions)
        self.is_answered = Outcome.ANSWERED in self.outcomes
        self.has_callback = any(self._falls_within(at) for at in callback_at)
        # Somebody asked for a person, left a call-back, or followed a contact link.
        self.reached_out = (
            self.has_callback
            or Outcome.HANDOFF in self.outcomes
            or (contact_at is not None and self._falls_within(contact_at))
        )
        self.asked_again = _asked_again(self.questions)
        self.is_contained = bool(
            self.questions
            and self._ended_with_help()
            and not self.outcomes & FAILED
            and not (self.reached_out or self.asked_again)
        )
        replies = [turn.saved_call for turn in turns if turn.saved_call is not None]
        # The reply to "did this save you a call"; None when it was not asked or not answered.
        self.saved_a_call = any(replies) if replies else None
        self.is_confirmed = self.is_contained and (
            self.saved_a_call is True
            or [turn for turn in turns if turn.outcome in HELPED][-1].helpful is True
        )
        # It ended where something was still open, and without reaching out.
        self.is_abandoned = bool(
            self.questions and self.questions[-1].outcome in LEFT_OPEN and not self.reached_out
        )

    @property
    def solved_by_did_you_mean(self) -> bool:
        return Outcome.DID_YOU_MEAN in self.outcomes and any(
            offer.outcome is Outcome.DID_YOU_MEAN
            and choice.is_choice
            and choice.outcome is Outcome.ANSWERED
            for offer, choice in zip(self.turns, self.turns[1:], strict=False)
        )

    @property
    def questions_to_first_answer(self) -> int | None:
        for place, turn in enumerate(self.questions, 1):
            if turn.outcome is Outcome.ANSWERED:
                return place
        return None

    def has(self, outcome: Outcome) -> bool:
        return outcome in self.outcomes

    def rated(self, *, helpful: bool) -> bool:
        return any(turn.helpful is helpful for turn in self.turns)

    def _ended_with_help(self) -> bool:
        """Tell whether the last thing said, small talk apart, was an answer, and the last rating no No."""
        ratings = [turn.helpful for turn in self.turns if turn.helpful is not None]
        if ratings and ratings[-1] is False:
            return False
        last = [turn for turn in self.turns if turn.outcome is not Outcome.SMALLTALK][-1]
        return last.outcome in HELPED

    def _falls_within(self, at: datetime) -> bool:
        return self.turns[0].at <= at < self.turns[-1].at + GAP


def _asked_again(questions: Sequence[CountedTurn]) -> bool:
    """Tell whether a typed question came back to an earlier one's topic within half an hour."""
    if len(questions) < 2:
        return False
    last: dict[str, datetime] = {}
    for turn in questions:
        if turn.topic is None or turn.is_choice:
            continue
        if turn.topic in last and turn.at - last[turn.topic] < GAP:
            return True
        last[turn.topic] = turn.at
    return False
