"""The published answers: a question, a short answer, details, sources, review date, related ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.knowledge.sources import Citation, Sources, parse_citation
from bot.knowledge.yaml_reader import Entry

TOPICS = ("membership", "account", "radiology")

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
# Amounts live in dues.yml; prose that types one would go stale in silence.
_TYPED_AMOUNT = re.compile(r"\$\s*\d|\b\d+(\.\d+)?\s*(%|percent\b|dollars\b)")


@dataclass(frozen=True)
class Answer:
    """One answer. `text` and `details` are Markdown with their placeholders still in.

    `only_for` says for whom alone it is: names of attributes (attributes.yml), each with the values that fit.
    """

    id: str
    question: str
    text: str
    details: str
    sources: tuple[Citation, ...]
    reviewed: date
    related: tuple[str, ...]
    disagreement: str | None
    only_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Topic:
    name: str
    title: str
    answers: tuple[Answer, ...]


def parse_topic(name: str, file: Entry, sources: Sources) -> Topic:
    file.only("title", "answers")
    return Topic(
        name=name,
        title=file["title"].text(),
        answers=tuple(
            _answer(f"{name}/{key}", entry, sources) for key, entry in file["answers"].items()
        ),
    )


def refuse_typed_amount(entry: Entry) -> str:
    """Return the text of `entry`; refuses one that types an amount of money or a percentage."""
    text = entry.text()
    if found := _TYPED_AMOUNT.search(text):
        entry.refuse(f"{found.group()!r} is an amount: name its line of dues.yml in braces instead")
    return text


def _answer(id_: str, entry: Entry, sources: Sources) -> Answer:
    entry.only(*_KEYS)
    citations = tuple(parse_citation(cited, sources) for cited in entry["sources"].entries())
    if not citations:
        entry.refuse("an answer without a source is not published", "sources")
    return Answer(
        id=id_,
        question=refuse_typed_amount(entry["question"]),
        text=refuse_typed_amount(entry["answer"]),
        details=refuse_typed_amount(entry["details"]) if entry.has("details") else "",
        sources=citations,
        reviewed=entry["reviewed"].day(),
        related=entry["related"].texts(),
        disagreement=entry["disagreement"].text() if entry.has("disagreement") else None,
        only_for={name: values.texts() for name, values in entry["only_for"].items()}
        if entry.has("only_for")
        else {},
    )
