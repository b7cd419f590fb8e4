"""Whose message it is: of the person who writes, or of somebody that they name."""

from __future__ import annotations

import pytest

from bot.conversation.people import People
from bot.conversation.state import SPEAKER
from bot.knowledge.loader import load

PEOPLE = People(load().cues.people)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("my wife is a radiologist in Ohio", "wife"),
        ("My colleague wants to join", "colleague"),
        ("what does our resident pay", "resident"),
        ("the caller is a fellow in Boston", "caller"),
        ("caller: PGY-3, Toronto", "caller"),
        ("a friend of mine graduated", "friend"),
    ],
)
def test_somebody_who_is_named_is_spoken_of(text, person):
    assert PEOPLE.person_in(text, [SPEAKER], SPEAKER) == person


@pytest.mark.parametrize(
    "text",
    [
        "what do residents pay",
        "the student membership, what is it",
        "what are the resident dues",
        "my wife's membership form came; can I join too",
        "I am a resident in Boston",
        "my member number is gone, what do I pay",
        "how much",
        "",
    ],
)
def test_a_class_of_people_is_nobody(text):
    assert PEOPLE.person_in(text, [SPEAKER], SPEAKER) == SPEAKER


@pytest.mark.parametrize(
    ("text", "people", "person"),
    [
        ("what does she pay", [SPEAKER, "wife"], "wife"),
        ("does he qualify", [SPEAKER, "father"], "father"),
        ("does he qualify", [SPEAKER, "wife", "colleague"], "colleague"),
        ("what does she pay", [SPEAKER, "colleague", "son"], "colleague"),
        ("can she vote", [SPEAKER, "wife", "daughter"], "daughter"),
    ],
)
def test_a_pronoun_means_the_last_whom_it_fits(text, people, person):
    assert PEOPLE.person_in(text, people, SPEAKER) == person


def test_a_pronoun_means_the_person_in_focus_first():
    assert (
        PEOPLE.person_in("what does she pay", [SPEAKER, "daughter", "wife"], "daughter")
        == "daughter"
    )


def test_a_pronoun_that_fits_nobody_leaves_the_focus():
    assert PEOPLE.person_in("does he qualify", [SPEAKER, "wife"], "wife") == "wife"


@pytest.mark.parametrize("text", ["and me?", "can I join", "what about my own dues", "I'm in Ohio"])
def test_whoever_comes_back_to_themselves_is_spoken_of(text):
    assert PEOPLE.person_in(text, [SPEAKER, "wife"], "wife") == SPEAKER


@pytest.mark.parametrize(
    "text",
    [
        "and in my case? is it every year",
        "no that is my wife. me I am a specialist, every year?",
        "back to me, what do I send",
    ],
)
def test_whoever_turns_from_somebody_named_to_themselves_is_spoken_of(text):
    assert PEOPLE.person_in(text, [SPEAKER, "wife"], "wife") == SPEAKER


def test_somebody_asked_for_is_spoken_of_whatever_is_said_of_oneself():
    text = "do I pay in dollars? is it the same for my wife, she is a resident in Cairo"
    assert PEOPLE.person_in(text, [SPEAKER], SPEAKER) == "wife"


@pytest.mark.parametrize("text", ["how much", "and the benefits?", "until when"])
def test_a_message_that_names_nobody_stays_with_the_focus(text):
    assert PEOPLE.person_in(text, [SPEAKER, "wife"], "wife") == "wife"


def test_parents_ask_about_their_child_even_where_they_would_pay():
    assert (
        PEOPLE.person_in("what would I have to pay for my daughter", [SPEAKER], SPEAKER)
        == "daughter"
    )


def test_a_parent_who_tells_of_themselves_is_meant():
    text = "I'm a radiologist and my son drew this, can I join"
    assert PEOPLE.person_in(text, [SPEAKER], SPEAKER) == SPEAKER


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("wife is a radiologist in Lyon", "wife"),
        ("and the girl who is still in her residency", "girl"),
        ("mum retired in May", "mum"),
        ("what about Dr. Lee in our office?", "Dr. Lee"),
        ("dr b reads in Munich", "Dr. B"),
        ("and our radiologist assistant?", "assistant"),
    ],
)
def test_whoever_comes_up_without_a_word_of_whose_is_somebody_new(text, person):
    assert PEOPLE.person_in(text, [], SPEAKER) == person


def test_who_gives_their_own_name_is_nobody_else():
    assert PEOPLE.person_in("My name is Dr. Noa Levi, I work in Haifa", [], SPEAKER) == SPEAKER


@pytest.mark.parametrize(
    "text",
    ["and once in a dr program", "R4 DR houston", "finished DR residency in 2023", "dr or ir?"],
)
def test_a_residency_in_diagnostic_radiology_is_nobody(text):
    assert PEOPLE.person_in(text, [], SPEAKER) == SPEAKER


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("cant decide between IR and DR. whats the difference", SPEAKER),
        ("two of them are interns and start here in july", "colleagues"),
        ("one of my coresidents moves to Canada", "colleagues"),
    ],
)
def test_others_of_the_same_program_are_told_apart_and_a_specialty_is_nobody(text, person):
    assert PEOPLE.person_in(text, [], SPEAKER) == person
