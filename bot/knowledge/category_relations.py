"""How the categories stand to each other: which is told first, and which replaces another elsewhere or later."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.knowledge.attributes import Attributes
from bot.knowledge.yaml_reader import Entry

# The keys of categories.yml that are read here.
KEYS = ("usual", "of_stage", "owed_after", "abroad", "at_home")


@dataclass(frozen=True)
class CategoryRelations:
    """`abroad` and `at_home`: the category that replaces another when only the place changes.

    `usual` are the categories that most people ask about, the first one first; `of_stage` is the category
    that stands for a stage of a career in the U.S. or Canada; `owed_after` are the lines of dues.yml that
    are owed after the time in a category.
    """

    usual: tuple[str, ...]
    of_stage: Mapping[str, str]
    owed_after: Mapping[str, tuple[str, ...]]
    abroad: Mapping[str, str]
    at_home: Mapping[str, str]

    def rank(self, category: str) -> int:
        """Return the place of a category among the usual ones; the others come last, and alike."""
        return self.usual.index(category) if category in self.usual else len(self.usual)


def parse_relations(
    file: Entry, attributes: Attributes, categories: Collection[str], lines: Collection[str]
) -> CategoryRelations:
    """Return the relations. Raises KnowledgeError for an unknown category or stage, or line of dues.yml."""
    return CategoryRelations(
        usual=_among(file["usual"], file["usual"].texts(), categories, "category"),
        of_stage=_of_stage(file["of_stage"], attributes, categories),
        owed_after=_owed_after(file["owed_after"], categories, lines),
        abroad=_replacements(file["abroad"], categories),
        at_home=_replacements(file["at_home"], categories),
    )


def _of_stage(entry: Entry, attributes: Attributes, categories: Collection[str]) -> dict[str, str]:
    pairs = {stage: category.text() for stage, category in entry.items()}
    _among(entry, tuple(pairs), attributes["stage"].values, "stage")
    _among(entry, tuple(pairs.values()), categories, "category")
    return pairs


def _owed_after(
    entry: Entry, categories: Collection[str], lines: Collection[str]
) -> dict[str, tuple[str, ...]]:
    owed = {}
    for category, names in entry.items():
        _among(names, (category,), categories, "category")
        owed[category] = _among(names, names.texts(), lines, "line in dues.yml")
    return owed


def _replacements(entry: Entry, categories: Collection[str]) -> dict[str, str]:
    pairs = {name: value.text() for name, value in entry.items()}
    _among(entry, (*pairs, *pairs.values()), categories, "category")
    return pairs


def _among(
    entry: Entry, names: tuple[str, ...], existing: Collection[str], what: str
) -> tuple[str, ...]:
    for name in names:
        if name not in existing:
            entry.refuse(f"there is no {what} {name!r}")
    return names
