"""Closed-set facts computed from a profile, so that the rules need no dates, counts or lists.

Also fills in what a profile says without saying it: a student's stage, that a resident trains.
"""

from __future__ import annotations

from datetime import date

from bot.dues.years import six_months_after
from bot.eligibility.profile import Profile
from bot.knowledge.attributes import UNKNOWN

# None: not told.
Facts = dict[str, str | None]

FOUR_BOARDS = frozenset({"abr", "aobr", "rcpsc", "cmq"})
ABMS_BOARDS = frozenset({"abr", "abms_member", "canadian_abms_equivalent"})
PHYSICS_BOARDS = frozenset({"abr", "abr_equivalent"})
RADIOLOGIC = frozenset(
    {
        "diagnostic_radiology",
        "interventional_radiology",
        "radiation_oncology",
        "nuclear_medicine",
    }
)
_FEWEST_SCHOOL_YEARS = 4


def facts_of(profile: Profile, today: date) -> Facts:
    """Return every fact that the rules may ask about; `unknown` where the person does not know."""
    facts: Facts = {name: value for name, value in profile.items() if isinstance(value, str)}
    _fill_in(facts, profile, today)
    facts["school_length"] = _school_length(profile.get("school_years"))
    facts.update(_boards(profile.get("board")))
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


def _fill_in(facts: Facts, profile: Profile, today: date) -> None:
    if "stage" not in facts:
        if facts.get("profession") == "medical_student":
            facts["stage"] = "student"
        elif facts.get("profession") in {"mri_scientist", "radiologist_assistant", "other"}:
            facts["stage"] = "in_practice"
        elif facts.get("program") not in {None, UNKNOWN}:
            facts["stage"] = "in_training"
        elif str(facts.get("match", "")).startswith("waiting"):
            facts["stage"] = "between_school_and_training"
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
    if "profession" not in facts and _is_physician(facts):
        facts["profession"] = "physician"


def _is_physician(facts: Facts) -> bool:
    """Only a physician can be a resident in a radiologic field, or wait for a residency."""
    resides = (
        facts.get("program") in {"residency", "fellowship"} and facts.get("field") in RADIOLOGIC
    )
    return resides or facts.get("stage") == "between_school_and_training"


def _school_length(years: object) -> str | None:
    if isinstance(years, int):
        return "long_enough" if years >= _FEWEST_SCHOOL_YEARS else "short"
    return UNKNOWN if years == UNKNOWN else None


def _boards(told: object) -> Facts:
    names = ("board_four", "board_abms", "board_abr", "board_any", "board_physics")
    if not isinstance(told, tuple):
        return dict.fromkeys(names)
    boards = set(told)
    held = boards - {"none", UNKNOWN}
    otherwise = UNKNOWN if UNKNOWN in boards else "no"
    if boards & PHYSICS_BOARDS:
        physics = "certified"
    elif held:
        physics = "other"
    else:
        physics = UNKNOWN if UNKNOWN in boards else "none"
    return {
        "board_four": "yes" if boards & FOUR_BOARDS else otherwise,
        "board_abms": "yes" if boards & ABMS_BOARDS else otherwise,
        "board_abr": "yes" if "abr" in boards else otherwise,
        "board_any": "yes" if held else otherwise,
        "board_physics": physics,
    }
