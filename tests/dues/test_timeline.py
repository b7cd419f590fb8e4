"""What happens after training and on retiring, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.dues.timeline import after_training, on_retiring
from bot.knowledge.dues import NotPublished, Period


def test_the_timeline_after_training_in_june_is_in_order_and_quotes_77(knowledge):
    events = after_training(date(2027, 6, 30), knowledge)
    assert [event.on for event in events] == sorted(event.on for event in events)
    assert any(event.on == date(2028, 1, 1) and "$77" in event.details for event in events)
    assert not any("open" in event.title for event in events)


def test_training_that_ends_after_july_1_leaves_a_question_open(knowledge):
    assert any("open" in event.title for event in after_training(date(2027, 7, 2), knowledge))


def test_retiring_in_summer_is_told_in_the_next_january(knowledge):
    events = on_retiring(date(2027, 6, 30), knowledge)
    assert [str(event.on) for event in events] == ["2027-06-30", "2028-01-01", "2028-03-31"]


@pytest.mark.parametrize(
    ("retires", "year"),
    [("2027-01-01", 2027), ("2027-03-31", 2027), ("2027-04-01", 2028), ("2027-12-31", 2028)],
)
def test_the_notice_is_about_the_year_in_which_it_is_given(knowledge, retires, year):
    events = on_retiring(date.fromisoformat(retires), knowledge)
    (notice,) = (event for event in events if event.is_task)
    assert notice.on.year == year
    assert f"March 31, {year}" in notice.details
    assert f"paid for {year}" in notice.details


def test_every_event_of_a_timeline_is_sourced_and_filled(knowledge):
    events = (
        *after_training(date(2027, 8, 31), knowledge),
        *on_retiring(date(2027, 8, 31), knowledge),
    )
    for event in events:
        assert "{" not in event.title + event.details
        assert event.cites.heading in knowledge.sources[event.cites.page].headings
        assert event.as_dict()["on"] == event.on.isoformat()


def test_nothing_is_listed_before_training_ends(knowledge):
    events = after_training(date(2027, 12, 31), knowledge)
    assert events[0].title == "Training ends"
    assert "Check address and board status" not in [event.title for event in events]


def test_a_first_year_that_is_not_published_is_on_the_schedule(knowledge):
    line = knowledge.dues.lines["national_year_1"]
    missing = NotPublished("the schedule", line.cites, "It ended.")
    lines = {**knowledge.dues.lines}
    lines[line.name] = replace(line, periods=(Period(date(2025, 1, 1), None, missing),))
    later = replace(knowledge, dues=replace(knowledge.dues, lines=lines))
    (first,) = (
        event for event in after_training(date(2027, 6, 30), later) if "dues" in event.title
    )
    assert first.details == "The amount is on the schedule of dues."
