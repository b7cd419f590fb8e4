"""How a fact about a person stands in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.attributes import Attributes
from bot.knowledge.yaml_reader import Entry

# In place of a value: the phrase for any date or number.
VALUE = "value"


def parse_facts(file: Entry, attributes: Attributes) -> Mapping[str, Mapping[str, str]]:
    """Return the phrases by attribute and value. Raises KnowledgeError for what attributes.yml has not."""
    facts = {}
    for name, entry in file.items():
        if name not in attributes:
            entry.refuse("attributes.yml has no such attribute")
        values = attributes[name].values or {VALUE: ""}
        facts[name] = {value: phrase.text() for value, phrase in entry.items()}
        for value in facts[name]:
            if value not in values:
                entry.refuse(f"{value!r} is not a value of {name}")
    return facts
