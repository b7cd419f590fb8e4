"""A schedule of dues as staff have it, a CSV file: read strictly, and laid over the one in force.

Columns: category, step, chapter, amount, from, until, source. A row states one amount for one line of
dues.yml (by its category and step), or for one chapter. Nothing is written here.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from bot.errors import ImportRefused
from bot.knowledge.dues import (
    CHAPTER,
    MONEY,
    ONE_DAY,
    SCHEDULE_OF_DUES,
    Dues,
    Line,
    NotPublished,
    Period,
    Published,
    Superseded,
)

COLUMNS = ("category", "step", "chapter", "amount", "from", "until", "source")
_FULL = "full"


@dataclass(frozen=True)
class Row:
    """`line` is the line's name in dues.yml; the name of a chapter where `is_chapter`."""

    number: int
    line: str
    is_chapter: bool
    amount: Decimal
    since: date
    until: date | None
    source: str


@dataclass(frozen=True)
class Change:
    """What becomes of one line. `before` is empty for a chapter that is new."""

    line: Line
    is_chapter: bool
    before: tuple[Period, ...]


def read_rows(text: str, dues: Dues) -> tuple[Row, ...]:
    """Return the rows of a schedule file. Raises ImportRefused, which names the row."""
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ImportRefused(1, f"the heading must be exactly: {','.join(COLUMNS)}")
    rows = tuple(_row(reader.line_num, values, dues) for values in reader)
    if not rows:
        raise ImportRefused(1, "there are no amounts below the heading")
    return rows


def changes(rows: tuple[Row, ...], dues: Dues, *, may_replace: bool = False) -> Iterator[Change]:
    """Lay the rows over the schedule. Raises ImportRefused for an overlap or a gap.

    An amount with an end that was loaded before is replaced only with `may_replace`.
    """
    by_line: dict[tuple[bool, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_line[row.is_chapter, row.line].append(row)
    for (is_chapter, name), own in by_line.items():
        ordered = sorted(own, key=lambda row: row.since)
        _refuse_overlaps_and_gaps(ordered)
        current = dues.chapters.get(name) if is_chapter else dues.line(name)
        line = current or replace(dues.line(CHAPTER), name=name, title=f"{name} chapter dues")
        before = line.periods if current else ()
        periods = tuple(_laid_over(before, ordered, line, may_replace=may_replace))
        if periods != before:
            yield Change(replace(line, periods=periods), is_chapter, before)


def _row(number: int, values: Mapping[str | None, str | None], dues: Dues) -> Row:
    if None in values or None in values.values():
        raise ImportRefused(number, f"{len(COLUMNS)} columns are needed")
    cells = {str(name): (value or "").strip() for name, value in values.items()}
    if not MONEY.fullmatch(cells["amount"]):
        raise ImportRefused(
            number, f"amount: an amount as in 875.00 is needed, not {cells['amount']!r}"
        )
    since, until = _day(number, "from", cells), None
    if cells["until"]:
        until = _day(number, "until", cells)
        if until < since:
            raise ImportRefused(number, f"until: {until} is before {since}")
    if not cells["source"]:
        raise ImportRefused(number, "source: where the amount stands must be named")
    name, is_chapter = _line_of(number, cells, dues)
    return Row(number, name, is_chapter, Decimal(cells["amount"]), since, until, cells["source"])


def _line_of(number: int, cells: Mapping[str, str], dues: Dues) -> tuple[str, bool]:
    category, step, chapter = cells["category"], cells["step"] or _FULL, cells["chapter"]
    if category == CHAPTER:
        if not chapter:
            raise ImportRefused(number, "chapter: the chapter's name is needed")
        return chapter, True
    if chapter:
        raise ImportRefused(number, f"chapter: a name stands here, but category is {category!r}")
    for line in dues.lines.values():
        if (line.category, line.step) == (category, step):
            return line.name, False
    pairs = sorted({f"{line.category} {line.step}" for line in dues.lines.values()})
    raise ImportRefused(
        number, f"category and step: there is no {category!r} {step!r}; allowed: {', '.join(pairs)}"
    )


def _day(number: int, column: str, cells: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(cells[column])
    except ValueError:
        raise ImportRefused(
            number, f"{column}: a date as in 2027-01-01 is needed, not {cells[column]!r}"
        ) from None


def _refuse_overlaps_and_gaps(rows: list[Row]) -> None:
    for earlier, later in pairwise(rows):
        if earlier.until is None or later.since <= earlier.until:
            raise ImportRefused(later.number, f"overlaps line {earlier.number}")
        if later.since != earlier.until + ONE_DAY:
            raise ImportRefused(later.number, f"leaves a gap after {earlier.until}")


def _laid_over(
    before: tuple[Period, ...], rows: list[Row], line: Line, *, may_replace: bool
) -> Iterator[Period]:
    first, last = rows[0], rows[-1]
    if before:
        _refuse_bad_start(before, first)
    for period in before:
        if period.since < first.since:
            end = first.since - ONE_DAY
            yield period if _ends_by(period, end) else _cut(period, until=end)
        elif isinstance(period.value, Superseded):
            raise ImportRefused(first.number, f"overlaps the past amount from {period.since}")
        _refuse_replacing(period, rows, may_replace=may_replace)
    for row in rows:
        value = Published(
            row.amount, row.since, row.until, line.cites, f"From {row.source}.", row.source
        )
        yield Period(row.since, row.until, value)
    if last.until is not None:
        yield from _afterwards(before, last.until, line)


def _afterwards(before: tuple[Period, ...], end: date, line: Line) -> Iterator[Period]:
    """What holds after the rows: later periods stay; nothing is carried past what was loaded."""
    later = [period for period in before if not _ends_by(period, end)]
    for period in later:
        if period.since > end:
            yield period
        elif isinstance(period.value, NotPublished):
            yield Period(end + ONE_DAY, period.until, period.value)
        else:
            yield Period(end + ONE_DAY, period.until, _ended(line, end))
    if not later:
        yield Period(end + ONE_DAY, None, _ended(line, end))


def _refuse_bad_start(before: tuple[Period, ...], first: Row) -> None:
    if first.since < before[0].since:
        raise ImportRefused(first.number, f"starts before the schedule does ({before[0].since})")
    covering = next((period for period in before if period.covers(first.since)), None)
    if covering is None:
        raise ImportRefused(first.number, f"leaves a gap after {before[-1].until}")
    if isinstance(covering.value, Superseded):
        raise ImportRefused(first.number, f"overlaps the past amount from {covering.since}")


def _refuse_replacing(period: Period, rows: list[Row], *, may_replace: bool) -> None:
    """What staff loaded stays, unless it is open at its end and the new amount follows it."""
    if may_replace or not isinstance(period.value, Published) or not period.value.source:
        return
    for row in rows:
        overlaps = (
            row.since <= (period.until or date.max) and (row.until or date.max) >= period.since
        )
        follows = period.until is None and row.since > period.since
        repeats = row.since == period.since and row.amount == period.value.amount
        if overlaps and not follows and not repeats:
            raise ImportRefused(
                row.number,
                f"overlaps the amount loaded from {period.value.source}; --replace replaces it",
            )


def _ends_by(period: Period, day: date) -> bool:
    return period.until is not None and period.until <= day


def _cut(period: Period, until: date) -> Period:
    value = period.value
    if isinstance(value, Published):
        value = replace(value, until=until)
    return Period(period.since, until, value)


def _ended(line: Line, end: date) -> NotPublished:
    return NotPublished(
        SCHEDULE_OF_DUES, line.cites, f"The schedule that was loaded ends on {end}."
    )
