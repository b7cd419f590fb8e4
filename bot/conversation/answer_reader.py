"""Reads the answer to a question that was asked: the same words mean more when we know the question."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.conversation.answer_dates import read_day
from bot.conversation.answer_phrases import leaning, pointed_at, value_of_phrase
from bot.eligibility.profile import check_value
from bot.errors import ProfileError
from bot.knowledge.attributes import UNKNOWN, AnswerKind, Attribute
from bot.nlu.facts.attributes.match import read_match
from bot.nlu.facts.attributes.training import PROGRAMS
from bot.nlu.facts.reader import ProfileReader
from bot.nlu.facts.text.clause import Clause
from bot.nlu.facts.text.place_of_clause import school_of, where_of

_YES = re.compile(
    r"(?:oh |well |i think |i guess |currently )*(?:yes|yeah|yep|yup|y|sure|correct|right|true|of course|definitely|affirmative|indeed|absolutely|i am|i do|i did|i have|it is|they are|i was)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:oh |well |i think |i guess |i'm afraid )*(?:no|nope|nah|n|not|never|i'm not|i am not|i don'?t|i do not|i didn'?t|i have(?:n't| not)|it is(?:n't| not)|none)\b",
    re.IGNORECASE,
)
# "I don't have a practice any more, I'm retired" denies something else than what is asked.
_SAYS_NO = re.compile(r"\W*(?:(?:oh|well|ah)\W+)?(?:no|nope|nah|n|never|none)\b", re.IGNORECASE)
_FEW_WORDS = 6
_IS_DONE = re.compile(
    r"\b(?:i|he|she|they|it)(?: was| were|'s| is| have| has|'ve)? (?:already )?(?:finished|completed|done|over)\b(?!.{0,10}\bnot\b)",
    re.IGNORECASE,
)
_WORDS = {
    "both": 2,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
}
_YEARS = {"last year": -1, "this year": 0, "current year": 0, "next year": 1}
_NONE = re.compile(
    r"\b(?:none|no|not|nothing|never|neither|haven'?t|don'?t|without|nope)\b", re.IGNORECASE
)
# "us" alone is a pronoun in a story, and a country in an answer.
_US = re.compile(r"(?<![\w'])u\.?s\.?a?\.?(?![\w'])", re.IGNORECASE)
_LEAST_SHARED = 0.6
_OF_PLACES = {"place", "school_place", "next_program"}
# A tag of the vocabulary whose values are those of the attribute.
_TAGS = {"field": "FIELD", "federal_service": "SERVICE", "acr_history": "MEMBER"}


def read_answer(attribute: Attribute, text: str, today: date, reader: ProfileReader) -> Any | None:
    """Return the value that the text gives the attribute, as JSON has it; None: it gives none."""
    value = _of_kind(attribute, text.strip(), today, reader)
    if value is None:
        return None
    try:
        checked = check_value(attribute, value)
    except ProfileError:
        return None
    return checked.isoformat() if isinstance(checked, date) else value


def _of_kind(attribute: Attribute, text: str, today: date, reader: ProfileReader) -> Any | None:
    if attribute.kind is AnswerKind.DATE:
        return read_day(attribute, text, today)
    if attribute.kind is AnswerKind.YEAR:
        return _year(text, today)
    if attribute.kind is AnswerKind.INTEGER:
        return _number(text)
    typed = _typed(text)
    pointed = pointed_at(typed, [*attribute.values, UNKNOWN])
    if attribute.name in _OF_PLACES:
        text = _US.sub("United States", text)
    clauses = reader.clauses(text, today)
    read = reader.read(text, today).get(attribute.name)
    if attribute.kind is AnswerKind.CHOICES:
        return _without_unknown(pointed) or _boards(attribute, text, clauses, read)
    if len(pointed) == 1:
        return pointed[0]
    if attribute.name in _OF_PLACES:
        return _place(attribute, text, clauses, reader)
    return (
        _says_it_is_done(attribute, text)
        or _leading_yes_or_no(attribute, text)
        or value_of_phrase(attribute.name, typed)
        or _titled(attribute, text)
        or _tagged(attribute, clauses)
        or read
        or _yes_or_no(attribute, text)
        or _special(attribute, clauses)
    )


def _says_it_is_done(attribute: Attribute, text: str) -> str | None:
    """Who finished in 2009 has completed it, even after a "no" to something else."""
    return "yes" if attribute.name == "residency_completed" and _IS_DONE.search(text) else None


def _year(text: str, today: date) -> int | None:
    plain = text.lower()
    near = next((today.year + step for words, step in _YEARS.items() if words in plain), None)
    return near or _number(text)


def _number(text: str) -> int | None:
    numbers = re.findall(r"\b(\d{1,4})\b", text)
    if len(set(numbers)) > 1:
        return None  # "between 5 and 6"
    if numbers:
        return int(numbers[0])
    return next(
        (number for word, number in _WORDS.items() if re.search(rf"\b{word}\b", text.lower())), None
    )


def _place(
    attribute: Attribute, text: str, clauses: list[Clause], reader: ProfileReader
) -> str | None:
    """The one place that is named; of a school, the one that is named with it."""
    if titled := value_of_phrase(attribute.name, _typed(text)) or _titled(attribute, text):
        return titled
    named = {place for clause in clauses if (place := where_of(clause))}
    if attribute.name == "school_place":
        named = {place for clause in clauses if (place := _of_school(clause))} or named
    if not named and (near := reader.nearest_place(text)):
        named = {near}
    if len(named) != 1:
        return None
    place = named.pop()
    if attribute.name == "next_program":
        return "outside" if place == "outside" else "us_canada"
    return place if place in attribute.values else None


def _of_school(clause: Clause) -> str | None:
    schooled = clause.matches(r"\b(?:school|university|college|stud(?:y|ied)|graduat\w+|degree)\b")
    return school_of(clause) or (where_of(clause) if schooled else None)


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
    alone = [value for score, value in scored if score == best] == [value]
    return value if best >= _LEAST_SHARED and alone and len(words) > 1 else None


def _tagged(attribute: Attribute, clauses: list[Clause]) -> str | None:
    tag = _TAGS.get(attribute.name)
    values = [value for clause in clauses for value in clause.values(tag)] if tag else []
    if attribute.name == "field" and not values:
        values = [value for clause in clauses for value in clause.values("SPECIALIST")]
    return values[-1] if values and values[-1] in attribute.values else None


def _leading_yes_or_no(attribute: Attribute, text: str) -> str | None:
    """The first word answers ("yes, it is pending"), where yes and no are the only answers."""
    if set(attribute.values) != {"yes", "no"} or attribute.name == "ethical_standing":
        return None
    leans = leaning(_typed(text))
    if leans is not None:
        return "yes" if leans else "no"
    if re.match(r"(?:yes|yeah|yep|yup)\b", text, re.IGNORECASE):
        return "yes"
    return "no" if re.match(r"(?:no|nope|nah)\b", text, re.IGNORECASE) else None


def _yes_or_no(attribute: Attribute, text: str) -> str | None:
    """A plain yes or no, where the values are that; `ecfmg` has them by other names."""
    yes, no = {"ecfmg": ("current", "not_current")}.get(attribute.name, ("yes", "no"))
    if yes in attribute.values:
        leans = leaning(_typed(text))
        if _NO.match(text) or leans is False:
            return no
        if _YES.match(text) or leans:
            return yes
    if _NO.match(text) and (_SAYS_NO.match(text) or len(text.split()) <= _FEW_WORDS):
        return next((value for value in ("none", "never") if value in attribute.values), None)
    return None


def _special(attribute: Attribute, clauses: list[Clause]) -> str | None:
    if attribute.name == "program":
        for tag, program in PROGRAMS.items():
            if any(clause.has(tag) for clause in clauses):
                return program
    if attribute.name == "stage" and any(clause.has("ATTENDING") for clause in clauses):
        return "in_practice"
    if attribute.name == "match":
        return read_match(clauses)
    return None


def _without_unknown(pointed: list[str]) -> list[str]:
    return [] if UNKNOWN in pointed else pointed


_UNCLEAR = "unclear"
# The buttons of the question name the Canadian one alone.
_AMONG_THE_BUTTONS = {_UNCLEAR: "rcpsc"}


def _boards(
    attribute: Attribute, text: str, clauses: list[Clause], read: list[str] | None
) -> list[str] | None:
    named = [value for clause in clauses for value in clause.values("BOARD")]
    if read and _UNCLEAR not in named:
        return read
    named = [_AMONG_THE_BUTTONS.get(value, value) for value in named]
    if named and not _NONE.search(text):
        return sorted(set(named))
    if titled := value_of_phrase(attribute.name, _typed(text)) or _titled(attribute, text):
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


def _typed(text: str) -> str:
    return re.sub(r"[^\w' ]+", " ", text.lower().replace("’", "'")).strip()
