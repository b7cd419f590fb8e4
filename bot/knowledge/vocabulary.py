"""The words in which people tell about themselves, by the tag that the profile reader uses."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.yaml_reader import Entry

# tag -> phrases in lower case; `PLACE:canada` carries a value, `RESIDENT` does not.
Vocabulary = Mapping[str, tuple[str, ...]]


def parse_vocabulary(file: Entry) -> Vocabulary:
    """Return the phrases by tag. Raises KnowledgeError where one phrase stands under two tags."""
    vocabulary: dict[str, tuple[str, ...]] = {}
    seen: dict[str, str] = {}
    for tag, entry in file.items():
        for phrase in entry.texts():
            if phrase != phrase.lower():
                entry.refuse(f"{phrase!r} must be in lower case")
            if phrase in seen:
                entry.refuse(f"{phrase!r} stands under {seen[phrase]} too")
            seen[phrase] = tag
        vocabulary[tag] = entry.texts()
    return vocabulary
