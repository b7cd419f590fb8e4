"""The published answers: a question, a short answer, details, sources, review date, related ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.errors import KnowledgeError
from bot.knowledge.attributes import Attributes, When, parse_when
from bot.knowledge.figures import figures
from bot.knowledge.sources import Citation, Sources, parse_citation
from bot.knowledge.statements import Statement, Statements, figures_of, sources_of
from bot.knowledge.texts import Text, parse_text, plain_text, variants
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
    "group",
    "owner",
    "from",
    "until",
)
# What an answer has besides where it rests on statements: it is said until its review is due.
_REVIEW_KEYS = ("statements", "review_months", "lasting")
_LONGEST_REVIEW_MONTHS = 36


@dataclass(frozen=True)
class Answer:
    """One answer. `text` and `details` are Markdown with their placeholders still in.

    `label` is what its training phrases are filed under: made from the id, never read back into one.
    `only_for` says for whom alone it is: names of attributes (attributes.yml), each with the values that fit.
    `group` is the part of its topic under which it is listed. An answer that rests on `statements` is said
    until its review is due, on `valid_until`; from that day on, only what is `lasting` is. `owner` is who
    checks it, where that is not the membership department. `first_day` and `last_day` are those on which it
    holds, where the pages name such days.
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
    group: str | None = None
    statements: tuple[Statement, ...] = ()
    valid_until: date | None = None
    lasting: Text = ""
    owner: str | None = None
    first_day: date | None = None
    last_day: date | None = None

    def is_to_come(self, on: date) -> bool:
        """Tell whether it holds only from a later day on."""
        return self.first_day is not None and on < self.first_day

    def is_over(self, on: date) -> bool:
        """Tell whether the last day on which it holds has passed."""
        return self.last_day is not None and on > self.last_day

    def holds(self, on: date) -> bool:
        return not (self.is_to_come(on) or self.is_over(on))

    def is_due(self, on: date) -> bool:
        """Tell whether its figures must be checked again before they are said."""
        return self.valid_until is not None and on >= self.valid_until


@dataclass(frozen=True)
class Topic:
    """`order` is its place on the page of questions; topics without one follow by name.

    `groups` are the headings under which its answers are listed, by name; none means one plain list.
    """

    name: str
    title: str
    order: int | None
    groups: Mapping[str, str]
    answers: tuple[Answer, ...]

    def grouped(self) -> tuple[tuple[str, tuple[Answer, ...]], ...]:
        """Return the answers by the name of their group; a topic without groups has them under an empty one."""
        if not self.groups:
            return (("", self.answers),)
        return tuple(
            (name, tuple(answer for answer in self.answers if answer.group == name))
            for name in self.groups
        )


@dataclass(frozen=True)
class Grounds:
    """What an answer may rest on, and be for."""

    sources: Sources
    statements: Statements
    attributes: Attributes


def parse_topic(name: str, file: Entry, grounds: Grounds) -> Topic:
    """Read a topic. With `rests_on: statements`, every answer of it must name some, and when its review is due."""
    file.only("title", "order", "groups", "rests_on", "answers")
    if not _NAME.fullmatch(name):
        file.refuse("a topic's file is named in small letters, digits and underscores")
    if file.has("rests_on") and file["rests_on"].text() != "statements":
        file.refuse("only `statements` is known", "rests_on")
    groups = (
        {key: title.text() for key, title in file["groups"].items()} if file.has("groups") else {}
    )
    answers = []
    for key, entry in file["answers"].items():
        if file.has("rests_on") and not entry.has("statements"):
            entry.refuse(
                "every answer of this topic names the statements that it rests on", "statements"
            )
        if groups and entry["group"].text() not in groups:
            entry.refuse(f"the groups of this topic are {', '.join(groups)}", "group")
        answers.append(_answer(name, key, entry, grounds))
    order = file["order"].integer() if file.has("order") else None
    return Topic(name, file["title"].text(), order, groups, tuple(answers))


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


def label_of(id_: str) -> str:
    """Return what the training phrases of an answer are filed under."""
    return f"{FAMILY}/{id_.replace('/', '_', 1)}"


def _answer(topic: str, name: str, entry: Entry, grounds: Grounds) -> Answer:
    if not _NAME.fullmatch(name):
        entry.refuse("a name is written in small letters, digits and underscores")
    is_traced = entry.has("statements")
    allowed = {*_KEYS, *_REVIEW_KEYS} - {"sources"} if is_traced else {*_KEYS}
    entry.only(*sorted(allowed))
    answer = Answer(
        id=f"{topic}/{name}",
        label=label_of(f"{topic}/{name}"),
        question=plain_text(entry["question"]),
        text=_text(entry["answer"], is_traced=is_traced),
        details=_text(entry["details"], is_traced=is_traced) if entry.has("details") else "",
        sources=() if is_traced else _sources(entry, grounds.sources),
        reviewed=entry["reviewed"].day(),
        related=entry["related"].texts(),
        disagreement=entry["disagreement"].text() if entry.has("disagreement") else None,
        only_for=parse_when(entry["only_for"], grounds.attributes) if entry.has("only_for") else {},
        group=entry["group"].text() if entry.has("group") else None,
        owner=entry["owner"].text() if entry.has("owner") else None,
        first_day=entry["from"].day() if entry.has("from") else None,
        last_day=entry["until"].day() if entry.has("until") else None,
    )
    if answer.first_day and answer.is_over(answer.first_day):
        entry.refuse(f"its last day lies before {answer.first_day}, its first", "until")
    return _traced(answer, entry, grounds) if is_traced else answer


def _text(entry: Entry, *, is_traced: bool) -> Text:
    """Figures that are traced to a statement may stand in the text; all others are lines of dues.yml."""
    return entry.text() if is_traced and isinstance(entry.value, str) else parse_text(entry)


def _sources(entry: Entry, sources: Sources) -> tuple[Citation, ...]:
    citations = tuple(parse_citation(cited, sources) for cited in entry["sources"].entries())
    if not citations:
        entry.refuse("an answer without a source is not published", "sources")
    return citations


def _traced(answer: Answer, entry: Entry, grounds: Grounds) -> Answer:
    """Return the answer with its statements, their sources, and the day on which its review is due."""
    statements = tuple(_statements(entry["statements"], grounds.statements))
    months = entry["review_months"].integer()
    if not 1 <= months <= _LONGEST_REVIEW_MONTHS:
        entry.refuse(f"1 to {_LONGEST_REVIEW_MONTHS} months are possible", "review_months")
    lasting = plain_text(entry["lasting"])
    if figures(lasting):
        entry.refuse(f"what lasts has no figures: {_listed(figures(lasting))}", "lasting")
    known = figures_of(statements, grounds.sources)
    for key, text in (
        ("question", answer.question),
        ("answer", answer.text),
        ("details", answer.details),
    ):
        if untraced := figures(" ".join(variants(text))) - known:
            entry.refuse(f"no statement named here says {_listed(untraced)}", key)
    return replace(
        answer,
        statements=statements,
        sources=sources_of(statements),
        valid_until=answer.reviewed + relativedelta(months=months),
        lasting=lasting,
    )


def _statements(entry: Entry, statements: Statements) -> Iterator[Statement]:
    names = entry.texts()
    if not names:
        entry.refuse("an answer without a source is not published")
    for name in names:
        if name not in statements:
            entry.refuse(f"there is no statement {name!r} in statements.yml")
        yield statements[name]


def _listed(numbers: Iterable[str]) -> str:
    return ", ".join(sorted(numbers))
