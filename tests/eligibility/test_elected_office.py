"""Elected office stays open during the first six years after retirement."""

from __future__ import annotations

from datetime import date

import pytest

from bot.eligibility.elected_office import elected_office_until


@pytest.mark.parametrize(
    ("retires", "until"),
    [
        (date(2026, 6, 30), date(2032, 6, 30)),
        (date(2026, 12, 31), date(2032, 12, 31)),
        (date(2028, 2, 29), date(2034, 2, 28)),
    ],
)
def test_the_day_is_six_years_after_retirement(retires, until):
    assert elected_office_until(retires) == until
