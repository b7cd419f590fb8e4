"""What the pages say that a member of a category owes on a day; never an estimate.

The amount is national dues in US$ for a membership year, before chapter dues and any discount. It
is known, or it is not: then the note says whom to ask, and gaps name what only staff can settle.
How a category is priced stands in categories.yml: nothing is priced like another category.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.dues.practice import of_practice
from bot.dues.quote import DuesNow
from bot.dues.refund import NONE_STATED, refund_for
from bot.dues.schedule import Schedule
from bot.dues.situation import Situation
from bot.knowledge.categories import Category, PricePolicy
from bot.knowledge.dues import Dues


def owed(category: Category, now: Situation, dues: Dues) -> DuesNow:
    """Return what is owed today."""
    schedule = Schedule(dues, now)
    if now.price_open is not None:
        return schedule.unsettled(now.price_open)
    return _POLICIES[category.price.policy](category, schedule)


def no_dues(dues: Dues) -> DuesNow:
    """Return what is said of dues where there is no category."""
    return DuesNow(None, dues.notes["without_category"].text())


def _of_schedule(category: Category, schedule: Schedule) -> DuesNow:
    return schedule.quote(category.price.line, category.price.note)


def _of_trainee(category: Category, schedule: Schedule) -> DuesNow:
    if schedule.now.is_trainee_in_a_new_year:
        return schedule.unsettled("trainee_in_the_new_year")
    return _of_schedule(category, schedule)


def _of_international_trainee(category: Category, schedule: Schedule) -> DuesNow:
    if schedule.now.is_trainee_in_a_new_year:
        return schedule.unsettled("international_trainee_in_the_new_year")
    return _of_schedule(category, schedule)


def _of_international(category: Category, schedule: Schedule) -> DuesNow:
    now, dues = schedule.now, schedule.dues
    in_that_year = dues.year_training_ends
    if now.history in in_that_year.nothing_more and now.year is not None:
        if now.is_in_the_year_training_ends:
            return schedule.nothing_more(says_first_year=False)
        if now.year <= len(dues.first_years):
            return schedule.unsettled("first_year_or_international_rate")
    if now.history in in_that_year.trainee_rate and now.is_in_the_year_training_ends:
        line = in_that_year.trainee_rate[now.history]
        return schedule.quote(line, dues.notes["trainee_rate"])
    return _of_schedule(category, schedule)


def _of_retired(category: Category, schedule: Schedule) -> DuesNow:
    refund = refund_for(schedule.now.profile, schedule.dues.retirement_refund)
    if refund is not None and refund.is_unsettled_for(schedule.now.today.year):
        name = "no_refund" if refund.outcome == NONE_STATED else "open_refund"
        return schedule.unsettled(name)
    return _of_schedule(category, schedule)


_POLICIES: Mapping[PricePolicy, Callable[[Category, Schedule], DuesNow]] = {
    PricePolicy.SCHEDULE: _of_schedule,
    PricePolicy.TRAINEE: _of_trainee,
    PricePolicy.INTERNATIONAL_TRAINEE: _of_international_trainee,
    PricePolicy.INTERNATIONAL: _of_international,
    PricePolicy.PRACTICE: of_practice,
    PricePolicy.RETIRED: _of_retired,
}
