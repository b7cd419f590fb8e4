"""Answers about careers say no pay, no fees, no pass rates, and nothing of single programs that they do not name."""

from __future__ import annotations

import pytest

from bot.nlu.ranking.answer_scope import scope_of

BOARDS, DOS, ABROAD, HOURS, FELLOWSHIPS, CHANCES = (
    f"faq/career_{name}"
    for name in (
        "boards_dr",
        "osteopathic",
        "alternate_pathway",
        "resident_hours",
        "fellowships",
        "match_chances",
    )
)
DUES = "faq/membership_general_dues"


@pytest.fixture
def scope(knowledge):
    return scope_of(knowledge)


@pytest.mark.parametrize(
    ("label", "question", "theme"),
    [
        (BOARDS, "what is the pass rate of the core exam", "boards"),
        (BOARDS, "how many questions does the core have", "boards"),
        (BOARDS, "how do I study for the core", "boards"),
        (BOARDS, "core exam fee", "boards"),
        (BOARDS, "which week is the certifying exam held", "boards"),
        (BOARDS, "core exam dates 2027", "boards"),
        (BOARDS, "I need the date of the orals", "boards"),
        (FELLOWSHIPS, "how many years is a nephrology fellowship", "other_professions"),
        (FELLOWSHIPS, "is anesthesia hard or how competitive", "other_professions"),
        (CHANCES, "below which step 2 score do programs reject", "programs"),
        (CHANCES, "which score do programs screen at", "programs"),
        (CHANCES, "they asked where I rank them, match violation?", "match"),
        (HOURS, "how much per shift do moonlighters get", "pay"),
        (DOS, "best radiology residency for DOs", "programs"),
        (DOS, "Which stipend does a DO get?", "pay"),
        (ABROAD, "do I get a visa for the four years", "visa_licence"),
        (HOURS, "can I sue my program for the hours", "career"),
    ],
)
def test_what_no_answer_says_is_out_of_scope(scope, label, question, theme):
    assert scope.theme_of(label, question) == theme


@pytest.mark.parametrize(
    "question",
    [
        "which exams does a resident take",
        "is there a best month to apply",
        "someone told me that examiners ask about cases",
        "we earn the same title",
        "do programs pay more attention to research",
        "does ESIR make more sense than the independent way",
        "I have a number of questions about the oral",
        "how should I prepare for a career in radiology",
        "for example do I need a letter from a chair",
        "what is the best time in medical school for an elective",
        "I'm three weeks into my elective",
        "when is the core exam",
        "how many exam dates a year are there, one exam date each year?",
        "I did internal medicine, how long do I train for radiology then",
        "I hate surgery, how long until I may switch",
        "is there a minimum score for radiology",
        "which step score do I need",
        "reading in the dark at the cost of people",
    ],
)
def test_what_they_may_say_is_not(scope, question):
    assert scope.theme_of(BOARDS, question) is None


def test_membership_has_prices_of_its_own(scope):
    assert scope.theme_of(DUES, "how much is the fee for fellows") is None


def test_a_program_that_the_answer_does_not_name_is_another(scope):
    assert scope.names_another_institution(DOS, "does Yale take DOs")
    assert not scope.names_another_institution(ABROAD, "how many places has Emory")
    assert not scope.names_another_institution(DOS, "I'm a DO student at Yale, can I match")
    assert not scope.names_another_institution(DUES, "what do fellows at Yale pay")
