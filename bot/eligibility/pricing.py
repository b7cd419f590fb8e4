"""The dues of a decided category: which end of training counts, and which refund."""

from __future__ import annotations

from datetime import date

from bot.dues.amounts import owed
from bot.dues.quote import DuesNow
from bot.dues.situation import Situation
from bot.eligibility.derived import Facts, goes_on_training
from bot.eligibility.profile import Profile
from bot.knowledge.categories import Category, PricePolicy
from bot.knowledge.dues import Dues
from bot.knowledge.rules import Rule

_TRAINEES = {PricePolicy.TRAINEE, PricePolicy.INTERNATIONAL_TRAINEE}


def dues_of(
    rule: Rule, category: Category, profile: Profile, facts: Facts, today: date, dues: Dues
) -> DuesNow:
    current = dict(profile)
    if category.price.policy in _TRAINEES and not _is_between_training_and_practice(
        category, profile, facts
    ):
        # A program before the present one; the six months are those after the last.
        current.pop("training_end", None)
    now = Situation.of(current, today, price_open=rule.price_open)
    return owed(category, now, dues)


def _is_between_training_and_practice(category: Category, profile: Profile, facts: Facts) -> bool:
    if category.price.policy is PricePolicy.TRAINEE and goes_on_training(profile):
        return False
    return facts.get("training_window") == "open" and facts.get("stage") != "in_training"
