from __future__ import annotations

from datetime import date

import pytest

from bot.eligibility.decide import Eligibility
from bot.eligibility.profile import check

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def eligibility(knowledge):
    return Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)


@pytest.fixture(scope="session")
def decide(eligibility, knowledge):
    return lambda values, on=TODAY: eligibility.decide(check(values, knowledge.attributes), on)
