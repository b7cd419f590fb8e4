"""What is said with an amount, or why there is none: texts/dues.yml, and the note of each category."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.attributes import Attributes, When, holds, parse_when
from bot.knowledge.texts import plain_text, refuse_typed_amount, require_placeholders
from bot.knowledge.yaml_reader import Entry

# The notes that bot/dues says, with the placeholders that it fills in each.
_PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "without_category": frozenset(),
    "long_gap_before_training": frozenset(),
    "trainee_in_the_new_year": frozenset(),
    "international_trainee_in_the_new_year": frozenset(),
    "first_year_or_international_rate": frozenset(),
    "trainee_rate": frozenset(),
    "two_counts_of_first_years": frozenset(),
    "joined_in_the_year_training_ends": frozenset(),
    "nothing_more_this_year": frozenset({"january"}),
    "nothing_more_this_year_label": frozenset(),
    "first_year_to_come": frozenset({"amount"}),
    "first_year": frozenset(),
    "later_first_year": frozenset(),
    "no_refund": frozenset(),
    "open_refund": frozenset(),
    "discount": frozenset(),
    "discount_label": frozenset(),
    "discount_of_another_category": frozenset(),
    "discount_of_the_first_year": frozenset(),
    "discount_not_mentioned": frozenset(),
    "chapters": frozenset({"most"}),
    "chapter_waiver": frozenset(),
}
# What it fills besides where the amount is published.
_ONLY_PUBLISHED: Mapping[str, frozenset[str]] = {"chapters": frozenset({"chapters"})}


@dataclass(frozen=True)
class Gap:
    """A gap that staff settle for the profiles that it is about."""

    id: str
    when: When


@dataclass(frozen=True)
class Note:
    """Which of the two sentences is said follows from the amount; most notes have only one."""

    published: str
    not_published: str
    staff: tuple[Gap, ...] = ()

    def text(self, *, is_published: bool = False, **values: str) -> str:
        text = self.published if is_published else self.not_published
        return text.format(**values)

    def gaps(self, profile: Mapping[str, object]) -> tuple[str, ...]:
        return tuple(gap.id for gap in self.staff if holds(gap.when, profile))


Notes = Mapping[str, Note]


def parse_notes(file: Entry, attributes: Attributes, gaps: Collection[str]) -> Notes:
    """Return every note that bot/dues says. Raises KnowledgeError for one too many or too few."""
    file.only(*_PLACEHOLDERS)
    notes = {name: parse_note(file[name], attributes, gaps) for name in _PLACEHOLDERS}
    for name, note in notes.items():
        names = _PLACEHOLDERS[name]
        more = _ONLY_PUBLISHED.get(name, frozenset())
        require_placeholders(file[name], note.published, names | more)
        require_placeholders(file[name], note.not_published, names)
    return notes


def parse_note(
    entry: Entry, attributes: Attributes | None = None, gaps: Collection[str] = ()
) -> Note:
    """Read `text`, or `published` and `not_published`; and `staff`, with or without a condition."""
    if isinstance(entry.value, str):
        text = plain_text(entry)
        return Note(text, text)
    entry.only("text", "published", "not_published", "staff")
    staff = tuple(_gaps(entry["staff"], attributes or {}, gaps)) if entry.has("staff") else ()
    if entry.has("text"):
        text = plain_text(entry["text"])
        return Note(text, text, staff)
    not_published = refuse_typed_amount(entry["not_published"])
    return Note(plain_text(entry["published"]), not_published, staff)


def _gaps(entry: Entry, attributes: Attributes, gaps: Collection[str]) -> Iterator[Gap]:
    for item in entry.entries():
        if isinstance(item.value, str):
            gap = Gap(item.text(), {})
        else:
            name, condition = item.pair()
            gap = Gap(name, parse_when(condition, attributes))
        if gap.id not in gaps:
            item.refuse(f"categories.yml has no gap {gap.id!r}")
        yield gap
