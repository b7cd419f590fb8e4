"""A residency to come: waited for, won or lost."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("I matched in general surgery", "matched_non_radiology"),
        ("I matched in Canada in radiology", "matched_canada_radiologic"),
        ("I have a residency spot in Germany", "matched_outside"),
    ],
)
def test_a_place_that_was_won_says_where_and_in_what(read, text, match):
    assert read(text).get("match") == match


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("I matched into diagnostic radiology", None),
        ("I'm waiting for the match in radiology", None),
    ],
)
def test_without_a_country_a_radiologic_match_stays_open(read, text, match):
    assert read(text).get("match") == match


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("I did not match this year", "unmatched"),
    ],
)
def test_a_match_that_was_lost_is_said(read, text, match):
    assert read(text).get("match") == match


def test_who_waits_for_the_match_behind_another_clause_waits(read):
    facts = read(
        "I finished my medical school in Lagos 2024, I live in Houston with my brother and wait for match in radiology"
    )
    assert facts["stage"] == "between_school_and_training"
    assert (facts["match"], facts["school_place"]) == ("waiting_us_radiologic", "outside")


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("I'm in a radiology residency in Boston", None),
        ("when is match day", None),
    ],
)
def test_what_one_has_no_part_in_is_none(read, text, match):
    assert read(text).get("match") == match
