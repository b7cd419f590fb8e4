"""What a conversation takes for granted rather than ask, and how it says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.knowledge.attributes import AnswerKind, Attributes
from bot.knowledge.yaml_reader import Entry

_PAST, _ANY = "past", "any"


@dataclass(frozen=True)
class ConversationAssumption:
    """`said_as` is what a decision then rests on."""

    when: Mapping[str, frozenset[str]]
    unless: frozenset[str]
    attribute: str
    value: Any
    said_as: str

    def applies_to(self, facts: Mapping[str, Any], today: date) -> bool:
        """Tell whether it may be taken beside the facts told (days as text)."""
        if self.attribute in facts or self.unless & set(facts):
            return False
        return all(_holds(facts.get(name), values, today) for name, values in self.when.items())


def parse_assumptions(file: Entry, attributes: Attributes) -> tuple[ConversationAssumption, ...]:
    """Return the assumptions. Raises KnowledgeError for an attribute or value that there is not."""
    assumptions = []
    for entry in file.entries():
        entry.only("when", "unless", "take", "said")
        ((attribute, value),) = entry["take"].items()
        when = {name: frozenset(values.texts()) for name, values in entry["when"].items()}
        for name, values in when.items():
            _refuse_unknown(entry, name, values, attributes)
        values_ = value.texts() if isinstance(value.value, list) else (value.text(),)
        _refuse_unknown(entry, attribute, frozenset(values_), attributes)
        assumptions.append(
            ConversationAssumption(
                when=when,
                unless=frozenset(entry["unless"].texts()),
                attribute=attribute,
                value=list(values_) if isinstance(value.value, list) else values_[0],
                said_as=entry["said"].text(),
            )
        )
    return tuple(assumptions)


def _holds(value: Any, values: frozenset[str], today: date) -> bool:
    if value is None:
        return False
    if values == {_ANY}:
        return True
    if values == {_PAST}:
        return str(value) < today.isoformat()
    return bool(values & set(value if isinstance(value, (list, tuple)) else [value]))


def _refuse_unknown(
    entry: Entry, name: str, values: frozenset[str], attributes: Attributes
) -> None:
    if name not in attributes:
        entry.refuse(f"there is no attribute {name!r}")
    is_day = attributes[name].kind is AnswerKind.DATE
    for value in values - ({_PAST, _ANY} if is_day else {_ANY}):
        if value not in attributes[name].values:
            entry.refuse(f"{value!r} is not a value of {name}")
