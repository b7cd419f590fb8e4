"""The program after the present one, and what it does to the end of training."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "resident in Iowa, I'm not going to do a fellowship",
        "PGY-4 in Maine and I don't plan on a fellowship",
        "I decided not to do a breast fellowship, R4 in Utah",
        "I'm skipping fellowship, PGY-5 in Tampa",
        "R5 in Omaha, no more training after this",
        "we opted against a fellowship, I'm a resident in Ohio",
    ],
)
def test_whoever_gives_up_further_training_has_none_arranged(read, text):
    profile = read(text)

    assert profile["next_program"] == "none"
    assert profile["program"] == "residency"


@pytest.mark.parametrize(
    "text",
    [
        "resident in Iowa, I won't start a fellowship until 2029",
        "resident in Iowa, no fellowship yet",
        "I won't do my fellowship in Ohio, resident in Iowa",
        "what if I don't do a fellowship? I'm a resident in Iowa",
    ],
)
def test_a_fellowship_that_is_only_later_or_elsewhere_is_not_given_up(read, text):
    assert "next_program" not in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "R4 in Omaha, done on 30/6/2028, then breast fellowship 1/7/2028 until 30/6/2029",
        "my residency in Omaha ends June 30, 2028 and I start a fellowship July 1, 2028 through June 30, 2029",
        "I finish residency in Omaha on 6/30/2028, then start a one year fellowship in Boise",
        "residency in Omaha ends June 30, 2028, then an IR fellowship in Boise for a year",
    ],
)
def test_training_ends_with_the_last_program(read, text):
    profile = read(text)

    assert profile["stage"] == "in_training"
    assert profile["training_end"] == "2029-06-30"
    assert "next_program_start" not in profile


def test_a_fellowship_abroad_is_another_program_and_not_the_end(read):
    profile = read("R4 in Omaha finishing June 30 2028, then a fellowship in Oslo for two years")

    assert profile["training_end"] == "2028-06-30"
    assert profile["next_program"] == "outside"


def test_a_fellowship_that_somebody_hopes_for_is_not_arranged(read):
    profile = read("R4 in Omaha finishing June 30 2028, then I hope to do a fellowship in Boise")

    assert profile["training_end"] == "2028-06-30"
    assert "next_program" not in profile


@pytest.mark.parametrize(
    "text",
    [
        "PGY-4 in Omaha, then a fellowship in Oslo from July 2028 to June 2029",
        "PGY-4 in Omaha, then fellowship abroad",
    ],
)
def test_a_program_abroad_moves_neither_the_place_nor_the_end(read, text):
    profile = read(text)

    assert (profile["place"], profile["next_program"]) == ("us", "outside")
    assert "training_end" not in profile


def test_whoever_is_a_fellow_from_a_day_on_is_none_yet(read):
    profile = read("resident in Omaha now, fellow in Boise from July 2028")

    assert (profile["program"], profile["next_program_start"]) == ("residency", "2028-07-01")


def test_a_program_that_ends_later_goes_on_today(read):
    profile = read("straight to practice in Boise after residency ends on 30 June '28")

    assert (profile["stage"], profile["training_end"]) == ("in_training", "2028-06-30")


@pytest.mark.parametrize(
    "text",
    [
        "radiology resident in Ohio, done June 2027, then a neuro fellowship",
        "radiology resident in Toronto, followed by a fellowship",
    ],
)
def test_whoever_trains_here_and_names_no_other_place_goes_on_here(read, text):
    assert read(text)["next_program"] == "us_canada"


def test_whoever_trains_abroad_and_names_no_place_has_none_read(read):
    assert "next_program" not in read("radiology resident in Munich, then a fellowship")
