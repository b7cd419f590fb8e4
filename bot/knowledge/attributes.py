"""What we may ask a person: values, wording, why we ask, what is taken for granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.knowledge.yaml_reader import Entry

UNKNOWN = "unknown"


class AnswerKind(str, Enum):
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    INTEGER = "integer"
    YEAR = "year"


@dataclass(frozen=True)
class Assumption:
    """The value taken unless told otherwise, and how a decision names it."""

    value: str
    said_as: str


@dataclass(frozen=True)
class Attribute:
    """`values` maps what is stored to what a button says; empty for dates and numbers."""

    name: str
    kind: AnswerKind
    question: str
    why: str
    values: Mapping[str, str]
    assumed: Assumption | None
    can_change: bool


Attributes = dict[str, Attribute]


def parse_attributes(file: Entry) -> Attributes:
    """Return the attributes in asking order."""
    return {name: _attribute(name, entry) for name, entry in file.items()}


def _attribute(name: str, entry: Entry) -> Attribute:
    entry.only("kind", "question", "why", "values", "assumed", "can_change")
    kind = entry["kind"].one_of(AnswerKind)
    values: dict[str, str] = {}
    if kind in {AnswerKind.CHOICE, AnswerKind.CHOICES}:
        values = {value: label.text() for value, label in entry["values"].items()}
    elif entry.has("values"):
        entry.refuse(f"a {kind.value} has no list of values", "values")
    return Attribute(
        name=name,
        kind=kind,
        question=entry["question"].text(),
        why=entry["why"].text(),
        values=values,
        assumed=_assumption(entry["assumed"], values) if entry.has("assumed") else None,
        can_change=entry.has("can_change") and entry["can_change"].flag(),
    )


def _assumption(entry: Entry, values: Mapping[str, str]) -> Assumption:
    entry.only("value", "as")
    value = entry["value"].text()
    if value not in values:
        entry.refuse(f"{value!r} is not one of the values", "value")
    return Assumption(value, entry["as"].text())
