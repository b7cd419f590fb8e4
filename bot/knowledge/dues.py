"""The schedule of dues: what is published, what is not, since when, and on which page.

An amount is never estimated and never carried out of the period that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from bot.errors import UnknownDues
from bot.knowledge.attributes import When, holds
from bot.knowledge.dues_notes import Notes
from bot.knowledge.sources import Citation

ONE_DAY = timedelta(days=1)
MONEY = re.compile(r"\d+\.\d{2}")
# The line that holds for every chapter whose own amount is not loaded.
CHAPTER = "chapter"
SCHEDULE_OF_DUES = "the schedule of dues, or the membership department"
# A figure in a note, such as that of an older page.
_DOLLARS = re.compile(r"\$(\d+)")


@dataclass(frozen=True)
class Published:
    """An amount that the pages (or a schedule that staff loaded: `source`) state."""

    amount: Decimal
    since: date
    until: date | None
    cites: Citation
    note: str | None = None
    source: str | None = None
    currency: str = "USD"
    per: str = "membership year"


@dataclass(frozen=True)
class NotPublished:
    """No page states the amount: `why`, and whom to `ask`."""

    ask: str
    cites: Citation
    why: str


@dataclass(frozen=True)
class Superseded:
    """A figure of the past, for the record."""

    amount: Decimal
    since: date
    until: date
    source: str


Amount = Published | NotPublished


@dataclass(frozen=True)
class Period:
    since: date
    until: date | None
    value: Published | NotPublished | Superseded

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Replacement:
    """The line that another one stands for, and for which profiles."""

    line: str
    when: When


@dataclass(frozen=True)
class Line:
    """One line of the schedule; its periods follow one another without a gap."""

    name: str
    title: str
    category: str
    step: str
    periods: tuple[Period, ...]
    replaces: Replacement | None = None

    @property
    def cites(self) -> Citation:
        """Where its latest period stands."""
        value = self.periods[-1].value
        assert not isinstance(value, Superseded), "the parser refuses a line that ends superseded"
        return value.cites

    def on(self, day: date) -> Published | NotPublished | Superseded | None:
        return next((period.value for period in self.periods if period.covers(day)), None)


@dataclass(frozen=True)
class Discount:
    """A share off the national dues of those in `services`, stated for `categories`.

    `not_mentioned` are services that resemble them, and of which the page does not speak.
    """

    fraction: Decimal
    services: frozenset[str]
    not_mentioned: frozenset[str]
    categories: frozenset[str]
    documents: tuple[str, ...]
    cites: Citation

    def is_stated_for(self, service: object, category: str) -> bool:
        return service in self.services and category in self.categories


@dataclass(frozen=True)
class RetirementRefund:
    """Until which day of the year of the dues a notice of retirement brings them back, from January 1 on."""

    month: int
    day: int
    cites: Citation

    def last_day(self, year: int) -> date:
        return date(year, self.month, self.day)

    def is_in_time(self, notice: date) -> bool:
        """Tell whether a notice brings back the dues of its year."""
        return notice <= self.last_day(notice.year)


@dataclass(frozen=True)
class Waiver:
    services: frozenset[str]
    cites: Citation


@dataclass(frozen=True)
class ChapterChoice:
    most: int
    categories: frozenset[str]
    cites: Citation


@dataclass(frozen=True)
class YearTrainingEnds:
    """What holds until January for former trainees, by their ACR history.

    `nothing_more` are those who owe nothing more in that year, `trainee_rate` those who pay the
    line of the schedule named.
    """

    nothing_more: frozenset[str]
    trainee_rate: Mapping[str, str]


@dataclass(frozen=True)
class Dues:
    """`first_years` are the lines of the first years after training, in order."""

    lines: dict[str, Line]
    first_years: tuple[str, ...]
    year_training_ends: YearTrainingEnds
    retirement_refund: RetirementRefund
    federal_discount: Discount
    chapter_waiver: Waiver
    chapter_choice: ChapterChoice
    notes: Notes
    chapters: dict[str, Line] = field(default_factory=dict)

    def named_amounts(self) -> frozenset[str]:
        """Return the amounts that the pages name, now or from a day on, in whole dollars as people type them."""
        published = [
            period.value
            for line in (*self.lines.values(), *self.chapters.values())
            for period in line.periods
            if isinstance(period.value, Published)
        ]
        noted = [figure for value in published for figure in _DOLLARS.findall(value.note or "")]
        return frozenset(noted) | {f"{value.amount:.0f}" for value in published if value.amount}

    def amount(self, name: str, on: date) -> Amount:
        """What the line states for that day; a superseded figure is never handed out."""
        return _published_or_not(self.line(name), on)

    def line(self, name: str) -> Line:
        if name not in self.lines:
            raise UnknownDues(name)
        return self.lines[name]

    def line_for(self, name: str, profile: Mapping[str, object]) -> str:
        """Return the line of a profile: the one named, or the one that replaces it."""
        replacements = ((line.name, line.replaces) for line in self.lines.values())
        return next(
            (
                other
                for other, replaced in replacements
                if replaced and replaced.line == name and holds(replaced.when, profile)
            ),
            name,
        )

    def chapter(self, name: str, on: date) -> Amount:
        """What the named chapter asks, where staff have loaded it."""
        return _published_or_not(self.chapters.get(name, self.line(CHAPTER)), on)

    def published_chapters(self, on: date) -> dict[str, Published]:
        """Return what the chapters ask whose amounts are loaded, by name."""
        amounts = {name: self.chapter(name, on) for name in self.chapters}
        return {name: amount for name, amount in amounts.items() if isinstance(amount, Published)}

    def is_published(self, name: str, on: date) -> bool:
        """Tell whether an amount is stated for a line; for the chapters, whether any is."""
        if name == CHAPTER:
            return bool(self.published_chapters(on))
        return isinstance(self.amount(name, on), Published)

    def past(self, name: str, on: date) -> Superseded | None:
        value = self.line(name).on(on)
        return value if isinstance(value, Superseded) else None


def _published_or_not(line: Line, day: date) -> Amount:
    value = line.on(day)
    if isinstance(value, (Published, NotPublished)):
        return value
    return NotPublished(
        SCHEDULE_OF_DUES,
        line.cites,
        f"The pages state no amount for {day.isoformat()}.",
    )
