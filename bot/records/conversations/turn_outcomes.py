"""How a turn ended, as one of a closed list: what filters, charts and figures count by.

A turn keeps the kind of its first message and how it was understood; this is the one place that
reads an outcome out of the two.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from bot.errors import UnknownOutcome


class Outcome(str, Enum):
    ANSWERED = "answered"
    DID_YOU_MEAN = "did_you_mean"
    ELIGIBILITY_STEP = "eligibility_step"
    ELIGIBILITY_RESULT = "eligibility_result"
    UNANSWERED = "unanswered"
    OUT_OF_SCOPE = "out_of_scope"
    UNSAFE_INPUT = "unsafe_input"
    HANDOFF = "handoff"
    SMALLTALK = "smalltalk"
    ERROR = "error"

    @property
    def words(self) -> str:
        return _TITLES[self]


_TITLES = {
    Outcome.ANSWERED: "Answered",
    Outcome.DID_YOU_MEAN: "Did you mean",
    Outcome.ELIGIBILITY_STEP: "Eligibility question",
    Outcome.ELIGIBILITY_RESULT: "Eligibility result",
    Outcome.UNANSWERED: "Unanswered",
    Outcome.OUT_OF_SCOPE: "Out of scope",
    Outcome.UNSAFE_INPUT: "Unsafe input",
    Outcome.HANDOFF: "Asked for a person",
    Outcome.SMALLTALK: "Small talk",
    Outcome.ERROR: "Error",
}

# A greeting that the assistant makes by itself: no turn of a person, counted nowhere.
OPENING = "opening"

_BY_KIND = {
    "answer": Outcome.ANSWERED,
    "question": Outcome.ELIGIBILITY_STEP,
    "letter": Outcome.ELIGIBILITY_STEP,
    "decision": Outcome.ELIGIBILITY_RESULT,
    "quote": Outcome.ELIGIBILITY_RESULT,
    "choices": Outcome.DID_YOU_MEAN,
    "contact": Outcome.HANDOFF,
    "smalltalk": Outcome.SMALLTALK,
    "error": Outcome.ERROR,
}

# What the membership department would not answer either. Every other theme that we have no answer
# to may be a gap of ours, and so may a question that we are not sure to be one of these. The themes
# that catch whatever is left ("other", "general") are not among them: a gap would vanish there.
OUTSIDE = frozenset(
    f"out_of_scope/{theme}"
    for theme in (
        "clinical patients imaging_topics lifestyle nonsense other_societies societies jobs journals"
        " other_professions technologist_careers visa_licence boards career match"
        " data_vendors_legal in_training_exam pay forecasts worth_it programs"
    ).split()
)
SURE = 0.7
# Its reply leads to a person, whom nobody asked for.
OTHER_LANGUAGE = "out_of_scope/other_language"
UNSAFE = frozenset({"out_of_scope/manipulate", "out_of_scope/abuse"})
# Words of a question to the membership department, whatever the model took it for.
MEMBERSHIP_WORDS = (
    *("member", "dues", "renew", "resign", "rejoin", "reinstat", "lapse", "invoice", "receipt"),
    *("refund", "installment", "instalment", "jacr", "my account", "my application"),
)


@lru_cache(maxsize=4096)
def outcome_of(kind: str, label: str | None, confidence: float | None) -> Outcome:
    """Return the outcome of a person's turn. Raises UnknownOutcome for a kind never heard of."""
    if label in UNSAFE:
        return Outcome.UNSAFE_INPUT
    if kind == "contact" and label == OTHER_LANGUAGE:
        return Outcome.OUT_OF_SCOPE
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    family = (label or "").partition("/")[0]
    if kind == "fallback":
        is_outside = label in OUTSIDE and (confidence or 0.0) >= SURE
        return Outcome.OUT_OF_SCOPE if is_outside else Outcome.UNANSWERED
    if kind == "notice":
        if family == "out_of_scope":
            return Outcome.OUT_OF_SCOPE
        if family == "smalltalk":
            return Outcome.SMALLTALK
        # The guide explains why it asks, what it kept, that it stops.
        return Outcome.ELIGIBILITY_STEP
    raise UnknownOutcome(kind)
