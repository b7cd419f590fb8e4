"""Facts are said as people say them, and no fact twice."""

from __future__ import annotations

from datetime import date

import pytest

from bot.messages.fact_words import FactWords, implied_by, long_day


@pytest.fixture(scope="module")
def words(knowledge):
    return FactWords(knowledge)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"profession": "physician", "place": "canada"}, "a physician, in Canada"),
        ({"board": ["abr", "rcpsc"]}, "certified by the ABR, certified by the Royal College of Canada"),
        ({"training_end": "2027-06-30"}, "training ends June 30, 2027"),
        ({"school_years": "6"}, "a medical school of 6 years"),
        ({"profession": "medical_student", "stage": "student"}, "a medical student"),
        ({"stage": "in_training", "program": "residency"}, "in residency"),
        ({"profession": "medical_physicist", "field": "medical_physics"}, "a medical physicist"),
        ({"profession": "physician", "field": "medical_physics"}, "a physician, in medical physics"),
        ({"place": "unknown"}, ""),
        ({"training_end": "unknown"}, ""),
        ({"school_accredited": "yes"}, ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_facts_in_a_sentence(words, facts, sentence):
    assert words.sentence(facts) == sentence


@pytest.mark.parametrize(
    ("name", "value", "title"),
    [
        ("place", "us", "In the U.S."),
        ("profession", "physician", "Physician"),
        ("stage", "unknown", "Not sure: career"),
        ("enrolled", "unknown", "Not sure: enrolled"),
        ("arrt", "yes", "ARRT certificate: Yes"),
        ("school_years", "6", "years of medical school: 6"),
        ("training_end", "2027-06-30", "training ends June 30, 2027"),
        ("training_end", "unknown", "Not sure: training ends"),
        ("board", ["abr", "none"], "American Board of Radiology, None"),
    ],
)
def test_a_fact_on_a_button(words, knowledge, name, value, title):
    if name in ("place", "board"):
        values = knowledge.attributes[name].values
        parts = [values[item] for item in ([value] if isinstance(value, str) else value)]
        title = ", ".join(part.partition(" (")[0] for part in parts)
    assert words.title(name, value) == title


def test_every_value_has_words(words, knowledge):
    for attribute in knowledge.attributes.values():
        for value in attribute.values:
            assert words.title(attribute.name, value).strip(": ")


def test_what_is_said_more_exactly_is_left_out():
    assert implied_by({"program": "fellowship"}) == {"stage"}
    assert implied_by({"profession": "physician"}) == set()


def test_a_day_is_written_as_the_pages_write_it():
    assert long_day(date(2027, 1, 5)) == "January 5, 2027"
