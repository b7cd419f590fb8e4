"""What somebody says they are not: "I'm not retired", "not a physician"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.conversation.user_turn import UserTurn
from bot.knowledge.cues import DenialCues

_NOT = (
    r"\b(?:not|never|no longer|isn'?t|ain'?t|wasn'?t)\s+(?:(?:even|really|actually|yet|still)\s+)*"
)
# "Not retired yet", "not a resident anymore" say more than that it is not so.
_ONLY_NOW = re.compile(r"\b(?:until|till|if|unless|when|once|whether|or not)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
_LEAST_TO_OFFER = 0.05
_MOST_OFFERED = 2


@dataclass(frozen=True)
class Denied:
    """`values` are facts taken back, `categories` those whose answers are for others."""

    values: Mapping[str, str]
    categories: tuple[str, ...]

    def holds(self, name: str, value: Any) -> bool:
        """Tell whether a fact is one that was denied."""
        return name in self.values and self.values[name] == value

    def without(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Return the facts that were not denied."""
        return {name: value for name, value in facts.items() if not self.holds(name, value)}


class Denials:
    def __init__(self, cues: Sequence[DenialCues]) -> None:
        self._cues = [
            (re.compile(rf"{_NOT}(?:{'|'.join(cue.words)})\b", re.IGNORECASE), cue) for cue in cues
        ]

    def in_text(self, text: str) -> Denied:
        """Return what a message denies; nothing of what is only asked or supposed."""
        plain = [part for part in _SENTENCE_END.split(text) if not _ONLY_NOW.search(part)]
        cues = [cue for pattern, cue in self._cues if any(map(pattern.search, plain))]
        values = {name: value for cue in cues for name, value in cue.values.items()}
        return Denied(values, tuple(name for cue in cues for name in cue.categories))


def without(turn: UserTurn, labels: frozenset[str]) -> UserTurn:
    """Return the message with what it was taken for, where that is one of the labels, left out."""
    if turn.is_button or not labels & {turn.label, *turn.also, *turn.offers}:
        return turn
    also = tuple(label for label in turn.also if label not in labels)
    offers = tuple(label for label in turn.offers if label not in labels)
    if turn.label not in labels:
        return replace(turn, also=also, offers=offers)
    ranked = [(label, p) for label, p in turn.ranking if label not in labels]
    if not ranked:
        return replace(turn, intent="out_of_scope", label="out_of_scope", also=(), offers=())
    likely = [label for label, p in ranked if label.startswith("faq/") and p >= _LEAST_TO_OFFER]
    label, probability = ranked[0]
    return replace(
        turn,
        intent="did_you_mean" if likely else label.split("/")[0],
        label=likely[0] if likely else label,
        also=(),
        offers=offers or tuple(likely[:_MOST_OFFERED]),
        confidence=probability,
    )
