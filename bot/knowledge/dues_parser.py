"""Reads dues.yml: the schedule with its periods, and the rules of discount, waiver and chapters."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from bot.knowledge.attributes import Attributes, parse_when
from bot.knowledge.dues import (
    CHAPTER,
    MONEY,
    ONE_DAY,
    ChapterChoice,
    Discount,
    Dues,
    Line,
    NotPublished,
    Period,
    Published,
    Replacement,
    RetirementRefund,
    Superseded,
    Waiver,
    YearTrainingEnds,
)
from bot.knowledge.dues_notes import Notes
from bot.knowledge.sources import Sources, parse_citation
from bot.knowledge.yaml_reader import Entry

_FRACTION = re.compile(r"0\.\d{1,2}")


def parse_dues(file: Entry, notes: Notes, sources: Sources, attributes: Attributes) -> Dues:
    """Return the schedule. Raises KnowledgeError."""
    file.only(
        *("schedule", "chapters", "first_years", "year_training_ends"),
        *("retirement_refund", "federal_discount", "chapter_waiver", "chapter_choice"),
    )
    lines = _lines(file["schedule"], sources, attributes)
    if CHAPTER not in lines:
        file["schedule"].refuse("missing", CHAPTER)
    return Dues(
        lines=lines,
        first_years=_first_years(file["first_years"], lines),
        year_training_ends=_year_training_ends(file["year_training_ends"], lines, attributes),
        retirement_refund=_refund(file["retirement_refund"], sources),
        federal_discount=_discount(file["federal_discount"], sources),
        chapter_waiver=_waiver(file["chapter_waiver"], sources),
        chapter_choice=_choice(file["chapter_choice"], sources),
        notes=notes,
        chapters=_lines(file["chapters"], sources, attributes),
    )


def _first_years(entry: Entry, lines: dict[str, Line]) -> tuple[str, ...]:
    return tuple(_line_name(item, lines) for item in entry.entries())


def _year_training_ends(
    entry: Entry, lines: dict[str, Line], attributes: Attributes
) -> YearTrainingEnds:
    entry.only("nothing_more", "trainee_rate")
    rates = {name: _line_name(item, lines) for name, item in entry["trainee_rate"].items()}
    nothing_more = frozenset(entry["nothing_more"].texts())
    for history in sorted(nothing_more | rates.keys()):
        if history not in attributes["acr_history"].values:
            entry.refuse(f"{history!r} is no value of 'acr_history' in attributes.yml")
    return YearTrainingEnds(nothing_more, rates)


def _refund(entry: Entry, sources: Sources) -> RetirementRefund:
    entry.only("last_day", "cites")
    day = entry["last_day"].day_of_every_year()
    return RetirementRefund(day.month, day.day, parse_citation(entry["cites"], sources))


def _discount(entry: Entry, sources: Sources) -> Discount:
    entry.only("fraction", "services", "not_mentioned", "categories", "documents", "cites")
    return Discount(
        _fraction(entry["fraction"]),
        frozenset(entry["services"].texts()),
        frozenset(entry["not_mentioned"].texts()),
        frozenset(entry["categories"].texts()),
        entry["documents"].texts(),
        parse_citation(entry["cites"], sources),
    )


def _waiver(entry: Entry, sources: Sources) -> Waiver:
    entry.only("services", "cites")
    return Waiver(frozenset(entry["services"].texts()), parse_citation(entry["cites"], sources))


def _choice(entry: Entry, sources: Sources) -> ChapterChoice:
    entry.only("most", "categories", "cites")
    return ChapterChoice(
        entry["most"].integer(),
        frozenset(entry["categories"].texts()),
        parse_citation(entry["cites"], sources),
    )


def _lines(entry: Entry, sources: Sources, attributes: Attributes) -> dict[str, Line]:
    lines = {name: _line(name, line, sources, attributes) for name, line in entry.items()}
    for line in lines.values():
        if line.replaces and line.replaces.line not in lines:
            entry[line.name].refuse(f"there is no line {line.replaces.line!r}", "replaces")
    return lines


def _line(name: str, entry: Entry, sources: Sources, attributes: Attributes) -> Line:
    entry.only("title", "category", "step", "replaces", "periods")
    return Line(
        name,
        entry["title"].text(),
        entry["category"].text(),
        entry["step"].text(),
        _periods(entry["periods"], sources),
        _replacement(entry["replaces"], attributes) if entry.has("replaces") else None,
    )


def _replacement(entry: Entry, attributes: Attributes) -> Replacement:
    entry.only("line", "when")
    return Replacement(entry["line"].text(), parse_when(entry["when"], attributes))


def _line_name(entry: Entry, lines: dict[str, Line]) -> str:
    name = entry.text()
    if name not in lines:
        entry.refuse(f"there is no line {name!r}")
    return name


def _periods(entry: Entry, sources: Sources) -> tuple[Period, ...]:
    entries = list(entry.entries())
    if not entries:
        entry.refuse("at least one period is needed")
    periods = tuple(_period(period, sources) for period in entries)
    for before, after, where in zip(periods, periods[1:], entries[1:], strict=False):
        _refuse_unless_next(before, after, where)
    if isinstance(periods[-1].value, Superseded):
        entries[-1].refuse("the last period is superseded: what holds after it is missing")
    return periods


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
    if not _FRACTION.fullmatch(text):
        entry.refuse(f'a share as in "0.5" is needed here, not {text!r}')
    return Decimal(text)
