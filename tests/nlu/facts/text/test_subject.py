"""Whom a clause is about, where a message names several people."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("I'm a technologist in Ohio and my wife is a radiologist", "profession", "other"),
        ("my husband is a resident in Boston. I'm a fellow in Ohio", "program", "fellowship"),
        ("my boss is ABR certified. I'm a nurse in Ohio", "profession", "other"),
        ("my son is a resident in Toronto, can he join?", "place", "canada"),
        (
            "I'm a radiologist in Ohio, my son is a med student in Peru. Can he join?",
            "place",
            "outside",
        ),
    ],
)
def test_the_facts_are_of_the_person_whose_membership_it_is(read, text, attribute, value):
    assert read(text)[attribute] == value


def test_who_keeps_an_office_asks_for_others(read):
    profile = read(
        "I'm the office manager of a radiology group in Boise, we pay dues for 9 doctors"
    )

    assert profile == {"place": "us"}


def test_who_keeps_an_office_may_ask_for_themselves(read):
    profile = read("I'm the office manager of a radiology group. Can I be a member myself?")

    assert profile["profession"] == "other"


def test_friends_decide_nothing(read):
    profile = read("my classmates in Canada pay nothing, I'm a med student in Texas")

    assert profile["place"] == "us"
