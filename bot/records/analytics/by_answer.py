"""How each answer fares: how often it was given, rated No, and found wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.records.analytics.conversation import Conversation, CountedTurn
from bot.records.analytics.metrics import is_false
from bot.records.conversations.turn_outcomes import Outcome


@dataclass(frozen=True)
class AnswerFigures:
    """`asked` is how often it was given, `asked_before` how often in the days before."""

    label: str
    asked: int
    asked_before: int
    rated_yes: int
    rated_no: int
    wrong: int


def count(
    conversations: Iterable[Conversation], before: Iterable[Conversation]
) -> list[AnswerFigures]:
    """Return the figures of every answer that was given, the most asked first."""
    now, earlier = _by_label(conversations), _by_label(before)
    figures = [
        AnswerFigures(
            label,
            len(now.get(label, ())),
            len(earlier.get(label, ())),
            sum(turn.helpful is True for turn in now.get(label, ())),
            sum(turn.helpful is False for turn in now.get(label, ())),
            sum(is_false(turn) for turn in now.get(label, ())),
        )
        for label in now.keys() | earlier.keys()
    ]
    return sorted(figures, key=lambda entry: (-entry.asked, -entry.asked_before, entry.label))


def _by_label(conversations: Iterable[Conversation]) -> dict[str, list[CountedTurn]]:
    by_label: dict[str, list[CountedTurn]] = {}
    for conversation in conversations:
        for turn in conversation.turns:
            if turn.outcome is Outcome.ANSWERED and turn.label:
                by_label.setdefault(turn.label, []).append(turn)
    return by_label
