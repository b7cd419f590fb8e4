"""Who keeps the memberships of others asks for them."""

from __future__ import annotations

import pytest

from bot.conversation.coordinators import as_one, group_in
from bot.conversation.state import SPEAKER


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("I'm the residency coordinator, we have 8 incoming R1s", "residents"),
        ("Practice manager here. I need to enroll five of our radiologists", "radiologists"),
        ("i am the office manager for three docs", "doctors"),
        ("group administrator, dues for our fellows?", "fellows"),
    ],
)
def test_those_whose_memberships_somebody_keeps_are_meant(text, group):
    assert group_in(text, [SPEAKER]) == group


@pytest.mark.parametrize(
    "text", ["do residents pay?", "I'm a radiologist in Ohio", "are they free", "my residents pay?"]
)
def test_nobody_who_keeps_no_memberships_speaks_of_a_group(text):
    assert group_in(text, [SPEAKER]) is None


def test_they_are_those_who_were_spoken_of(talk):
    talk.say("Hi! I'm the residency coordinator at a DR program in Ohio, we have 8 incoming R1s")
    talk.say("what do they pay?")
    assert talk.text.startswith("For the residents:")
    assert "$0" in talk.text


def test_what_is_told_of_a_group_is_read_as_of_one_of_them():
    assert (
        as_one("they're 5 of our radiologists, all ABR")
        == "i am a radiologist in practice, all ABR"
    )


def test_a_manager_is_not_asked_what_they_are(talk):
    talk.say(
        "Practice manager for a group in Charlotte. I need to enroll 5 of our radiologists, all ABR. "
        "What are the dues?"
    )
    assert "general member" in talk.text
    assert "asks" not in talk.messages[-1]


def test_whoever_mentions_their_coordinator_is_no_coordinator(talk):
    talk.say(
        "My program coordinator asked me to check: I'm a first-year radiology resident in Boston, "
        "do residents pay?",
        "tell",
    )
    assert talk.state.person == SPEAKER
    assert talk.state.told["place"] == "us"


def test_what_is_said_of_one_among_them_is_not_said_of_all():
    assert "physicist" not in as_one("They are all ABR certified. One is a physicist.")


def test_a_group_keeps_its_name_whatever_its_people_are_called_next():
    known = ["faculty"]
    assert group_in("I am the chair, it's eleven radiologists", known) == "faculty"
