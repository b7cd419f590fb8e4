"""Facts computed before the rules see a profile: what follows, and what dates and lists come to."""

from __future__ import annotations

from datetime import date

import pytest

from bot.eligibility.derived import facts_of, goes_on_training, training_window
from bot.eligibility.profile import check
from tests.eligibility.conftest import TODAY


@pytest.fixture(scope="module")
def facts(knowledge):
    attributes = knowledge.attributes
    return lambda values, on=TODAY: facts_of(check(values, attributes), attributes, on)


@pytest.mark.parametrize(
    ("values", "stage"),
    [
        ({"profession": "medical_student"}, "student"),
        ({"profession": "mri_scientist"}, "in_practice"),
        ({"profession": "radiologist_assistant"}, "in_practice"),
        ({"profession": "other"}, "in_practice"),
        ({"program": "residency"}, "in_training"),
        ({"program": "research"}, "in_training"),
        ({"match": "waiting_canada"}, "between_school_and_training"),
        ({"profession": "physician", "match": "unmatched"}, None),
        ({"program": "unknown"}, None),
        ({"profession": "medical_student", "stage": "unknown"}, "unknown"),
        ({"profession": "other", "stage": "fully_retired"}, "fully_retired"),
    ],
)
def test_a_stage_follows_where_nobody_was_asked(facts, values, stage):
    assert facts(values).get("stage") == stage


@pytest.mark.parametrize(
    ("values", "profession"),
    [
        ({"program": "residency", "field": "nuclear_medicine"}, "physician"),
        ({"program": "residency", "field": "non_radiology"}, None),
        ({"program": "residency"}, None),
        ({"match": "waiting_us_other"}, "physician"),
        ({"stage": "between_school_and_training"}, "physician"),
        ({"stage": "in_practice"}, None),
        ({"stage": "between_school_and_training", "profession": "other"}, "other"),
    ],
)
def test_only_a_physician_can_be_a_resident_or_wait_for_a_residency(facts, values, profession):
    assert facts(values).get("profession") == profession


@pytest.mark.parametrize(
    ("start", "stage", "place"),
    [
        ("2026-11-22", "in_training", "us"),
        ("2026-11-23", "in_training", "us"),
        ("2026-11-24", "between_school_and_training", None),
    ],
)
def test_who_matched_is_in_training_from_the_first_day_on(facts, start, stage, place):
    values = {
        "stage": "between_school_and_training",
        "match": "matched_us_radiologic",
        "training_start": start,
    }
    computed = facts(values)
    assert (computed["stage"], computed.get("place")) == (stage, place)


def test_a_place_in_canada_makes_a_resident_in_canada(facts):
    values = {
        "stage": "between_school_and_training",
        "match": "matched_canada_radiologic",
        "next_program_start": "2026-07-01",
    }
    computed = facts(values)
    assert (computed["place"], computed["program"]) == ("canada", "residency")


@pytest.mark.parametrize(
    ("years", "length"),
    [(3, "short"), (4, "long_enough"), (6, "long_enough"), ("unknown", "unknown"), (None, None)],
)
def test_four_years_of_school_are_enough(facts, years, length):
    assert facts({"school_years": years})["school_length"] == length


@pytest.mark.parametrize(
    ("boards", "four", "abms", "abr", "certified", "physics"),
    [
        (["abr"], "yes", "yes", "yes", "yes", "certified"),
        (["aobr"], "yes", "no", "no", "yes", "other"),
        (["rcpsc"], "yes", "no", "no", "yes", "other"),
        (["cmq"], "yes", "no", "no", "yes", "other"),
        (["abms_member"], "no", "yes", "no", "yes", "other"),
        (["canadian_abms_equivalent"], "no", "yes", "no", "yes", "other"),
        (["abr_equivalent"], "no", "no", "no", "yes", "certified"),
        (["foreign"], "no", "no", "no", "yes", "other"),
        (["none"], "no", "no", "no", "no", "none"),
        (["unknown"], "unknown", "unknown", "unknown", "unknown", "unknown"),
        (["foreign", "unknown"], "unknown", "unknown", "unknown", "yes", "other"),
        (["foreign", "abr"], "yes", "yes", "yes", "yes", "certified"),
    ],
)
def test_what_a_list_of_boards_comes_to(facts, boards, four, abms, abr, certified, physics):
    computed = facts({"board": boards})
    names = ("board_four", "board_abms", "board_abr", "board_any", "board_physics")
    assert [computed[name] for name in names] == [four, abms, abr, certified, physics]


def test_boards_that_nobody_was_asked_for_are_open(facts):
    assert facts({})["board_four"] is None


ENDED = {"training_end": date(2026, 3, 31)}


@pytest.mark.parametrize(
    ("values", "today", "window"),
    [
        ({}, TODAY, "none"),
        (ENDED, date(2026, 9, 29), "open"),
        (ENDED, date(2026, 9, 30), "over"),
        ({**ENDED, "next_program": "none"}, TODAY, "over"),
        ({**ENDED, "next_program": "outside"}, TODAY, "more_elsewhere"),
        ({**ENDED, "next_program": "us_canada"}, TODAY, "more_elsewhere"),
        (
            {**ENDED, "next_program": "us_canada", "next_program_start": date(2027, 7, 1)},
            TODAY,
            "more_us_canada",
        ),
        (
            {**ENDED, "next_program": "us_canada", "next_program_start": date(2026, 7, 1)},
            TODAY,
            "over",
        ),
    ],
)
def test_the_six_months_after_training(values, today, window):
    assert training_window(values, today) == window


@pytest.mark.parametrize(
    ("place", "start", "goes_on"),
    [
        ("us_canada", date(2026, 9, 30), True),
        ("us_canada", date(2026, 10, 1), False),
        ("outside", date(2026, 7, 1), False),
        ("us_canada", None, False),
    ],
)
def test_a_program_within_six_months_goes_on(place, start, goes_on):
    values = {**ENDED, "next_program": place, "next_program_start": start}
    assert goes_on_training(values) is goes_on
