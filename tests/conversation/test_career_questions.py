"""What is asked of the profession answers nothing about a membership."""

from __future__ import annotations

import pytest

from bot.conversation.state import State
from bot.conversation.user_turn import AskingPart


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


@pytest.mark.parametrize(
    "text",
    [
        "great so free. and IR vs DR, how do the two trainings differ? like years",
        "how many years is interventional radiology compared to diagnostic",
    ],
)
def test_a_student_who_weighs_two_specialties_hears_how_they_differ(talk, text):
    talk.say("third year med student in Ohio, MD school", "tell")
    asked = [("difference", 0.99)]
    talk.say(text, "faq", "faq/career_dr_vs_ir", confidence=0.88, asked=asked)
    assert talk.messages[0]["answer"]["id"] == "career/dr_vs_ir"


def test_what_residents_of_two_specialties_pay_is_asked_of_the_membership(talk):
    talk.say("third year med student in Ohio, MD school", "tell")
    talk.ask("what do DR and IR residents pay for membership?", "membership_training_dues")
    assert "career" not in str(talk.messages[0].get("answer"))


def test_a_few_words_behind_a_profession_ask_about_that(talk):
    talk.ask("what does a radiologist assistant do", "career_radiologist_assistant")
    in_context = ("faq/career_radiologist_assistant", 0.9)
    label = "faq/membership_how_to_apply"
    talk.say("how do you become one?", "faq", label, confidence=0.74, in_context=in_context)
    assert talk.messages[0]["answer"]["id"] == "career/radiologist_assistant"


def test_whether_somebody_known_is_free_is_no_question_about_a_career(talk):
    talk.say("I'm an intern in Ohio, I start radiology residency in July 2027", "tell")
    talk.ask("so interns are free too even tho they arent in radiology yet?", "career_intern_year")
    assert "career/intern_year" not in talk.text
    assert "answer" not in talk.messages[0] or (
        talk.messages[0]["answer"]["id"] != "career/intern_year"
    )


def test_a_child_who_is_told_of_is_asked_for_whatever_career_the_story_resembles(talk):
    talk.say(
        "my daughter just started her second year of med school. Is there something I can sign her up for?",
        "faq",
        "faq/career_first_steps",
        confidence=0.93,
        tells=0.1,
        parts=[AskingPart("Is there something I can sign her up for?", [("apply", 0.92)])],
    )
    assert talk.state.told["stage"] == "student"
    assert "membership page" in talk.text


def test_an_exam_that_is_only_told_of_makes_no_question_about_a_career(talk):
    talk.say("second year radiology resident in Nairobi", "tell")
    talk.say(
        "Is it automatic or must I apply again? I will have my MMed exam in 2028",
        "faq",
        "faq/career_oral_exam",
        confidence=0.9,
        asked=[("switch", 0.9)],
    )
    assert "Not by itself" in talk.text
