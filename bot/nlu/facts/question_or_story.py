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
# What somebody wants worked out for themselves, said beside the facts.
_WISHES = (
    (
        "apply",
        r"\b(?:help|assist|guide|walk|take) (?:me|us|him|her|them)\b.{0,25}\b(?:apply|application|join\w*|sign)|\bchecklist\b|\bsteps? by step\b",
    ),
    (
        "dues",
        (
            r"\b(?:what|how much)\b.{0,30}\b(?:pay|owe|cost|charge|dues be|be paying)\b|\bwhen (?:do|will|would|must) i\b.{0,20}\bpay"
            r"|\bdo i (?:still )?owe\b|\b(?:get|is there).{0,20}\b(?:refund|money back)\b|\bwhen (?:the )?(?:bills?|dues) start"
        ),
    ),
    (
        "category",
        (
            r"\b(?:which|what|wich) (?:\w+ )?(?:membership|category|type of member\w*|kind of member\w*)\b.{0,30}\b(?:i|me|mine|my|he|she|him|her|for)\b"
            r"|\b(?:am|is) (?:i|he|she) (?:eligible|allowed)\b|\b(?:can|could|may) (?:i|he|she|we) (?:still )?(?:join|become|apply|belong|be a member|get)\b|\bdo(?:es)? (?:i|he|she) qualify\b"
            r"|\bis there (?:a |any )?(?:membership|category|way in|something|way)\b|\bwhere (?:do|would) i fit\b|\bwhat (?:am|would) i (?:eligible|be)\b|\bwhat am i\b|\bfits? me\b"
        ),
    ),
)
_WHEN = re.compile(r"\b(?:when|refund|back)\b", re.IGNORECASE)
_CHANGES_ANSWER = re.compile(
    r"(?:(?:please|can i|let me|i want to|i'd like to|i need to) )?(?:change|correct|edit|fix) (?:an?|my|one of my|the|that|my last) answers?\W*",
    re.IGNORECASE,
)
_COMPILED_WISHES = tuple((wish, re.compile(pattern, re.IGNORECASE)) for wish, pattern in _WISHES)
# Said of nothing else than membership: no "for the exam" behind it.
_OWN_PRICE = re.compile(
    r"\b(?:what|how much) (?:will|would|do|does|must|should) (?:i|we|he|she)\b.{0,12}\b(?:pay|owe)\b(?!\s+(?:for|to)\b)",
    re.IGNORECASE,
)
_FEWEST_FACTS_BESIDE_A_WISH = 2
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
    wish = wish_in(text)
    if wish == "category" and facts >= _FEWEST_FACTS_BESIDE_A_WISH and _is_open(meant):
        return True
    if wish == "apply" and facts >= _FEWEST_FACTS_BESIDE_A_WISH:
        return True
    if meant.intent == "out_of_scope" and facts >= _FEWEST_FACTS and _OWN_PRICE.search(text):
        return True
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


def wish_in(text: str) -> str | None:
    """Return what a person wants worked out: `apply`, `dues` or `category`.

    Who asks for a category and what it costs wants the category: it comes with its amount.
    """
    wishes = [wish for wish, pattern in _COMPILED_WISHES if pattern.search(text)]
    asks_both = wishes == ["dues", "category"] and not _WHEN.search(text)
    return "category" if asks_both else next(iter(wishes), None)


def _is_open(meant: Meant) -> bool:
    """Tell whether a person's own case may be what decides: no other question was understood."""
    return meant.intent != "faq" or _DEPENDS_ON_THE_PERSON.fullmatch(meant.label) is not None


def takes_back(text: str, profile: object) -> bool:
    """Tell whether somebody corrects what they told: "actually I'm in Germany"."""
    return bool(profile) and _CORRECTION.search(text) is not None and "?" not in text


def is_code(text: str) -> bool:
    """Tell whether the message holds a code under which answers are kept."""
    return _CODE.search(text) is not None


def changes_answer(text: str) -> bool:
    """Tell whether somebody wants to change what they told, and does not say to what."""
    return _CHANGES_ANSWER.fullmatch(text.strip()) is not None
