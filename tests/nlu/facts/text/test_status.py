"""What is denied, over, to come, supposed, or somebody else's: decided once for every attribute."""

from __future__ import annotations

import pytest

from bot.nlu.facts.text.status import mark_status


@pytest.mark.parametrize(
    ("clause", "marked"),
    [
        ("i'm no longer a <RESIDENT>", "i'm no longer a <PAST:RESIDENT>"),
        ("isn't a <FELLOW> anymore", "isn't a <PAST:FELLOW> anymore"),
        ("a former <FIELD:x> <RESIDENT>", "a former <FIELD:x> <PAST:RESIDENT>"),
        ("i quit being an <INTERN>", "i quit being an <PAST:INTERN>"),
        ("not a <STUDENT> or <INTERN>", "not a <NOT:STUDENT> or <NOT:INTERN>"),
        ("neither a <PHYSICIST> nor", "neither a <NOT:PHYSICIST> nor"),
        ("not a <SPECIALIST:x>", "not a <NOT:SPECIALIST:x>"),
        ("as soon as i become a <FELLOW>", "as soon as i become a <LATER:FELLOW>"),
        ("when i was a <STUDENT>", "when i was a <PAST:STUDENT>"),
        ("not only a <RESIDENT>", "not only a <RESIDENT>"),
        ("i'm a <RESIDENT> and not sure", "i'm a <RESIDENT> and not sure"),
        ("i'm a <RESIDENT>, not a <FELLOW>", "i'm a <RESIDENT>, not a <NOT:FELLOW>"),
        (
            "i'll be an incoming <FIELD:x> <RESIDENT>",
            "i'll be an incoming <FIELD:x> <LATER:RESIDENT>",
        ),
        ("once i have <RETIRED>", "once i have <LATER:RETIRED>"),
        ("married to a <SPECIALIST:x>", "married to a <OTHER:SPECIALIST:x>"),
        ("i supervise <RESIDENT> and <FELLOW>", "i supervise <OTHER:RESIDENT> and <OTHER:FELLOW>"),
    ],
)
def test_only_a_role_that_is_not_held_is_marked(clause, marked):
    assert mark_status(clause) == marked


@pytest.mark.parametrize(
    ("clause", "marked"),
    [
        ("i hold no <BOARD:a>", "i hold no <NOT:BOARD:a>"),
        ("neither <BOARD:a> nor <BOARD:b>", "neither <NOT:BOARD:a> nor <NOT:BOARD:b>"),
        (
            "not certified by the <BOARD:a> or <BOARD:b>",
            "not certified by the <NOT:BOARD:a> or <NOT:BOARD:b>",
        ),
        ("without the <BOARD:a>", "without the <NOT:BOARD:a>"),
        ("my <BOARD:a> has lapsed", "my <PAST:BOARD:a> has lapsed"),
        ("i lost my <ECFMG>", "i lost my <PAST:ECFMG>"),
        ("my <ARRT> expired", "my <PAST:ARRT> expired"),
        ("<BOARD:a> no", "<PAST:BOARD:a> no"),
        ("<BOARD:a> no <BOARD:b>", "<BOARD:a> no <NOT:BOARD:b>"),
        (
            "certified by the <BOARD:a> not the <BOARD:b>",
            "certified by the <BOARD:a> not the <NOT:BOARD:b>",
        ),
        ("never been on <SERVICE:x>", "never been on <NOT:SERVICE:x>"),
        ("never served in the <SERVICE:x>", "never served in the <NOT:SERVICE:x>"),
        ("i served in the <SERVICE:x>", "i served in the <PAST:SERVICE:x>"),
        ("left the <SERVICE:x>", "left the <PAST:SERVICE:x>"),
        ("i don't <ATTENDING> the <SERVICE:x>", "i don't <NOT:ATTENDING> the <NOT:SERVICE:x>"),
        ("not in <PLACE:us>", "not in <NOT:PLACE:us>"),
        ("no longer in <GOODSTANDING>", "no longer in <PAST:GOODSTANDING>"),
        ("no <BOARD:a> in <PLACE:us>", "no <NOT:BOARD:a> in <PLACE:us>"),
        ("not only in <PLACE:us>", "not only in <PLACE:us>"),
        ("quit <SCHOOL>", "quit <PAST:SCHOOL>"),
    ],
)
def test_the_same_words_deny_whatever_stands_behind_them(clause, marked):
    assert mark_status(clause) == marked


@pytest.mark.parametrize(
    ("clause", "marked"),
    [
        ("if i moved to <PLACE:us>", "if i moved to <IF:PLACE:us>"),
        ("what if i were a <FELLOW>", "what if i were a <IF:FELLOW>"),
        ("suppose i had the <BOARD:a>", "suppose i had the <IF:BOARD:a>"),
        ("if i'm a <RESIDENT> in <PLACE:us>", "if i'm a <RESIDENT> in <PLACE:us>"),
    ],
)
def test_only_what_is_plainly_supposed_is_no_fact(clause, marked):
    assert mark_status(clause) == marked


def test_marking_twice_changes_nothing():
    once = mark_status("no longer a <RESIDENT> or <FELLOW>")

    assert mark_status(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "I stopped being a fellow in June and joined a group in Toledo",
        "ex-registrar, on staff in Reno these days",
        "haven't been a resident for years, I'm an attending",
        "I'm not in residency any longer, I work at a hospital in Ohio",
        "neither resident nor fellow, I'm in private practice",
        "formerly chief resident, now faculty at Emory",
    ],
)
def test_a_role_that_is_over_gives_way_to_the_present_one(read, text):
    profile = read(text)

    assert profile["stage"] == "in_practice"
    assert "program" not in profile


@pytest.mark.parametrize(
    "text",
    [
        "as soon as I am a fellow, who tells you?",
        "when I'm no longer a student, does it stop?",
        "I'm not a student any more",
        "former resident",
        "after I quit being a fellow, then what?",
        "I completed residency in 2020, what is due for 2027?",
    ],
)
def test_a_role_that_is_over_or_to_come_is_no_stage(read, text):
    assert not {"stage", "program", "enrolled"} & set(read(text))


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("I'm a fellow, no longer a resident", "fellowship"),
        ("not a med student anymore, R2 in Denver", "residency"),
        ("I'm not a fellow yet, PGY-4 in Omaha", "residency"),
    ],
)
def test_what_somebody_is_stands_beside_what_they_are_not(read, text, program):
    profile = read(text)

    assert (profile["stage"], profile["program"]) == ("in_training", program)


@pytest.mark.parametrize(
    ("text", "profession"),
    [
        ("I'm not a radiologist, I'm a sonographer", "other"),
        ("I am not a doctor but a medical physicist", "medical_physicist"),
        ("she isn't a technologist, she is a radiologist", "physician"),
        ("he is neither a nurse nor a technologist, he is an RRA", "radiologist_assistant"),
    ],
)
def test_a_denied_profession_is_not_the_profession(read, text, profession):
    assert read(text)["profession"] == profession
