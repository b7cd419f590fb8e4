"""Tells a story about oneself from a question that happens to mention oneself."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = re.compile(
    r"\b(?=\S*\d)[A-HJ-NP-RT-Y346789]{4}[- ]?[A-HJ-NP-RT-Y346789]{4}\b", re.IGNORECASE
)
_QUESTION = re.compile(
    r"\?|^(?:how|what|when|where|who|which|why|can|could|do|does|did|is|are|will|would|should|may|am)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^(?:no |sorry|oh |ah |oops|wait)*[\s,.]*(?:actually|correction|i meant|i mean|sorry|scratch that|i was wrong|"
    r"change (?:my|the|that|it)|i made a mistake|not .+ but)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?;]+(?:\s|$)|\n")
# A person's own case decides the answer to these; for the others it is only the setting.
_DEPENDS_ON_THE_PERSON = re.compile(
    r"faq/membership_(?:\w+_eligibility|who_can_join|outside_us|\w+_dues|unmatched|matched|undecided|"
    r"dues_after_training|transition_to_paid|fellowship_free|international_training_status|military_discount)"
)
_FEWEST_FACTS = 3
_FEWEST_WORDS = 14


@dataclass(frozen=True)
class Meant:
    """How the answer selector understood the message."""

    intent: str
    label: str


def is_story(text: str, facts: int, meant: Meant) -> bool:
    """Tell whether a message with so many facts about a person should be taken as their story."""
    if meant.intent in {"smalltalk", "find_category", "what_will_i_pay", "help_me_apply"}:
        return False
    asks = _QUESTION.search(text.strip()) is not None
    sentences = len([part for part in _SENTENCE.split(text) if part.strip()])
    is_long = facts >= _FEWEST_FACTS and (sentences > 1 or len(text.split()) >= _FEWEST_WORDS)
    if meant.intent == "faq":
        return (
            is_long and sentences > 1 and _DEPENDS_ON_THE_PERSON.fullmatch(meant.label) is not None
        )
    if meant.intent == "did_you_mean":
        return is_long or (not asks and facts >= _FEWEST_FACTS)
    # Nothing was understood: a plain statement about oneself wants to be taken up, a question does not.
    return not asks and facts >= _FEWEST_FACTS


def takes_back(text: str, told: object) -> bool:
    """Tell whether somebody corrects what they told: "actually I'm in Germany"."""
    return bool(told) and _CORRECTION.search(text) is not None and "?" not in text


def is_code(text: str) -> bool:
    """Tell whether the message holds a code under which answers are kept."""
    return _CODE.search(text) is not None
