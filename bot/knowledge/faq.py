"""The published answers: a question, a short answer, details, sources, review date, related ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.errors import KnowledgeError
from bot.knowledge.attributes import Attributes, When, parse_when
from bot.knowledge.sources import Citation, Sources, parse_citation
from bot.knowledge.texts import Text, parse_text, plain_text
from bot.knowledge.yaml_reader import Entry

# The family of the labels: what the training phrases of an answer are filed under begins with it.
FAMILY = "faq"

_NAME = re.compile(r"[a-z0-9_]+")
_KEYS = (
    "question",
    "answer",
    "details",
    "sources",
    "reviewed",
    "related",
    "disagreement",
    "only_for",
)


@dataclass(frozen=True)
class Answer:
    """One answer. `text` and `details` are Markdown with their placeholders still in.

    `label` is what its training phrases are filed under: made from the id, never read back into one.
    `only_for` says for whom alone it is: names of attributes (attributes.yml), each with the values that fit.
    """

    id: str
    label: str
    question: str
    text: Text
    details: Text
    sources: tuple[Citation, ...]
    reviewed: date
    related: tuple[str, ...]
    disagreement: str | None
    only_for: When = field(default_factory=dict)


@dataclass(frozen=True)
class Topic:
    """`order` is its place on the page of questions; topics without one follow by name."""

    name: str
    title: str
    order: int | None
    answers: tuple[Answer, ...]


def parse_topic(name: str, file: Entry, sources: Sources, attributes: Attributes) -> Topic:
    file.only("title", "order", "answers")
    if not _NAME.fullmatch(name):
        file.refuse("a topic's file is named in small letters, digits and underscores")
    return Topic(
        name=name,
        title=file["title"].text(),
        order=file["order"].integer() if file.has("order") else None,
        answers=tuple(
            _answer(name, key, entry, sources, attributes) for key, entry in file["answers"].items()
        ),
    )


def in_order(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """Return the topics as the page of questions lists them."""
    return tuple(
        sorted(topics, key=lambda topic: (topic.order is None, topic.order or 0, topic.name))
    )


def by_label(topics: Iterable[Topic]) -> dict[str, Answer]:
    """Return the answers by label. Raises KnowledgeError where two answers have the same."""
    answers: dict[str, Answer] = {}
    for answer in (answer for topic in topics for answer in topic.answers):
        other = answers.setdefault(answer.label, answer)
        if other is not answer:
            file, key = address(answer)
            raise KnowledgeError(file, key, f"{other.id} has the same label, {answer.label}")
    return answers


def address(answer: Answer) -> tuple[str, str]:
    """Return the file and the key under which an answer stands."""
    topic, name = answer.id.split("/")
    return f"faq/{topic}.yml", f"answers.{name}"


def _answer(
    topic: str, name: str, entry: Entry, sources: Sources, attributes: Attributes
) -> Answer:
    if not _NAME.fullmatch(name):
        entry.refuse("a name is written in small letters, digits and underscores")
    entry.only(*_KEYS)
    citations = tuple(parse_citation(cited, sources) for cited in entry["sources"].entries())
    if not citations:
        entry.refuse("an answer without a source is not published", "sources")
    return Answer(
        id=f"{topic}/{name}",
        label=f"{FAMILY}/{topic}_{name}",
        question=plain_text(entry["question"]),
        text=parse_text(entry["answer"]),
        details=parse_text(entry["details"]) if entry.has("details") else "",
        sources=citations,
        reviewed=entry["reviewed"].day(),
        related=entry["related"].texts(),
        disagreement=entry["disagreement"].text() if entry.has("disagreement") else None,
        only_for=parse_when(entry["only_for"], attributes) if entry.has("only_for") else {},
    )
