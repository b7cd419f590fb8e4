"""The rules that decide between the categories, as data.

A condition is `attribute: [values]`, several of which must hold together, and `any:` a list of such,
at most three levels deep. There is nothing else: whatever needs more becomes a derived fact.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.knowledge.attributes import UNKNOWN, Attributes
from bot.knowledge.categories import Category, PricePolicy, Reason, parse_category
from bot.knowledge.category_relations import KEYS, CategoryRelations, parse_relations
from bot.knowledge.decision_texts import DecisionTexts, parse_decision_texts
from bot.knowledge.sources import Sources, parse_inline_citation
from bot.knowledge.texts import plain_text
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
class If:
    """A name that counts only when its condition holds; without one it always counts."""

    name: str
    when: AllOf | None


@dataclass(frozen=True)
class Rule:
    """`price_open` is the note of texts/dues.yml that says why the price is not settled."""

    id: str
    when: AllOf
    decides: str
    told_only: bool
    alternatives: tuple[If, ...]
    staff: tuple[If, ...]
    documents: tuple[If, ...]
    because: tuple[Reason, ...]
    price_open: str | None


@dataclass(frozen=True)
class Step:
    title: str
    when: AllOf
    assumes: frozenset[str]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Retirement:
    """What an announced retirement adds to a decision, and the gap of a refund that is open."""

    alternatives: tuple[str, ...]
    documents: tuple[str, ...]
    staff: tuple[str, ...]
    open_refund: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    categories: Mapping[str, Category]
    relations: CategoryRelations
    gaps: Mapping[str, str]
    steps: tuple[Step, ...]
    retirement: Retirement
    texts: DecisionTexts

    def policy_of(self, category: str) -> PricePolicy:
        return self.categories[category].price.policy

    def priced_by(self, policy: PricePolicy) -> str | None:
        """Return the first category that is priced by a policy, if there is one."""
        names = (id_ for id_, other in self.categories.items() if other.price.policy is policy)
        return next(names, None)


def parse_rules(
    file: Entry,
    texts: Entry,
    attributes: Attributes,
    sources: Sources,
    lines: Collection[str],
) -> Rules:
    """Read categories.yml and texts/decisions.yml; `lines` are the lines of dues.yml."""
    file.only("categories", *KEYS, "gaps", "retirement", "steps")
    gaps = {id_: plain_text(entry) for id_, entry in file["gaps"].items()}
    categories = {
        id_: parse_category(id_, entry, attributes, sources, lines)
        for id_, entry in file["categories"].items()
    }
    parser = _Parser(attributes, sources, frozenset(categories), frozenset(gaps))
    return Rules(
        categories,
        parse_relations(file, attributes, categories, lines),
        gaps,
        tuple(parser.step(entry) for entry in file["steps"].entries()),
        parser.retirement(file["retirement"]),
        parse_decision_texts(texts, sources, gaps, (REFER, NO_CATEGORY), DERIVED),
    )


@dataclass(frozen=True)
class _Parser:
    attributes: Attributes
    sources: Sources
    categories: frozenset[str]
    gaps: frozenset[str]

    def retirement(self, entry: Entry) -> Retirement:
        entry.only("alternatives", "documents", "staff", "open_refund")
        return Retirement(
            self._names(entry["alternatives"], self.categories),
            entry["documents"].texts(),
            self._names(entry["staff"], self.gaps),
            self._names(entry["open_refund"], self.gaps),
        )

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
            *("rule", "when", "decides", "told_only", "price_open"),
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
            because=tuple(self._reason(reason) for reason in entry["because"].entries()),
            price_open=entry["price_open"].text() if entry.has("price_open") else None,
        )

    def condition(self, entry: Entry, depth: int = 1) -> AllOf:
        if depth > DEEPEST:
            entry.refuse(f"conditions go {DEEPEST} levels deep at most")
        parts: list[Fact | AnyOf] = []
        for name, value in entry.items():
            if name == "any":
                branches = (self.condition(branch, depth + 1) for branch in value.entries())
                parts.append(AnyOf(tuple(branches)))
            else:
                parts.append(self._fact(name, value))
        if not parts:
            entry.refuse("a condition without facts always holds")
        return AllOf(tuple(parts))

    def _fact(self, name: str, entry: Entry) -> Fact:
        if name in DERIVED:
            values = DERIVED[name][1]
        elif name in self.attributes and self.attributes[name].values:
            values = frozenset(self.attributes[name].values)
        else:
            entry.refuse(f"there is no attribute {name!r} with a list of values")
        allowed = entry.texts()
        for value in allowed:
            if value not in values | {UNKNOWN}:
                entry.refuse(f"{value!r} is not a value of {name}")
        return Fact(name, frozenset(allowed))

    def _ifs(self, entry: Entry, key: str, names: frozenset[str] | None) -> tuple[If, ...]:
        if not entry.has(key):
            return ()
        return tuple(self._if(item, names) for item in entry[key].entries())

    def _if(self, entry: Entry, names: frozenset[str] | None) -> If:
        if isinstance(entry.value, str):
            name, when = entry.text(), None
        else:
            name, condition = entry.pair()
            when = self.condition(condition)
        if names is not None and name not in names:
            entry.refuse(f"there is no {name!r}")
        return If(name, when)

    def _names(self, entry: Entry, names: frozenset[str]) -> tuple[str, ...]:
        for name in entry.texts():
            if name not in names:
                entry.refuse(f"there is no {name!r}")
        return entry.texts()

    def _reason(self, entry: Entry) -> Reason:
        entry.only("text", "page", "heading")
        return Reason(plain_text(entry["text"]), parse_inline_citation(entry, self.sources))
