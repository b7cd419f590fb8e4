"""What somebody corrects as they type stands in the place of what they typed first."""

from __future__ import annotations

import pytest

from bot.nlu.facts.text.corrections import with_corrections, with_last_year


@pytest.mark.parametrize(
    ("clauses", "corrected"),
    [
        (["done in date0", "no wait", "in date1"], ["done in date1", "in"]),
        (["in <PLACE:us>", "i mean <PLACE:canada>"], ["in <PLACE:canada>"]),
        (["residency ends", "wait no it ended", "date0"], ["residency ended", "it", "date0"]),
        (["<BOARD:aobr>", "scratch that", "<BOARD:abr>"], ["<BOARD:abr>"]),
    ],
)
def test_the_last_of_a_kind_is_meant(clauses, corrected):
    assert with_corrections(clauses) == corrected


@pytest.mark.parametrize(
    "clauses",
    [
        ["i'm in <PLACE:us>", "sorry for my english"],
        ["no <BOARD:abr>", "no <BOARD:aobr>"],
        ["until date0", "i wait for the match in date1"],
        ["i live in <PLACE:us>", "wait for match in <FIELD:diagnostic_radiology>"],
        ["done in date0", "wait until date1"],
        ["no wait", "in <PLACE:us>"],
    ],
)
def test_words_that_correct_nothing_change_nothing(clauses):
    assert with_corrections(clauses)[0] == clauses[0]


def test_a_year_alone_corrects_the_year():
    assert with_last_year("ends June 30, 2027 — no sorry, 2028") == "ends June 30, 2028"
    assert with_last_year("from 2027 to 2028") == "from 2027 to 2028"


def test_whoever_waits_for_something_keeps_the_word():
    clauses = ["i live in <PLACE:us>", "wait for match in <FIELD:diagnostic_radiology>"]
    assert with_corrections(clauses) == clauses
