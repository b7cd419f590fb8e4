"""Boards that are held, and lists of boards that are not."""

from __future__ import annotations

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
