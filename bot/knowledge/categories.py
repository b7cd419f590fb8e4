"""The membership categories, and the rules that decide between them, as data.

A condition is `attribute: [values]`, several of which must hold together, and `any:` a list of such,
at most three levels deep. There is nothing else: whatever needs more becomes a derived fact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.knowledge.attributes import UNKNOWN, Attributes
from bot.knowledge.sources import Citation, Sources, parse_citation
from bot.knowledge.yaml_reader import Entry

REFER = "refer"
NO_CATEGORY = "no_category"
DEEPEST = 3

# Closed-set facts that Python computes before the rules see a profile, and what each comes from.
DERIVED: Mapping[str, tuple[str, frozenset[str]]] = {
    "school_length": ("school_years", frozenset({"long_enough", "short"})),
    "board_four": ("board", frozenset({"yes", "no"})),
    "board_abms": ("board", frozenset({"yes", "no"})),
    "board_abr": ("board", frozenset({"yes", "no"})),
    "board_any": ("board", frozenset({"yes", "no"})),
    "board_physics": ("board", frozenset({"certified", "other", "none"})),
    "training_window": (
        "training_end",
        frozenset({"none", "open", "over", "more_us_canada", "more_elsewhere"}),
    ),
}

T = TypeVar("T")


@dataclass(frozen=True)
class Fact:
    attribute: str
    allowed: frozenset[str]


@dataclass(frozen=True)
class AnyOf:
    of: tuple[AllOf, ...]


@dataclass(frozen=True)
class AllOf:
    of: tuple[Fact | AnyOf, ...]


@dataclass(frozen=True)
class Reason:
    text: str
    cites: Citation


@dataclass(frozen=True)
class Category:
    id: str
    title: str
    plain: str
    rights: Reason


@dataclass(frozen=True)
class If:
    """A name that counts only when its condition holds; without one it always counts."""

    name: str
    when: AllOf | None


@dataclass(frozen=True)
class Rule:
    id: str
    when: AllOf
    decides: str
    told_only: bool
    alternatives: tuple[If, ...]
    staff: tuple[If, ...]
    documents: tuple[If, ...]
    because: tuple[Reason, ...]


@dataclass(frozen=True)
class Step:
    title: str
    when: AllOf
    assumes: frozenset[str]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Rules:
    categories: Mapping[str, Category]
    gaps: Mapping[str, str]
    steps: tuple[Step, ...]


def parse_rules(file: Entry, attributes: Attributes, sources: Sources) -> Rules:
    file.only("categories", "gaps", "steps")
    categories = {id_: _category(id_, entry, sources) for id_, entry in file["categories"].items()}
    gaps = {id_: entry.text() for id_, entry in file["gaps"].items()}
    parser = _Parser(attributes, sources, frozenset(categories), frozenset(gaps))
    steps = tuple(parser.step(entry) for entry in file["steps"].entries())
    return Rules(categories, gaps, steps)


def _category(id_: str, entry: Entry, sources: Sources) -> Category:
    entry.only("title", "plain", "rights")
    rights = entry["rights"].only("text", "cites")
    return Category(
        id_,
        entry["title"].text(),
        entry["plain"].text(),
        Reason(rights["text"].text(), parse_citation(rights["cites"], sources)),
    )


@dataclass(frozen=True)
class _Parser:
    attributes: Attributes
    sources: Sources
    categories: frozenset[str]
    gaps: frozenset[str]

    def step(self, entry: Entry) -> Step:
        entry.only("step", "when", "assumes", "rules")
        assumes = frozenset(entry["assumes"].texts()) if entry.has("assumes") else frozenset()
        for name in assumes:
            if name not in self.attributes or self.attributes[name].assumed is None:
                entry.refuse(f"attributes.yml assumes nothing about {name!r}", "assumes")
        return Step(
            entry["step"].text(),
            self.condition(entry["when"]),
            assumes,
            tuple(self.rule(rule) for rule in entry["rules"].entries()),
        )

    def rule(self, entry: Entry) -> Rule:
        entry.only(
            *("rule", "when", "decides", "told_only"),
            *("alternatives", "staff", "documents", "because"),
        )
        decides = entry["decides"].text()
        if decides not in self.categories | {REFER, NO_CATEGORY}:
            entry.refuse(f"there is no category {decides!r}", "decides")
        return Rule(
            id=entry["rule"].text(),
            when=self.condition(entry["when"]),
            decides=decides,
            told_only=entry.has("told_only") and entry["told_only"].flag(),
            alternatives=self._ifs(entry, "alternatives", self.categories),
            staff=self._ifs(entry, "staff", self.gaps),
            documents=self._ifs(entry, "documents", None),
            because=tuple(self._reason(one) for one in entry["because"].entries()),
        )

    def condition(self, entry: Entry, depth: int = 1) -> AllOf:
        if depth > DEEPEST:
            entry.refuse(f"conditions go {DEEPEST} levels deep at most")
        parts: list[Fact | AnyOf] = []
        for name, value in entry.items():
            if name == "any":
                parts.append(
                    AnyOf(tuple(self.condition(one, depth + 1) for one in value.entries()))
                )
            else:
                parts.append(self._fact(name, value))
        if not parts:
            entry.refuse("a condition without facts always holds")
        return AllOf(tuple(parts))

    def _fact(self, name: str, entry: Entry) -> Fact:
        if name in DERIVED:
            known = DERIVED[name][1]
        elif name in self.attributes and self.attributes[name].values:
            known = frozenset(self.attributes[name].values)
        else:
            entry.refuse(f"there is no attribute {name!r} with a list of values")
        allowed = entry.texts()
        for value in allowed:
            if value not in known | {UNKNOWN}:
                entry.refuse(f"{value!r} is not a value of {name}")
        return Fact(name, frozenset(allowed))

    def _ifs(self, entry: Entry, key: str, known: frozenset[str] | None) -> tuple[If, ...]:
        if not entry.has(key):
            return ()
        return tuple(_each(entry[key], lambda one: self._if(one, known)))

    def _if(self, entry: Entry, known: frozenset[str] | None) -> If:
        if isinstance(entry.value, str):
            name, when = entry.text(), None
        else:
            ((name, condition),) = entry.items()
            when = self.condition(condition)
        if known is not None and name not in known:
            entry.refuse(f"there is no {name!r}")
        return If(name, when)

    def _reason(self, entry: Entry) -> Reason:
        entry.only("text", "page", "heading")
        cites = Entry(entry.file, entry.key, {key: entry.value[key] for key in ("page", "heading")})
        return Reason(entry["text"].text(), parse_citation(cites, self.sources))


def _each(entry: Entry, make: Callable[[Entry], T]) -> list[T]:
    return [make(one) for one in entry.entries()]
