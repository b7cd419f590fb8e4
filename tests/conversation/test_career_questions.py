"""What is asked of the profession answers nothing about a membership."""

from __future__ import annotations

import pytest

from bot.conversation.state import State


def test_a_question_about_a_specialty_answers_no_pending_question(talk):
    talk.say("which membership fits me? I'm in training", "find_category")
    asked = talk.messages[-1]["asks"]["attribute"]
    talk.ask("what does a radiation oncologist do", "radiology_radiation_oncologist")
    assert "field" not in talk.state.told
    assert talk.state.pending == asked


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("out_of_scope/pay", "moonlighting as a rads resident, how much per shift"),
        ("out_of_scope/other_societies", "rsna member in training fee"),
        ("faq/career_resident_hours", "For the residency, which hours does a resident work?"),
        ("faq/career_transitional_year", "IMG here: is a transitional year the same as a prelim?"),
    ],
)
def test_a_first_question_that_is_surely_beside_membership_asks_nothing_of_it(read, label, text):
    acts = read(text, label=label, confidence=0.95)
    assert (acts.aspects, acts.hypothesis) == ((), {})
    unsure = read(text, label=label, confidence=0.6)
    assert unsure.aspects or unsure.hypothesis
    spoken_of = State(category="international")
    assert read(text, spoken_of, label=label, confidence=0.95).aspects == unsure.aspects


def test_a_matter_of_members_that_no_answer_covers_is_still_asked_in_words(read):
    label = "out_of_scope/hardship_leave"
    assert "leave" in read("I am on medical leave", label=label, confidence=0.95).aspects


def test_who_tells_of_oneself_asks_nothing_in_keywords(talk):
    text = "I'm 67 and cutting back to 2 days a week"
    talk.say(text, "out_of_scope", "out_of_scope/match", confidence=0.4, tells=0.0)
    assert talk.state.told["stage"] == "partly_retired"


def test_behind_an_account_answer_no_career_is_answered(talk):
    talk.ask("I can't get into my old e-mail", "account_member_number_or_password")
    talk.ask("Ok I'll call. are they open on Sunday?", "career_unmatched_soap")
    assert "office hours" in talk.text


def test_a_career_that_is_named_behind_an_account_answer_is_answered(talk):
    talk.ask("I can't get into my old e-mail", "account_member_number_or_password")
    talk.ask("and what happens in SOAP if I don't match?", "career_unmatched_soap")
    assert talk.messages[0]["answer"]["id"] == "career/unmatched_soap"
