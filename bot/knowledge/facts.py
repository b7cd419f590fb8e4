"""How a fact about a person stands in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.attributes import Attributes
from bot.knowledge.texts import placeholders
from bot.knowledge.yaml_reader import Entry

# In place of a value: the phrase for any date or number.
VALUE = "value"


def parse_facts(file: Entry, attributes: Attributes) -> Mapping[str, Mapping[str, str]]:
    """Return the phrases by attribute and value. Raises KnowledgeError for what attributes.yml has not."""
    facts: dict[str, dict[str, str]] = {}
    for name, entry in file.items():
        if name not in attributes:
            entry.refuse("attributes.yml has no such attribute")
        values = attributes[name].values or {VALUE: ""}
        facts[name] = {}
        for value, phrase in entry.items():
            if value not in values:
                entry.refuse(f"{value!r} is not a value of {name}")
            facts[name][value] = _phrase(value, phrase)
    return facts


def _phrase(value: str, entry: Entry) -> str:
    """Return a phrase; that of a date or number has the place where it stands, and no other has one."""
    phrase = entry.text()
    filled = {VALUE} if value == VALUE else set()
    if placeholders(phrase) != filled:
        entry.refuse("{value} is needed here, and no other" if filled else "nothing fills this")
    return phrase
