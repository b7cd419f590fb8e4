"""Which stretches of a message speak of whom."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.people import People
from bot.conversation.several_people import SeveralPeople
from bot.conversation.state import SPEAKER
from bot.knowledge.loader import load

TODAY = date(2026, 11, 24)
CUES = load().cues.people
SEVERAL = SeveralPeople(People(CUES), CUES)


@pytest.fixture
def told(reader):
    def told(text, known=(SPEAKER,)):
        return SEVERAL.facts_by_person(text, known, lambda stretch: reader.read(stretch, TODAY))

    return told


def test_whoever_tells_of_themselves_and_a_spouse_tells_of_two(told):
    people = told("I'm a radiologist in Tampa, certified by the ABR. My wife is a technologist.")
    assert people[SPEAKER]["board"] == ["abr"]
    assert people["wife"]["profession"] == "other"


def test_what_is_told_of_one_is_not_told_of_the_other(told):
    people = told("me = radiologist in Boston, ABR. my twin sister = radiologist in Dublin, FRCR")
    assert people[SPEAKER]["place"] == "us"
    assert people["sister"]["place"] == "outside"
    assert people["sister"]["board"] == ["foreign"]


def test_people_who_are_counted_are_told_apart_and_share_the_place_of_the_office(told):
    people = told(
        "I keep the memberships of a group in Des Moines. First one is a radiology resident, "
        "second is a radiologist with the ABR"
    )
    assert people["first person"]["program"] == "residency"
    assert people["second person"]["board"] == ["abr"]
    assert {own["place"] for own in people.values()} == {"us"}


def test_a_pronoun_is_somebody_already_spoken_of(told):
    people = told(
        "no, i am the radiologist with the ABR. he is a medical oncologist", [SPEAKER, "husband"]
    )
    assert people["husband"]["field"] == "non_radiology"


@pytest.mark.parametrize(
    "text",
    [
        "DR resident in Memphis, I finish in June 2027",
        "I'm a resident in Ohio, what do I pay",
        "what do residents pay and what do fellows pay",
        "",
    ],
)
def test_a_message_about_one_person_or_none_describes_no_others(told, text):
    assert len(told(text)) < 2


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("I'm a resident, my wife is a technologist. what do I pay", SPEAKER),
        ("I'm a resident and my boyfriend is a student. what does he pay?", "boyfriend"),
        ("I'm a resident, my wife is a technologist. what do we each get", None),
        ("I'm a resident, my wife is a technologist. both want in", None),
    ],
)
def test_it_is_told_who_is_asked_for(text, person):
    other = "boyfriend" if "boyfriend" in text else "wife"
    assert SEVERAL.asked_for(text, [SPEAKER, other]) == person
