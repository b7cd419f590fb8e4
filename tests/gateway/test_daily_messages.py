"""Texts that depend on the day follow the calendar while the server runs."""

from __future__ import annotations

from datetime import date

import pytest

from bot.gateway.daily_messages import DailyMessages


@pytest.fixture
def calendar():
    return [date(2026, 11, 23)]


@pytest.fixture
def daily(knowledge, calendar):
    return DailyMessages(knowledge, lambda: calendar[0])


def test_the_texts_are_of_the_day_on_which_they_are_asked_for(daily, calendar):
    today = daily.messages().answer("membership/general_dues")
    calendar[0] = date(2020, 1, 1)
    before_any_amount = daily.messages().answer("membership/general_dues")
    assert before_any_amount != today
    calendar[0] = date(2026, 11, 23)
    assert daily.messages().answer("membership/general_dues") == today
