"""Names of people are found where a word or a known first name tells; institutions that bear one are not."""

from __future__ import annotations

import pytest

from bot.records.conversations.personal_names import introduced_names, known_names


def found_by(finder, text):
    return list(dict.fromkeys(text[start:end] for start, end in finder(text)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is Ann Smith", "Ann Smith"),
        ("My last name: Okafor", "Okafor"),
        ("name = Ann Smith", "Ann Smith"),
        ("I'm Dr. Chen's resident", "Chen"),
        ("this is dr ann smith from Ohio", "ann smith"),
        ("This is Ann Smith", "Ann Smith"),
        ("Ann Smith here, a question", "Ann Smith"),
        ("you can call me Ann", "Ann"),
        ("ask Ann Smith, MD", "Ann Smith, MD"),
        ("what do I pay? Thanks, Ann Smith", "Ann Smith"),
        ("me llamo Ana", "Ana"),
        ("ich heiße Ana", "Ana"),
    ],
)
def test_a_word_before_or_after_it_introduces_a_name(text, name):
    assert name in found_by(introduced_names, text)


@pytest.mark.parametrize(
    "text",
    [
        "my name is spelled wrong",
        "my name is not on the list",
        "call me Monday",
        "call me Back",
        "the Harvard MD program",
        "this is about dues",
        "I'm Dr. and retired",
    ],
)
def test_what_follows_such_a_word_may_be_no_name(text):
    assert found_by(introduced_names, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I work with Jennifer Okafor in Ohio", ["Jennifer Okafor"]),
        ("ask Jennifer Smith-Okafor", ["Jennifer Smith-Okafor"]),
        ("dr jennifer okafor is my chair", ["jennifer okafor"]),
        ("residency at Henry Ford", []),
        ("I train at the James Cancer Hospital", []),
        ("the Jennifer Okafor Award", []),
        ("jennifer okafor", []),
        ("moving to Charlotte North", []),
    ],
)
def test_a_known_first_name_before_a_surname_is_a_name(text, names):
    assert found_by(known_names, text) == names


def test_in_a_headline_capitals_tell_nothing():
    text = "Which Dues Does Jennifer Okafor Pay Now"
    assert found_by(known_names, text) == []
    assert found_by(known_names, text.lower().replace("jennifer okafor", "Jennifer Okafor")) == [
        "Jennifer Okafor"
    ]
