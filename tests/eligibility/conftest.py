from __future__ import annotations

from datetime import date

import pytest

from bot.eligibility.profile import check

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def decide(eligibility, knowledge):
    return lambda values, on=TODAY: eligibility.decide(check(values, knowledge.attributes), on)
