"""Periods are written into dues.yml with its comments kept, all or nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.dues import Line, Period, Published
from bot.knowledge.dues_file import FILE, write_lines
from bot.knowledge.loader import KNOWLEDGE, load

NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    return tmp_path / "knowledge"


def text(folder):
    return (folder / FILE).read_text(encoding="utf-8")


def raised(line, amount="400.00"):
    """The line with its last period ended, and another from the new year on."""
    *before, last = line.periods
    value = replace(last.value, amount=Decimal(amount))
    ended = replace(last, until=date(2026, 12, 31))
    return replace(line, periods=(*before, ended, Period(NEW_YEAR, None, value)))


@pytest.fixture
def line(folder):
    return load(folder).dues.lines["international"]


def test_what_is_written_is_what_holds_from_that_day_on(folder, line):
    write_lines(folder, [raised(line)], [])
    load.cache_clear()
    dues = load(folder).dues
    assert dues.amount("international", NEW_YEAR).amount == Decimal("400.00")
    assert dues.amount("international", date(2026, 12, 31)).amount == line.periods[-1].value.amount


def test_comments_and_what_stays_are_kept_as_they_were(folder, line):
    before = text(folder).splitlines()
    write_lines(folder, [raised(line)], [])
    after = text(folder).splitlines()
    assert [row for row in before if row.lstrip().startswith("#")] == [
        row for row in after if row.lstrip().startswith("#")
    ]
    assert len(set(before) - set(after)) <= 2


def test_writing_what_is_there_changes_nothing(folder, line):
    before = text(folder)
    write_lines(folder, [line], [])
    assert text(folder) == before


def test_a_chapter_that_is_new_gets_its_heading(folder, line):
    value = replace(line.periods[-1].value, amount=Decimal("55.00"))
    assert isinstance(value, Published)
    chapter = Line("ohio", "Ohio chapter", "general", "chapter", (Period(NEW_YEAR, None, value),))
    write_lines(folder, [], [chapter])
    load.cache_clear()
    amounts = load(folder).dues.published_chapters(NEW_YEAR)
    assert [str(amount.amount) for amount in amounts.values()] == ["55.00"]


def test_what_the_knowledge_refuses_is_not_written_at_all(folder, line):
    before = text(folder)
    overlapping = replace(
        line, periods=(*line.periods, Period(NEW_YEAR, None, line.periods[-1].value))
    )
    with pytest.raises(KnowledgeError):
        write_lines(folder, [overlapping], [])
    assert text(folder) == before
    assert not list(folder.glob(".*.new"))
