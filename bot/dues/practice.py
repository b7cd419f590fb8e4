"""Members in practice: the first years after training, then the line; chapters, federal discount."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.dues.quote import DuesNow, QuoteLine
from bot.dues.schedule import Schedule
from bot.knowledge.categories import Category
from bot.knowledge.dues import CHAPTER
from bot.knowledge.dues_notes import Note


def of_practice(category: Category, schedule: Schedule) -> DuesNow:
    """Return national dues, the chapters' beside them, and what the federal discount changes."""
    base = _national(category, schedule)
    lines = (*base.lines, *_chapters(category, schedule), *_discount(category, schedule))
    notes = tuple(_notes_of_service(category, schedule, base.amount))
    gaps = (gap for note in notes for gap in note.gaps(schedule.now.profile))
    return replace(
        base,
        note=" ".join([base.note, *(note.text() for note in notes)]),
        lines=lines,
        staff=tuple(dict.fromkeys((*base.staff, *gaps))),
    )


def _national(category: Category, schedule: Schedule) -> DuesNow:
    now, dues = schedule.now, schedule.dues
    if now.is_in_the_year_training_ends:
        if now.history in dues.year_training_ends.nothing_more:
            return schedule.nothing_more(says_first_year=True)
        return schedule.unsettled("joined_in_the_year_training_ends")
    if now.is_paid_late:
        return schedule.unsettled("two_counts_of_first_years")
    if _is_stepped(schedule):
        name = "first_year" if now.year == 1 else "later_first_year"
        return schedule.quote(dues.first_years[(now.year or 1) - 1], dues.notes[name])
    line = dues.line_for(category.price.line, now.profile)
    return schedule.quote(line, category.price.note)


def _is_stepped(schedule: Schedule) -> bool:
    year = schedule.now.year
    return year is not None and 1 <= year <= len(schedule.dues.first_years)


def _chapters(category: Category, schedule: Schedule) -> Iterator[QuoteLine]:
    dues, now = schedule.dues, schedule.now
    choice = dues.chapter_choice
    if category.id not in choice.categories:
        return
    text = _note_of_chapters(schedule, str(choice.most))
    if now.service in dues.chapter_waiver.services:
        text += " " + dues.notes["chapter_waiver"].text()
    yield QuoteLine(dues.line(CHAPTER).title, None, text, choice.cites)


def _note_of_chapters(schedule: Schedule, most: str) -> str:
    notes, loaded = schedule.dues.notes, schedule.dues.published_chapters(schedule.now.today)
    amounts = ", ".join(f"{name} ${chapter.amount}" for name, chapter in loaded.items())
    return notes["chapters"].text(is_published=bool(loaded), most=most, chapters=amounts)


def _discount(category: Category, schedule: Schedule) -> Iterator[QuoteLine]:
    discount, notes = schedule.dues.federal_discount, schedule.dues.notes
    if discount.is_stated_for(schedule.now.service, category.id):
        label, text = notes["discount_label"].text(), notes["discount"].text()
        yield QuoteLine(label, None, text, discount.cites, discount.fraction)


def _notes_of_service(
    category: Category, schedule: Schedule, amount: Decimal | None
) -> Iterator[Note]:
    discount, notes = schedule.dues.federal_discount, schedule.dues.notes
    service = schedule.now.service
    if service in discount.not_mentioned:
        yield notes["discount_not_mentioned"]
    elif service in discount.services and category.id not in discount.categories:
        yield notes["discount_of_another_category"]
    elif service in discount.services and amount and _is_stepped(schedule):
        yield notes["discount_of_the_first_year"]
