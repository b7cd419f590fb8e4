"""Closed-set facts computed from a profile, so that the rules need no dates, counts or lists.

Also fills in what a profile says without saying it: a student's stage, that a resident trains.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.dues.after_training import six_months_after
from bot.eligibility.profile import Profile
from bot.knowledge.attributes import UNKNOWN, Attribute, Attributes, holds

# None: the profile does not say it.
Facts = dict[str, str | None]

# The groups of boards that a fact of their own is about: certified by one of them, or not.
_GROUPS = ("four", "abms", "abr")


def facts_of(profile: Profile, attributes: Attributes, today: date) -> Facts:
    """Return every fact that the rules may ask about; `unknown` where the person does not know."""
    facts: Facts = {name: value for name, value in profile.items() if isinstance(value, str)}
    _imply(attributes["stage"], facts)
    _begin_residency(facts, profile, today)
    _imply(attributes["profession"], facts)
    facts["school_length"] = _school_length(profile.get("school_years"), attributes)
    facts.update(_boards(profile.get("board"), attributes["board"].groups))
    facts["training_window"] = training_window(profile, today)
    return facts


def training_window(profile: Profile, today: date) -> str:
    """Where `today` lies after the last training: see DERIVED in bot/knowledge/categories.py."""
    end = profile.get("training_end")
    if not isinstance(end, date):
        return "none"
    turning = six_months_after(end)
    if today < turning:
        return "open"
    further, starts = profile.get("next_program"), profile.get("next_program_start")
    if further not in {"us_canada", "outside"}:
        return "over"
    if isinstance(starts, date) and (starts <= turning or starts <= today):
        return "over"
    return (
        "more_us_canada"
        if further == "us_canada" and isinstance(starts, date)
        else "more_elsewhere"
    )


def goes_on_training(profile: Profile) -> bool:
    """Tell whether a program in the U.S. or Canada follows the last one within six months."""
    end, starts = profile.get("training_end"), profile.get("next_program_start")
    return (
        profile.get("next_program") == "us_canada"
        and isinstance(end, date)
        and isinstance(starts, date)
        and starts <= six_months_after(end)
    )


def _imply(attribute: Attribute, facts: Facts) -> None:
    """Fill in what follows from other facts, where the profile does not say it."""
    if attribute.name in facts:
        return
    for implied in attribute.implied:
        if holds(implied.when, facts):
            facts[attribute.name] = implied.value
            return


def _begin_residency(facts: Facts, profile: Profile, today: date) -> None:
    """Whoever matched is in training from the first day of the program on."""
    start = profile.get("training_start") or profile.get("next_program_start")
    matched = facts.get("match") in {"matched_us_radiologic", "matched_canada_radiologic"}
    if (
        facts.get("stage") == "between_school_and_training"
        and matched
        and isinstance(start, date)
        and start <= today
    ):
        facts["stage"] = "in_training"
        facts.setdefault("program", "residency")
        facts.setdefault("field", "diagnostic_radiology")
        facts["place"] = "us" if facts["match"] == "matched_us_radiologic" else "canada"


def _school_length(years: object, attributes: Attributes) -> str | None:
    if isinstance(years, int):
        return "long_enough" if years >= (attributes["school_years"].enough or 0) else "short"
    return UNKNOWN if years == UNKNOWN else None


def _boards(value: object, groups: Mapping[str, frozenset[str]]) -> Facts:
    names = ("board_four", "board_abms", "board_abr", "board_any", "board_physics")
    if not isinstance(value, tuple):
        return dict.fromkeys(names)
    boards = frozenset(value)
    held = boards - {"none", UNKNOWN}
    otherwise = UNKNOWN if UNKNOWN in boards else "no"
    return {
        **{f"board_{name}": "yes" if boards & groups[name] else otherwise for name in _GROUPS},
        "board_any": "yes" if held else otherwise,
        "board_physics": _physics(boards, held, groups["physics"]),
    }


def _physics(boards: frozenset[str], held: frozenset[str], certificates: frozenset[str]) -> str:
    if boards & certificates:
        return "certified"
    if held:
        return "other"
    return UNKNOWN if UNKNOWN in boards else "none"
