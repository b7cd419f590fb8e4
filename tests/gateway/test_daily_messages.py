"""Texts that depend on the day are built once a day, and anew on the next."""

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


def test_on_one_day_the_texts_are_built_once(daily):
    assert daily.messages() is daily.messages()
    assert daily.letters() is daily.letters()


def test_on_the_next_day_they_are_built_anew(daily, calendar):
    messages, letters = daily.messages(), daily.letters()
    calendar[0] = date(2026, 11, 24)
    assert daily.messages() is not messages
    assert daily.letters() is not letters
