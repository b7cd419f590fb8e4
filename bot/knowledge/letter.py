"""The letter of verification that students need: what it must say, and a request for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.attributes import Attributes
from bot.knowledge.texts import plain_text, require_placeholders
from bot.knowledge.yaml_reader import Entry

STANDING, START, GRADUATION = "standing", "start", "graduation"
# What bot/conversation/letters.py finds in a letter.
POINTS = (STANDING, START, GRADUATION)
# What the request fills with where the school is, if that was said.
FILLED_BY_THE_REQUEST = {"place": "in the United States"}


@dataclass(frozen=True)
class Point:
    """`title` names it where a letter is checked, `missing` says that it is not there; `request` asks for it."""

    title: str
    request: str
    missing: str


@dataclass(frozen=True)
class Letter:
    """`before` and `after` are the paragraphs around the points; `note` stands below the request.

    `to` and `subject_line` stand above it where it is shown, and are no part of an e-mail, whose subject is `subject`.

    `places` says where a school is, by the value of the attribute.
    """

    places: Mapping[str, str]
    to: str
    subject: str
    subject_line: str
    before: tuple[str, ...]
    points: Mapping[str, Point]
    after: tuple[str, ...]
    note: str
    there: str


def parse_letter(file: Entry, attributes: Attributes) -> Letter:
    """Return the letter. Raises KnowledgeError for a point that is left out or that nothing finds, and for no place."""
    file.only(
        *("places", "to", "subject", "subject_line", "before", "points", "after", "note", "there")
    )
    points = file["points"].only(*POINTS)
    return Letter(
        places=_places(file["places"], attributes),
        to=plain_text(file["to"]),
        subject=plain_text(file["subject"]),
        subject_line=_filled_with(file["subject_line"], "subject"),
        before=_paragraphs(file["before"]),
        points={name: _point(points[name]) for name in POINTS},
        after=_paragraphs(file["after"]),
        note=plain_text(file["note"]),
        there=_filled_with(file["there"], "words"),
    )


def _point(entry: Entry) -> Point:
    entry.only("title", "request", "missing")
    return Point(entry["title"].text(), plain_text(entry["request"]), plain_text(entry["missing"]))


def _places(entry: Entry, attributes: Attributes) -> dict[str, str]:
    places = {}
    for place, words in entry.items():
        if place not in attributes["place"].values:
            words.refuse(f"{place!r} is not a value of place")
        places[place] = words.text()
    return places


def _filled_with(entry: Entry, name: str) -> str:
    text = plain_text(entry)
    require_placeholders(entry, text, frozenset({name}))
    return text


def _paragraphs(entry: Entry) -> tuple[str, ...]:
    return tuple(plain_text(paragraph) for paragraph in entry.entries())
