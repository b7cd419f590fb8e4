"""A day on which a page was read is that of the page, for every answer that cites it."""

from __future__ import annotations

from datetime import date

from bot.console.reading_days import day_changes, readings, ticked_days

TODAY = date(2026, 12, 1)


def test_each_page_is_there_once_with_the_number_of_answers_that_cite_it(knowledge):
    rows = readings(knowledge, ["onet", "nowhere", "join", "onet"], {"onet": "2026-12-01"})
    assert [(row.page.id, row.drafted) for row in rows] == [("onet", "2026-12-01"), ("join", "")]
    citing = [a for a in knowledge.answers.values() if "onet" in {c.page for c in a.sources}]
    assert rows[0].answers == len(citing) > 1


def test_a_tick_is_today_or_the_day_on_which_the_draft_was_ticked_first(knowledge):
    assert ticked_days(["onet", "join", "nowhere"], {"onet": "2026-11-30"}, knowledge, TODAY) == {
        "onet": "2026-11-30",
        "join": "2026-12-01",
    }


def test_a_page_that_was_read_later_already_needs_no_tick(knowledge):
    read_on = knowledge.sources["onet"].read_on
    assert ticked_days(["onet"], {}, knowledge, read_on) == {}


def test_the_days_of_a_draft_are_shown_before_and_after(knowledge):
    page = knowledge.sources["onet"]
    assert day_changes(knowledge, {"onet": "2026-12-01", "nowhere": "2026-12-01"}) == [
        (f"{page.title}: read on", page.read_on.isoformat(), "2026-12-01")
    ]
