"""How a message is cut into clauses, and what is tagged in them."""

from __future__ import annotations

import pytest

from bot.knowledge.loader import load
from bot.nlu.facts.text.tagging import Tagger


@pytest.fixture(scope="module")
def tagger():
    return Tagger(load().vocabulary)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("I'm a fellow.Where do I join?", ["i'm a <FELLOW>", "where do i join questionmark"]),
        ("radiologist in St.Louis", ["<SPECIALIST:diagnostic_radiology> in <PLACE:us>"]),
        ("fellow who completed residency", ["<FELLOW>", "who completed <RESIDENCY>"]),
        ("not certified by ABR, AOBR", ["not certified by <BOARD:abr> <BOARD:aobr>"]),
        ("no ABR, AOBR", ["no <BOARD:abr>", "<BOARD:aobr>"]),
        ("in London, Ontario", ["in <PLACE:outside> <PLACE:canada> in <PLACE:canada>"]),
        ("in Victoria, BC", ["in victoria <PLACE:canada>"]),
        ("MS2 rotating in Ohio", ["<STUDENT>", "rotating in <PLACE:us>"]),
        (
            "radiologist (retired) in Ohio",
            ["<SPECIALIST:diagnostic_radiology> in <PLACE:us>", "namely <RETIRED>"],
        ),
    ],
)
def test_a_message_becomes_tagged_clauses(tagger, text, clauses):
    assert tagger.clauses(text) == clauses
