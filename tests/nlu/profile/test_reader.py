"""What people tell about themselves, in single sentences and in whole stories."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.eligibility.profile import check
from bot.knowledge.library import load
from bot.nlu.profile.reader import ProfileReader

TODAY = date(2026, 11, 24)
STORIES = [
    json.loads(line)
    for line in Path(__file__).with_name("stories.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def reader():
    return ProfileReader(load().vocabulary)


@pytest.mark.parametrize(
    ("said", "attribute", "value"),
    [
        ("I'm a PGY-3 in Detroit", "program", "residency"),
        ("I am training in Graz", "place", "outside"),
        ("radiologist in Houston, TX", "place", "us"),
        ("radiologist in St. Louis", "place", "us"),
        ("resident in the U.S. My wife is Canadian.", "place", "us"),
        ("I'm an Indian citizen and a resident in Ohio", "place", "us"),
        ("I did my residency in Pakistan and now I'm a fellow in Boston", "place", "us"),
        ("I'm a cardiologist", "field", "non_radiology"),
        ("rad onc attending in Ottawa", "field", "radiation_oncology"),
        ("radiologist in Ohio, not board certified", "board", ["none"]),
        ("radiologist in Ohio, I don't hold any certification", "board", ["none"]),
        ("certified by the ABR and the Royal College, radiologist", "board", ["abr", "rcpsc"]),
        ("radiologist, certified by the RCPSC, not the ABR", "board", ["rcpsc"]),
        ("finished my fellowship on 30/06/2026", "training_end", "2026-06-30"),
        ("I finished residency in June 2026", "training_end", "2026-06-30"),
        ("radiology resident in Ohio since July 1, 2026", "training_start", "2026-07-01"),
        ("I was an MIT during residency", "acr_history", "mit"),
        ("I have never been a member", "acr_history", "never"),
        ("used to be in the Army, now a radiologist in Ohio", "federal_service", "veteran"),
        ("radiologist in the army reserve", "federal_service", "reserve_guard"),
        ("I got into medical school at Yale, it starts in August 2027", "enrolled", "no"),
        ("med student at McGill", "enrolled", "yes"),
        ("med student at McGill on probation", "good_standing", "no"),
        ("radiolgy residnt in Toronto", "program", "residency"),
        ("my ECFMG certificate expired", "ecfmg", "not_current"),
        ("I don't know whether my ECFMG is still valid", "ecfmg", "unknown"),
        ("I plan to retire on June 30, 2027, radiologist in Ohio", "stage", "in_practice"),
        ("semi-retired radiologist", "stage", "partly_retired"),
    ],
)
def test_a_fact_is_read(reader, said, attribute, value):
    assert reader.read(said, TODAY).get(attribute) == value


@pytest.mark.parametrize(
    ("said", "attribute"),
    [
        ("what does a radiologist do?", "place"),
        ("I am an American citizen", "place"),
        ("what is the ABR", "stage"),
        ("can I become a member-in-training?", "acr_history"),
        ("I want to be a radiologist", "stage"),
        ("do you accept doctors from the army?", "federal_service"),
        ("Please tell us more", "place"),
        ("I'm a board certified radiologist in Ohio", "board"),
    ],
)
def test_what_was_not_said_is_not_read(reader, said, attribute):
    assert attribute not in reader.read(said, TODAY)


def test_stories_are_read_mostly_and_hardly_ever_wrongly(reader):
    """Three writers' stories; the reader was improved on them, so new ones come out a little lower."""
    right = wrong = stated = 0
    for story in STORIES:
        told = reader.read(story["story"], date.fromisoformat(story["as_of"]))
        facts = {**story["profile"], **story["stated"]}
        stated += len(story["stated"])
        right += sum(same(told.get(name), value) for name, value in story["stated"].items())
        wrong += sum(not same(facts.get(name), value) for name, value in told.items())
    assert right / stated >= 0.93
    assert wrong / (right + wrong) <= 0.02


def same(one, other):
    return (
        sorted(one) == sorted(other)
        if isinstance(one, list) and isinstance(other, list)
        else one == other
    )


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read_and_what_is_read_can_be_used(text):
    told = READER.read(text, TODAY)
    check({name: value for name, value in told.items() if "date" not in name}, load().attributes)


READER = ProfileReader(load().vocabulary)
