"""One message of a visitor: a text with how it was understood, or a button of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.knowledge.loader import Knowledge

# How the labels of answers begin that are about the profession, not about membership.
OF_CAREERS, OF_RADIOLOGY = "faq/career_", "faq/radiology_"
OF_THE_PROFESSION = (OF_CAREERS, OF_RADIOLOGY)
_OUT_OF_SCOPE = "out_of_scope/"
# Below this the ranking has not understood a message; it is not one that the pages leave open.
_QUITE_SURE = 0.85
_UNDERSTOOD = 0.55
_SURELY_ASKED = 0.8
# A message up to this long is read together with what came before; the second are a few words.
LONGEST_FOLLOW_UP, BRIEF = 14, 4
# Less than this, and a message says of nobody what they are.
_TELLS = 0.2


@dataclass(frozen=True)
class AskingPart:
    """A part of a message that asks something; `asked` as in `UserTurn`."""

    text: str
    asked: Sequence[tuple[str, float]]


@dataclass(frozen=True)
class UserTurn:
    """`intent` and `label` are the ranking's; `entities` those of a button (`told`, `do`, `what`).

    `also` are labels of further answers, `offers` those to ask back about; `ranking` are the best labels
    with their probabilities, best first. `in_context` is the answer that the message has together with
    the one before it, with its probability. `danger` is the likeliest kind of danger, and how likely any is.
    `is_taught`: word for word a training phrase or a published question. `beside` are parts of it that
    alone are surely answered, with their labels, where the whole is not; `left_out` is how many of its questions have no answer while others do. `asked` are the aspects that a follow-up like it asks about, with
    their probabilities, best first; `ahead` is how likely it speaks of what is not so yet, `tells` how likely it says of
    somebody what they are.
    """

    text: str
    intent: str
    label: str
    also: Sequence[str] = ()
    offers: Sequence[str] = ()
    entities: dict[str, Any] = field(default_factory=dict)
    confidence: float = 0.0
    ranking: Sequence[tuple[str, float]] = ()
    in_context: tuple[str, float] | None = None
    danger: tuple[str, float] = ("", 0.0)
    is_taught: bool = False
    left_out: int = 0
    beside: Sequence[tuple[str, str]] = ()
    asked: Sequence[tuple[str, float]] = ()
    ahead: float = 0.0
    tells: float = 1.0
    parts: Sequence[AskingPart] = ()

    @property
    def is_button(self) -> bool:
        return self.text.startswith("/")

    @property
    def is_answered(self) -> bool:
        """Tell whether the ranking is sure of a published answer."""
        return self.label.startswith("faq/") and not self.offers

    @property
    def is_taught_answer(self) -> bool:
        return self.is_taught and self.is_answered

    @property
    def is_of_a_career(self) -> bool:
        """Tell whether the ranking is quite sure of an answer about the profession, not about membership."""
        return self.is_sure_of(OF_CAREERS)

    @property
    def asks_beside_membership(self) -> bool:
        """Tell whether it surely asks about the profession, or what nothing answers, with or without a question mark."""
        is_answered = self.is_answered and self.label.startswith(OF_THE_PROFESSION)
        is_beside = is_answered or self.label.startswith(_OUT_OF_SCOPE)
        return is_beside and self.is_understood and self.tells < _TELLS

    def is_sure_of(self, labels: str) -> bool:
        """Tell whether the ranking is quite sure of an answer whose label begins so."""
        is_one = self.label.startswith(labels) and not self.offers
        return is_one and self.confidence >= _QUITE_SURE

    @property
    def likeliest_asked(self) -> tuple[str, float]:
        """Return what follow-ups like it most likely ask, with its probability."""
        return next(iter(self.asked), ("", 0.0))

    def surely_asks(self, name: str) -> bool:
        """Tell whether follow-ups like it surely ask for that, and not the ranking for an answer in so many words."""
        asked, probability = self.likeliest_asked
        return asked == name and probability >= _SURELY_ASKED and not self.is_taught

    @property
    def is_understood(self) -> bool:
        return self.confidence >= _UNDERSTOOD

    @property
    def is_left_open(self) -> bool:
        """Tell whether the ranking is sure that nothing published answers it."""
        return self.intent == "out_of_scope" and self.is_understood


def understood_of(
    turn: UserTurn, messages: Sequence[Mapping[str, Any]], knowledge: Knowledge
) -> dict[str, Any]:
    """Return what the records keep of how a message was understood; never its text."""
    answer = next((message["answer"]["id"] for message in messages if message.get("answer")), None)
    return {
        "intent": turn.intent,
        "label": turn.label if answer is None else knowledge.answers[answer].label,
        "confidence": round(turn.confidence, 4),
        "top": [[label, round(p, 4)] for label, p in turn.ranking[:3]],
    }
