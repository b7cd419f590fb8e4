"""Reads the answer to a question that was asked: the same words mean more when we know the question."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.eligibility.profile import check_value
from bot.errors import ProfileError
from bot.knowledge.attributes import AnswerKind, Attribute
from bot.nlu.profile.clause import Clause
from bot.nlu.profile.dates import find_days
from bot.nlu.profile.reader import ProfileReader

_YES = re.compile(
    r"(?:oh |well |i think |i guess )*(?:yes|yeah|yep|yup|y|sure|correct|right|true|of course|definitely|affirmative|indeed|absolutely|i am|i do|i did|i have|it is|they are|i was)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:oh |well |i think |i guess |i'm afraid )*(?:no|nope|nah|n|not|never|i'm not|i am not|i don'?t|i do not|i didn'?t|i have(?:n't| not)|it is(?:n't| not)|none)\b",
    re.IGNORECASE,
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_NONE = re.compile(
    r"\b(?:none|no|not|nothing|never|neither|haven'?t|don'?t|without|nope)\b", re.IGNORECASE
)
_LEAST_SHARED = 0.6
# A tag of the vocabulary whose values are those of the attribute.
_TAGS = {
    "place": "PLACE",
    "school_place": "PLACE",
    "next_program": "PLACE",
    "field": "FIELD",
    "federal_service": "SERVICE",
    "acr_history": "MEMBER",
}


def read_answer(attribute: Attribute, text: str, today: date, reader: ProfileReader) -> Any | None:
    """Return the value that the text gives the attribute, as JSON has it; None: it gives none."""
    found = _of_kind(attribute, text.strip(), today, reader)
    if found is None:
        return None
    try:
        checked = check_value(attribute, found)
    except ProfileError:
        return None
    return checked.isoformat() if isinstance(checked, date) else found


def _of_kind(attribute: Attribute, text: str, today: date, reader: ProfileReader) -> Any | None:
    if attribute.kind is AnswerKind.DATE:
        return _day(attribute, text, today)
    if attribute.kind in {AnswerKind.INTEGER, AnswerKind.YEAR}:
        return _number(text)
    clauses = reader.clauses(text, today)
    read = reader.read(text, today).get(attribute.name)
    if attribute.kind is AnswerKind.CHOICES:
        return _boards(attribute, text, clauses, read)
    return (
        _titled(attribute, text)
        or _tagged(attribute, clauses)
        or read
        or _yes_or_no(attribute, text)
        or _special(attribute, text, clauses)
    )


def _day(attribute: Attribute, text: str, today: date) -> str | None:
    for found in find_days(text, today):
        is_end = attribute.name in {"training_end", "retirement_date", "retirement_notice"}
        return (found.last if is_end else found.day).isoformat()
    return None


def _number(text: str) -> int | None:
    found = re.search(r"\b(\d{1,4})\b", text)
    if found:
        return int(found[1])
    return next(
        (number for word, number in _WORDS.items() if re.search(rf"\b{word}\b", text.lower())), None
    )


def _titled(attribute: Attribute, text: str) -> str | None:
    """The title of a button, or the value itself, typed out."""
    typed = _plain(text)
    for value, title in attribute.values.items():
        whole = _plain(title)
        short = _plain(title.partition("(")[0])
        if typed in {_plain(value.replace("_", " ")), whole, short}:
            return value
    words = set(typed.split())
    scored = [
        (len(words & set(_plain(title).split())) / max(len(words), 1), value)
        for value, title in attribute.values.items()
    ]
    best, value = max(scored)
    alone = [one for score, one in scored if score == best] == [value]
    return value if best >= _LEAST_SHARED and alone and len(words) > 1 else None


def _tagged(attribute: Attribute, clauses: list[Clause]) -> str | None:
    tag = _TAGS.get(attribute.name)
    values = [value for clause in clauses for value in clause.values(tag)] if tag else []
    if attribute.name == "next_program" and values:
        return "outside" if values[-1] == "outside" else "us_canada"
    if attribute.name == "field" and not values:
        values = [value for clause in clauses for value in clause.values("SPECIALIST")]
    return values[-1] if values and values[-1] in attribute.values else None


def _yes_or_no(attribute: Attribute, text: str) -> str | None:
    """A plain yes or no, where the values are that; `ecfmg` has them by other names."""
    yes, no = {"ecfmg": ("current", "not_current")}.get(attribute.name, ("yes", "no"))
    if yes in attribute.values:
        if _NO.match(text):
            return no
        if _YES.match(text):
            return yes
    if _NO.match(text):
        return next((one for one in ("none", "never") if one in attribute.values), None)
    return None


def _special(attribute: Attribute, text: str, clauses: list[Clause]) -> str | None:
    if attribute.name == "program":
        for tag, program in _PROGRAMS.items():
            if any(clause.has(tag) for clause in clauses):
                return program
    if attribute.name == "stage" and any(clause.has("ATTENDING") for clause in clauses):
        return "in_practice"
    if attribute.name == "acr_history" and _YES.match(text):
        return None
    return None


_PROGRAMS = {
    "RESEARCH": "research",
    "INTERN": "internship",
    "PHYSTRAINEE": "physics_program",
    "FELLOW": "fellowship",
    "FELLOWSHIP": "fellowship",
    "RESIDENT": "residency",
    "RESIDENCY": "residency",
}


def _boards(
    attribute: Attribute, text: str, clauses: list[Clause], read: list[str] | None
) -> list[str] | None:
    if read:
        return read
    named = [value for clause in clauses for value in clause.values("BOARD")]
    if named and not _NONE.search(text):
        return sorted(set(named))
    titled = _titled(attribute, text)
    if titled:
        return [titled]
    if _NONE.search(text):
        return ["none"]
    if any(
        clause.value("PLACE") == "outside" or clause.value("ADJECTIVE") == "outside"
        for clause in clauses
    ):
        return ["foreign"]
    return None


def _plain(text: str) -> str:
    return re.sub(r"[^\w ]+", " ", text.lower().replace("’", "'")).strip()
