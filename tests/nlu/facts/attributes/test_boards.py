"""Boards that are held, and lists of boards that are not."""

from __future__ import annotations

from datetime import date

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "radiologist in Utah, not certified by the AOBR, the ABR or the CMQ",
        "radiologist in Utah. I hold neither ABR nor AOBR",
        "radiologist in Utah without FRCPC, ABR or AOBR certification",
        "radiologist in Utah, I don't have the ABR, AOBR or the Quebec college's",
        "radiologist in Utah, not certified by: ABR, RCPSC",
        "radiologist in Utah, I lost the ABR last year",
    ],
)
def test_a_list_of_boards_that_are_not_held_holds_none(read, text):
    assert read(text)["board"] == ["none"]


@pytest.mark.parametrize(
    ("text", "boards"),
    [
        ("radiologist in Utah, certified by ABR, RCPSC", ["abr", "rcpsc"]),
        ("radiologist in Utah, no ABR, FRCPC instead", ["rcpsc"]),
        ("radiologist in Utah, not by the ABR but certified by the AOBR", ["aobr"]),
        ("radiologist in Toronto, fellow of the Royal College of Canada", ["rcpsc"]),
        ("radiologist in Bristol, British Royal College certificate", ["foreign"]),
        ("radiologist in Bristol, Royal College of Radiologists", ["foreign"]),
        ("radiologist in Perth, FRANZCR", ["foreign"]),
        ("radiologist in Dublin, FFRRCSI", ["foreign"]),
    ],
)
def test_a_board_is_that_of_its_country(read, text, boards):
    assert read(text)["board"] == boards


def test_an_inverted_denial_is_one(read):
    assert read("radiologist in Utah. Nor am I certified by the AOBR")["board"] == ["none"]


@pytest.mark.parametrize(
    ("text", "boards"),
    [
        ("radiologist in Calgary, certified by the Royal College", ["rcpsc"]),
        ("Canadian radiologist in Seattle with the Royal College fellowship", ["rcpsc"]),
        ("radiologist in Seattle, ABR and Royal College", ["abr"]),
    ],
)
def test_the_royal_college_is_that_of_canada_where_canada_is_spoken_of(read, text, boards):
    assert read(text)["board"] == boards


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("radiologist in Seattle, certified by the Royal College", ("board",)),
        ("radiologist in Seattle, not certified by the Royal College", ()),
        ("radiologist in Seattle, certified by the Royal College of Radiologists", ()),
        ("radiologist in Calgary, certified by the Royal College", ()),
    ],
)
def test_a_college_that_several_countries_have_is_asked_about(facts_reader, text, unclear):
    assert facts_reader.reading(text, date(2026, 11, 27)).unclear == unclear


@pytest.mark.parametrize("words", ["ABR eligible", "ABR exam next spring", "my ABR was revoked"])
def test_a_board_that_is_not_held_yet_or_any_more_is_none_that_is_held(read, words):
    assert "abr" not in read(f"radiologist in Utah, {words}").get("board", [])


@pytest.mark.parametrize(
    "words",
    [
        "abr part 3 not till next year",
        "ABR part 3 still to do",
        "part 3 is next spring",
    ],
)
def test_the_last_part_to_come_is_no_certificate(read, words):
    assert read(f"therapy physicist in Minnesota, {words}")["board"] == ["none"]


def test_who_passed_the_last_part_is_certified(read):
    assert read("therapy physicist in Minnesota, passed ABR part 3 last year")["board"] == ["abr"]


def test_the_last_part_that_was_taken_says_nothing_against_a_certificate(read):
    text = "I am a medical physicist in Ohio and took part 3 in October, I got the certificate"
    assert "board" not in read(text)


def test_the_last_part_to_come_is_named_with_its_board(read):
    assert read("part 3 of the ABR comes in May, medical physicist in Ohio")["board"] == ["none"]


@pytest.mark.parametrize(
    "words",
    [
        "physicist in Utah, passed abr part 2 not part 3 yet",
        "physicist in Utah, I passed part 2 of the ABR exam",
        "physicist in Utah, I am NOT abr certified, I only passed part 2",
        "radiologist in Utah, residency done in 2020, never passed the core",
    ],
)
def test_the_first_parts_of_an_exam_are_no_certificate(read, words):
    assert read(words)["board"] == ["none"]
