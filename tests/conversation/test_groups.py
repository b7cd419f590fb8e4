"""Whom a keeper of memberships asks for, and what is told of them as if one of them told it."""

from __future__ import annotations

import pytest

from bot.conversation.groups import as_one, group_in
from bot.conversation.state import SPEAKER


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("I'm the program coordinator, we have eight residents", "residents"),
        ("office manager here: our three docs need memberships", "doctors"),
        ("residency coordinator. the R1s start in July", "residents"),
        ("I'm our manager, what do we need", None),
        ("we have eight residents", None),
        ("I'm a resident", None),
    ],
)
def test_a_group_is_that_of_somebody_who_keeps_their_memberships(text, group):
    assert group_in(text, [SPEAKER]) == group


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("what do they pay", "residents"),
        ("and the two in Canada?", "residents"),
        ("are the residents listed by you", "residents"),
        ("is there parking", None),
    ],
)
def test_later_they_are_meant_where_something_points_back_to_them(text, group):
    assert group_in(text, [SPEAKER, "residents"]) == group


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("eight residents in Ohio", "a resident in Ohio"),
        ("they are all radiologists, ABR certified", "i am a radiologist, ABR certified"),
    ],
)
def test_what_is_told_of_them_reads_as_if_one_told_it(text, told):
    assert " ".join(as_one(text).split()) == told


def test_that_somebody_keeps_memberships_is_no_fact_of_the_group():
    assert "coordinator" not in as_one("I'm the program coordinator, we have eight residents")
