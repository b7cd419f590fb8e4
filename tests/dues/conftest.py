from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.dues.amounts import owed
from bot.dues.schedule import Schedule
from bot.dues.situation import Situation
from bot.knowledge.dues import Period, Published

TODAY = date(2026, 11, 23)


def publish(dues, *names):
    """Return a schedule in which these lines cost 900 dollars from 2025 on."""
    since = date(2025, 1, 1)
    lines = dict(dues.lines)
    for name in names:
        amount = Published(Decimal("900.00"), since, None, lines[name].cites)
        lines[name] = replace(lines[name], periods=(Period(since, None, amount),))
    return replace(dues, lines=lines)


def schedule_of(dues, profile, today=TODAY):
    return Schedule(dues, Situation.of(profile, today))


@pytest.fixture(scope="module")
def pays(knowledge):
    """What somebody of a category owes."""

    def dues_of(category, profile, today=TODAY, dues=knowledge.dues):
        situation = Situation.of(profile, today)
        return owed(knowledge.rules.categories[category], situation, dues)

    return dues_of
