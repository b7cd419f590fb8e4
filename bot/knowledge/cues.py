"""The words by which a message tells whom it is about, and what of it is not so yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.yaml_reader import Entry, patterns

_LISTS = (
    *(
        "male",
        "female",
        "either",
        "without_owner",
        "classes",
        "yours",
        "children",
        "of_a_thing",
        "near",
    ),
    *("counted_nouns", "counted_things", "all", "no_surname"),
)


@dataclass(frozen=True)
class PeopleCues:
    """Words in small letters; `counted` are those for each place, by how whoever stands there is called.

    `without_owner` and `classes` are among `either`, `yours`, `children` and `near` among all who can be named.
    """

    male: tuple[str, ...]
    female: tuple[str, ...]
    either: tuple[str, ...]
    without_owner: tuple[str, ...]
    classes: tuple[str, ...]
    yours: tuple[str, ...]
    children: tuple[str, ...]
    of_a_thing: tuple[str, ...]
    counted: Mapping[str, tuple[str, ...]]
    counted_nouns: tuple[str, ...]
    counted_things: tuple[str, ...]
    all: tuple[str, ...]
    near: tuple[str, ...]
    no_surname: tuple[str, ...]

    @property
    def named(self) -> tuple[str, ...]:
        return (*self.male, *self.female, *self.either)


@dataclass(frozen=True)
class ToComeCues:
    """Patterns of a clause about what is to come, of its program or job, and of a follow-up about it.

    `switch` are of a clause about another field to come: a residency that is still to begin.
    """

    coming: tuple[str, ...]
    switch: tuple[str, ...]
    fellowship: tuple[str, ...]
    residency: tuple[str, ...]
    job: tuple[str, ...]
    asks_of_it: tuple[str, ...]


@dataclass(frozen=True)
class DenialCues:
    """Patterns of what somebody says they are not, the facts that takes back, and whose answers it rules out."""

    words: tuple[str, ...]
    values: Mapping[str, str]
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Cues:
    people: PeopleCues
    to_come: ToComeCues
    denied: tuple[DenialCues, ...]


def parse_people(entry: Entry) -> PeopleCues:
    """Return the words for people. Raises KnowledgeError for a word that belongs to no list."""
    entry.only(*_LISTS, "counted")
    words = {name: _words(entry[name]) for name in _LISTS}
    counted = {name: _words(numbers) for name, numbers in entry["counted"].items()}
    cues = PeopleCues(**words, counted=counted)
    for name, allowed in (
        ("without_owner", cues.either),
        ("classes", cues.either),
        ("yours", cues.named),
        ("children", cues.named),
        ("near", cues.named),
    ):
        for word in words[name]:
            if word not in allowed:
                entry[name].refuse(f"{word!r} names nobody: it stands in no list above")
    return cues


def parse_to_come(entry: Entry) -> ToComeCues:
    """Return the words for what is still to come. Raises KnowledgeError for a broken pattern."""
    names = ("coming", "switch", "fellowship", "residency", "job", "asks_of_it")
    entry.only(*names)
    return ToComeCues(
        **{name: tuple(pattern.pattern for pattern in patterns(entry[name])) for name in names}
    )


def _words(entry: Entry) -> tuple[str, ...]:
    words = entry.texts()
    for word in words:
        if not re.fullmatch(r"[^\W_]+", word) or word != word.lower():
            entry.refuse(f"{word!r} must be one word in small letters")
    return words


def parse_denied(entry: Entry) -> tuple[DenialCues, ...]:
    """Return the words for what somebody is not. Raises KnowledgeError for a broken pattern."""
    return tuple(_denied(each) for each in entry.only("denied")["denied"].entries())


def _denied(entry: Entry) -> DenialCues:
    entry.only("words", "values", "categories")
    return DenialCues(
        words=tuple(pattern.pattern for pattern in patterns(entry["words"])),
        values={name: value.text() for name, value in entry["values"].items()},
        categories=entry["categories"].texts(),
    )
