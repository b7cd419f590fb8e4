"""What people ask about a category once it is clear which: the words for it, and the reply by category."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.aspect_texts import parse_texts
from bot.knowledge.sources import Citation, Sources, parse_inline_citation
from bot.knowledge.texts import Text, parse_text
from bot.knowledge.yaml_reader import Entry, patterns

ANY = "any"
# How the words of an aspect are to be taken; knowledge/aspects.yml says what each means.
TRAITS = frozenset({"exact", "at_their_word", "never_learnt", "same_for_all"})
_OF_WORDS_TAKEN_SO = frozenset({"exact", "same_for_all"})
# The aspects whose reply is worked out from a decision; each has a function in personal_answers.
COMPUTED = frozenset(
    "price other_prices per refund discount office chapters until after sure why documents eligibility"
    " renewal switch tell no_board bill late_join free_when start benefits first_year".split()
)


@dataclass(frozen=True)
class Cell:
    """A reply about one aspect of one category.

    Without `text` the published `answer` is given as it is; `cites` is the source of a text that no
    published answer covers.
    """

    text: Text
    answer: str | None
    cites: Citation | None


@dataclass(frozen=True)
class Aspect:
    """`traits` say how its words are to be taken; a message that asks this asks none of `instead_of` beside it."""

    name: str
    words: tuple[re.Pattern[str], ...]
    is_computed: bool
    cells: Mapping[str, Cell]
    traits: frozenset[str] = frozenset()
    instead_of: tuple[str, ...] = ()

    def is_asked_in(self, text: str) -> bool:
        return any(pattern.search(text) for pattern in self.words)

    def cell(self, category: str) -> Cell | None:
        """Return the reply for a category, or for the published answer or aspect spoken of last."""
        return self.cells.get(category) or self.cells.get(ANY)


@dataclass(frozen=True)
class CategoryWords:
    """`called` names a member of the category in a sentence; `named` are the words for it in a message."""

    called: str
    named: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Subject:
    """What a published answer is about; `category` is None where it is about all of them."""

    aspect: str
    category: str | None


@dataclass(frozen=True)
class MatchAnswers:
    """Ids of the answers about the Match: for students who matched, who did not, and who ask what to do then."""

    matched: str
    unmatched: str
    no_place: str


@dataclass(frozen=True)
class Aspects:
    by_name: Mapping[str, Aspect]
    categories: Mapping[str, CategoryWords]
    subjects: Mapping[str, Subject]
    match: MatchAnswers
    texts: Mapping[str, Text]

    def with_trait(self, trait: str) -> frozenset[str]:
        """Return the names of the aspects that have a trait; one taken at its word is exact and the same for all."""
        return frozenset(name for name, aspect in self.by_name.items() if trait in aspect.traits)

    def asked_in(self, text: str) -> tuple[str, ...]:
        """Return the aspects that the words of a message ask about, in the order of the file."""
        return tuple(name for name, aspect in self.by_name.items() if aspect.is_asked_in(text))

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the categories that a message names; a longer name hides the shorter one in it."""
        names = []
        for name, words in self.categories.items():
            for pattern in words.named:
                text, count = pattern.subn(" ", text)
                if count and name not in names:
                    names.append(name)
        return tuple(names)


def parse_aspects(
    file: Entry,
    sources: Sources,
    categories: Mapping[str, object],
    answers: Mapping[str, object],
) -> Aspects:
    """Return the aspects. Raises KnowledgeError for an unknown category, answer, or a broken pattern."""
    file.only("categories", "aspects", "answers", "match", "texts")
    words = _category_words(file["categories"], categories)
    aspects = _aspects(file["aspects"], sources, categories, answers)
    subjects = {}
    for id_, entry in file["answers"].items():
        _refuse_unknown(entry, id_, answers, "answer")
        subjects[id_] = _subject(entry, aspects, categories)
    return Aspects(
        by_name=aspects,
        categories=words,
        subjects=subjects,
        match=_match(file["match"], answers),
        texts=parse_texts(file["texts"]),
    )


def _category_words(entry: Entry, categories: Mapping[str, object]) -> dict[str, CategoryWords]:
    words = {}
    for name, of_category in entry.items():
        _refuse_unknown(of_category, name, categories, "category")
        of_category.only("called", "named")
        words[name] = CategoryWords(of_category["called"].text(), patterns(of_category["named"]))
    for name in categories:
        if name not in words:
            entry.refuse(f"no words for the category {name!r}")
    return words


def _aspects(
    entry: Entry,
    sources: Sources,
    categories: Mapping[str, object],
    answers: Mapping[str, object],
) -> dict[str, Aspect]:
    entries = dict(entry.items())
    aspects = {}
    for name, aspect in entries.items():
        aspect.only("words", "traits", "instead_of", "compute", "cells")
        if aspect.has("compute") and aspect["compute"].text() not in COMPUTED:
            known = ", ".join(sorted(COMPUTED))
            aspect.refuse(f"nothing computes this; known: {known}", "compute")
        cells = {}
        for of, cell in aspect["cells"].items():
            if of != ANY and of not in answers and of not in entries:
                _refuse_unknown(cell, of, categories, "category")
            cells[of] = _cell(cell, sources, answers)
        words = patterns(aspect["words"])
        aspects[name] = Aspect(
            name, words, aspect.has("compute"), cells, _traits(aspect), _instead_of(aspect, entries)
        )
    return aspects


def _traits(entry: Entry) -> frozenset[str]:
    names = frozenset(entry["traits"].texts()) if entry.has("traits") else frozenset()
    if unknown := sorted(names - TRAITS):
        entry.refuse(
            f"no such trait: {', '.join(unknown)}; known: {', '.join(sorted(TRAITS))}", "traits"
        )
    return names | _OF_WORDS_TAKEN_SO if "at_their_word" in names else names


def _instead_of(entry: Entry, aspects: Mapping[str, object]) -> tuple[str, ...]:
    names = tuple(entry["instead_of"].texts()) if entry.has("instead_of") else ()
    for name in names:
        _refuse_unknown(entry, name, aspects, "aspect")
    return names


def _cell(entry: Entry, sources: Sources, answers: Mapping[str, object]) -> Cell:
    entry.only("text", "answer", "page", "heading")
    answer = entry["answer"].text() if entry.has("answer") else None
    if answer is not None:
        _refuse_unknown(entry, answer, answers, "answer")
    cites = parse_inline_citation(entry, sources) if entry.has("page") else None
    if answer is None and cites is None:
        entry.refuse("a reply needs an answer, or page and heading, as its source")
    text = parse_text(entry["text"]) if entry.has("text") else ""
    return Cell(text, answer, cites)


def _subject(
    entry: Entry, aspects: Mapping[str, Aspect], categories: Mapping[str, object]
) -> Subject:
    names: Sequence[str] = entry.texts()
    if not 1 <= len(names) <= 2:
        entry.refuse("[aspect] or [aspect, category] is needed")
    _refuse_unknown(entry, names[0], aspects, "aspect")
    if len(names) > 1:
        _refuse_unknown(entry, names[1], categories, "category")
    return Subject(names[0], names[1] if len(names) > 1 else None)


def _match(entry: Entry, answers: Mapping[str, object]) -> MatchAnswers:
    entry.only("matched", "unmatched", "no_place")
    ids = {name: entry[name].text() for name in ("matched", "unmatched", "no_place")}
    for id_ in ids.values():
        _refuse_unknown(entry, id_, answers, "answer")
    return MatchAnswers(**ids)


def _refuse_unknown(entry: Entry, name: str, known: Mapping[str, object], what: str) -> None:
    if name not in known:
        entry.refuse(f"there is no {what} {name!r}")
