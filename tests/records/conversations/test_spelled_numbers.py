"""A number that is said digit by digit is found; what counts years or questions is none."""

from __future__ import annotations

import pytest

from bot.records.conversations.spelled_numbers import spelled_numbers


def found(text):
    return [text[start:end] for start, end in spelled_numbers(text)]


@pytest.mark.parametrize(
    "number",
    [
        "four one five five five five zero one three two",
        "three-one-two, five-five-five, oh-one-eight-eight",
        "312 five five five 0188",
        "916 dash 555 dash 0142",
        "double five five zero one four two",
        "cinco cinco cinco cero uno ocho ocho",
    ],
)
def test_a_number_in_words_is_found_whole(number):
    assert found(f"call me at {number} please") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "one two or three years of fellowship",
        "pgy two three four five",
        "2019 2020 2021 2022",
        "one hundred and thirty eight dollars",
        "five of 1,250 members, four of 30",
    ],
)
def test_a_count_is_no_number_of_anybody(text):
    assert found(text) == []
