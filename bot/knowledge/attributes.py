"""What we may ask a person: values, wording, why we ask, what is taken for granted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from bot.knowledge.texts import plain_text
from bot.knowledge.yaml_reader import Entry

UNKNOWN = "unknown"
_KEYS = (
    *("kind", "short", "question", "why", "values", "buttons", "assumed", "can_change"),
    *("implied", "unclear", "groups", "enough", "most"),
)

# The attributes that bot/ computes with, whatever the rules say.
_COMPUTED_WITH = (
    *("profession", "stage", "place", "field", "program", "match", "board", "school_years"),
    *("training_start", "training_end", "next_program", "next_program_start"),
    *("acr_history", "paid_position_on", "federal_service"),
    *("retirement_date", "retirement_notice", "dues_paid_year"),
)

# Values by attribute, each of which a profile must have one of.
When = Mapping[str, tuple[str, ...]]


class AnswerKind(str, Enum):
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    INTEGER = "integer"
    YEAR = "year"


@dataclass(frozen=True)
class Assumption:
    """The value taken unless somebody says otherwise, and how a decision names it.

    `unknown_too`: a decision names it also for those who say that they do not know.
    """

    value: str
    wording: str
    unknown_too: bool


@dataclass(frozen=True)
class Implied:
    """A value that follows from other facts, where nobody was asked for it."""

    when: When
    value: str


@dataclass(frozen=True)
class Unclear:
    """What is asked where people name a value in words that may mean several.

    `by_place` says which is meant by a place, for who answers with a country.
    """

    question: str
    by_place: Mapping[str, str]


@dataclass(frozen=True)
class Attribute:
    """`values` maps what is stored to what a button says; empty for dates and numbers.

    `buttons` are the answers that are offered: all values, or the usual ones of a number. `short` names
    it in a result.
    `groups` are sets of values that the rules speak of; `enough` is the least number that satisfies
    them, `most` the greatest that is believed.
    """

    name: str
    kind: AnswerKind
    short: str
    question: str
    why: str
    values: Mapping[str, str]
    buttons: Mapping[str, str]
    assumed: Assumption | None
    can_change: bool
    groups: Mapping[str, frozenset[str]]
    enough: int | None
    most: int | None
    implied: tuple[Implied, ...] = ()
    unclear: Unclear | None = None

    def answer(self, value: str) -> str | tuple[str, ...]:
        """Return one of the values as a profile keeps it."""
        return (value,) if self.kind is AnswerKind.CHOICES else value


Attributes = dict[str, Attribute]


def parse_attributes(file: Entry) -> Attributes:
    """Return the attributes in asking order."""
    attributes = {name: _attribute(name, entry) for name, entry in file.items()}
    for name in _COMPUTED_WITH:
        if name not in attributes:
            file.refuse("missing: membership and dues are computed with it", name)
    for name, entry in file.items():
        if entry.has("implied"):
            implied = tuple(_implied(entry["implied"], attributes[name], attributes))
            attributes[name] = replace(attributes[name], implied=implied)
    return attributes


def parse_when(entry: Entry, attributes: Attributes) -> When:
    """Read `attribute: [values]`; `unknown` is a value of each."""
    when = {}
    for name, values in entry.items():
        if name not in attributes:
            values.refuse(f"attributes.yml has no {name!r}")
        when[name] = values.texts()
        for value in when[name]:
            if value not in {*attributes[name].values, UNKNOWN}:
                values.refuse(f"{value!r} is no value of {name!r} in attributes.yml")
    return when


def holds(when: When, profile: Mapping[str, object]) -> bool:
    return all(profile.get(name) in values for name, values in when.items())


def _attribute(name: str, entry: Entry) -> Attribute:
    entry.only(*_KEYS)
    kind = entry["kind"].one_of(AnswerKind)
    values: dict[str, str] = {}
    if kind in {AnswerKind.CHOICE, AnswerKind.CHOICES}:
        values = {value: label.text() for value, label in entry["values"].items()}
    elif entry.has("values"):
        entry.refuse(f"a {kind.value} has no list of values", "values")
    return Attribute(
        name=name,
        kind=kind,
        short=entry["short"].text() if entry.has("short") else name.replace("_", " "),
        question=plain_text(entry["question"]),
        why=plain_text(entry["why"]),
        values=values,
        buttons=dict(_buttons(entry, kind)) or values,
        assumed=_assumption(entry["assumed"], values) if entry.has("assumed") else None,
        can_change=entry.has("can_change") and entry["can_change"].flag(),
        groups=dict(_groups(entry["groups"], values)) if entry.has("groups") else {},
        enough=entry["enough"].integer() if entry.has("enough") else None,
        most=entry["most"].integer() if entry.has("most") else None,
        unclear=_unclear(entry["unclear"], values) if entry.has("unclear") else None,
    )


def _buttons(entry: Entry, kind: AnswerKind) -> Iterator[tuple[str, str]]:
    if not entry.has("buttons"):
        return
    if kind is not AnswerKind.INTEGER:
        entry.refuse(f"only an integer has buttons, not a {kind.value}", "buttons")
    for value, label in entry["buttons"].items():
        if not value.isdecimal():
            label.refuse("a whole number is needed here")
        yield value, label.text()


def _assumption(entry: Entry, values: Mapping[str, str]) -> Assumption:
    entry.only("value", "as", "unknown_too")
    return Assumption(
        _value_of(entry["value"], values),
        entry["as"].text(),
        unknown_too=entry.has("unknown_too") and entry["unknown_too"].flag(),
    )


def _unclear(entry: Entry, values: Mapping[str, str]) -> Unclear:
    entry.only("question", "by_place")
    by_place = {place: _value_of(value, values) for place, value in entry["by_place"].items()}
    return Unclear(plain_text(entry["question"]), by_place)


def _groups(entry: Entry, values: Mapping[str, str]) -> Iterator[tuple[str, frozenset[str]]]:
    for name, members in entry.items():
        yield name, frozenset(_value_of(member, values) for member in members.entries())


def _implied(entry: Entry, attribute: Attribute, attributes: Attributes) -> Iterator[Implied]:
    for item in entry.entries():
        item.only("value", "when")
        value = _value_of(item["value"], attribute.values)
        yield Implied(parse_when(item["when"], attributes), value)


def _value_of(entry: Entry, values: Mapping[str, str]) -> str:
    value = entry.text()
    if value not in values:
        entry.refuse(f"{value!r} is not one of the values")
    return value
