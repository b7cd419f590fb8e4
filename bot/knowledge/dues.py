"""The schedule of dues: what is published, what is not, since when, and on which page.

An amount is never estimated and never carried out of the period that it stands in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from bot.errors import UnknownDues
from bot.knowledge.sources import Citation, Sources, parse_citation
from bot.knowledge.yaml_reader import Entry

ONE_DAY = timedelta(days=1)
MONEY = re.compile(r"\d+\.\d{2}")
FRACTION = re.compile(r"0\.\d{1,2}")
SCHEDULE_OF_DUES = "the schedule of dues, or the membership department"


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
class Line:
    """One line of the schedule; its periods follow one another without a gap."""

    name: str
    title: str
    category: str
    step: str
    periods: tuple[Period, ...]

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
    """A share off the national dues of those in `services`, stated for `categories`."""

    fraction: Decimal
    services: frozenset[str]
    categories: frozenset[str]
    cites: Citation


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
class Dues:
    lines: dict[str, Line]
    federal_discount: Discount
    chapter_waiver: Waiver
    chapter_choice: ChapterChoice
    chapters: dict[str, Line] = field(default_factory=dict)

    def amount(self, name: str, on: date) -> Amount:
        """What the line states for that day; a superseded figure is never handed out."""
        return _told(self.line(name), on)

    def line(self, name: str) -> Line:
        if name not in self.lines:
            raise UnknownDues(name)
        return self.lines[name]

    def chapter(self, name: str, on: date) -> Amount:
        """What the named chapter asks, where staff have loaded it."""
        return _told(self.chapters.get(name, self.line("chapter")), on)

    def past(self, name: str, on: date) -> Superseded | None:
        value = self.line(name).on(on)
        return value if isinstance(value, Superseded) else None


def parse_dues(file: Entry, sources: Sources) -> Dues:
    file.only("schedule", "chapters", "federal_discount", "chapter_waiver", "chapter_choice")
    discount = file["federal_discount"].only("fraction", "services", "categories", "cites")
    waiver = file["chapter_waiver"].only("services", "cites")
    choice = file["chapter_choice"].only("most", "categories", "cites")
    return Dues(
        lines=_lines(file["schedule"], sources),
        chapters=_lines(file["chapters"], sources),
        federal_discount=Discount(
            _fraction(discount["fraction"]),
            frozenset(discount["services"].texts()),
            frozenset(discount["categories"].texts()),
            parse_citation(discount["cites"], sources),
        ),
        chapter_waiver=Waiver(
            frozenset(waiver["services"].texts()), parse_citation(waiver["cites"], sources)
        ),
        chapter_choice=ChapterChoice(
            choice["most"].integer(),
            frozenset(choice["categories"].texts()),
            parse_citation(choice["cites"], sources),
        ),
    )


def _told(line: Line, day: date) -> Amount:
    value = line.on(day)
    if isinstance(value, (Published, NotPublished)):
        return value
    return NotPublished(
        SCHEDULE_OF_DUES,
        line.cites,
        f"The pages state no amount for {day.isoformat()}.",
    )


def _lines(entry: Entry, sources: Sources) -> dict[str, Line]:
    return {name: _line(name, line, sources) for name, line in entry.items()}


def _line(name: str, entry: Entry, sources: Sources) -> Line:
    entry.only("title", "category", "step", "periods")
    entries = list(entry["periods"].entries())
    if not entries:
        entry["periods"].refuse("at least one period is needed")
    periods = tuple(_period(period, sources) for period in entries)
    for before, after, where in zip(periods, periods[1:], entries[1:], strict=False):
        _refuse_unless_next(before, after, where)
    if isinstance(periods[-1].value, Superseded):
        entries[-1].refuse("the last period is superseded: what holds after it is missing")
    return Line(
        name, entry["title"].text(), entry["category"].text(), entry["step"].text(), periods
    )


def _refuse_unless_next(before: Period, after: Period, where: Entry) -> None:
    if before.until is None or after.since <= before.until:
        where.refuse(f"overlaps the period from {before.since}", "from")
    if after.since != before.until + ONE_DAY:
        where.refuse(f"leaves a gap after {before.until}", "from")


def _period(entry: Entry, sources: Sources) -> Period:
    entry.only(
        "from", "until", "usd", "not_published", "ask", "superseded", "source", "cites", "note"
    )
    since = entry["from"].day()
    until = entry["until"].day() if entry.has("until") else None
    if until is not None and until < since:
        entry.refuse("ends before it starts", "until")
    if entry.has("usd") == entry.has("not_published"):
        entry.refuse("needs either usd or not_published, not both")
    return Period(since, until, _value(entry, since, until, sources))


def _value(
    entry: Entry, since: date, until: date | None, sources: Sources
) -> Published | NotPublished | Superseded:
    if entry.has("not_published"):
        cites = parse_citation(entry["cites"], sources)
        return NotPublished(entry["ask"].text(), cites, entry["not_published"].text())
    amount = _money(entry["usd"])
    if entry.has("superseded") and entry["superseded"].flag():
        if until is None:
            entry.refuse("a superseded amount must have ended", "until")
        return Superseded(amount, since, until, entry["source"].text())
    return Published(
        amount,
        since,
        until,
        parse_citation(entry["cites"], sources),
        entry["note"].text() if entry.has("note") else None,
        entry["source"].text() if entry.has("source") else None,
    )


def _money(entry: Entry) -> Decimal:
    text = entry.text()
    if not MONEY.fullmatch(text):
        entry.refuse(f'an amount as in "77.00" is needed here, not {text!r}')
    return Decimal(text)


def _fraction(entry: Entry) -> Decimal:
    text = entry.text()
    if not FRACTION.fullmatch(text):
        entry.refuse(f'a share as in "0.5" is needed here, not {text!r}')
    return Decimal(text)
