"""Replies are about a person where their facts decide, else about the category; what is short is joined."""

from __future__ import annotations

import pytest

from bot.conversation.guide import Guide
from bot.conversation.replies import Focus, Replies, as_outcome, joined
from bot.conversation.state import State
from bot.messages.blocks import heading, paragraph
from bot.messages.faq_messages import Messages

GENERAL = {
    "profession": "physician",
    "stage": "in_practice",
    "place": "us",
    "field": "diagnostic_radiology",
    "board": ["abr"],
}
STUDENT = Focus("medical_student", None, {})
DUES, CHAPTERS = "membership/general_dues", "membership/chapters"


@pytest.fixture(scope="module")
def replies(knowledge, eligibility, reader, guided, today):
    guide = Guide(knowledge, eligibility, reader, guided, today)
    return Replies(knowledge, guide, guided, Messages(knowledge, today), today)


@pytest.fixture
def general(replies):
    return replies.focus_on(State(told=GENERAL))


def test_only_somebody_who_is_decided_is_in_focus(replies, general):
    assert general.category == "general"
    assert replies.focus_on(State()) is None
    assert replies.focus_on(State(told={"profession": "physician"})) is None
    contradiction = {"training_start": "2027-07-01", "training_end": "2026-07-01"}
    assert replies.focus_on(State(told=contradiction)) is None


def test_a_price_of_a_person_is_a_quote_with_its_decision(replies, general):
    state, message = replies.about(State(told=GENERAL), "price", general)
    assert message["kind"] == "quote"
    assert message["quote"]["category"] == message["decision"]["category"] == "general"
    assert message["covers"] == [DUES]
    assert (state.aspect, state.category, state.decided) == ("price", "general", "general")


def test_a_price_of_a_category_is_no_quote(replies):
    state, message = replies.about(State(), "vote", STUDENT)
    assert "quote" not in message
    assert "decision" not in message
    assert (state.category, state.decided) == ("medical_student", None)


def test_after_what_follows_a_price_is_that_of_what_follows(replies, knowledge):
    focus = Focus("member_in_training", None, {})
    assert "member_in_training" in knowledge.aspects.by_name["next_price"].cells
    state, _ = replies.about(State(aspect="after"), "price", focus)
    assert state.aspect == "next_price"
    state, _ = replies.about(State(aspect="vote"), "price", focus) or (State(aspect="price"), None)
    assert state.aspect == "price"


def test_until_when_after_an_office_is_asked_of_the_office(replies):
    state, _ = replies.about(State(aspect="office"), "until", Focus("retired", None, {}))
    assert state.aspect == "office"


def test_eligibility_of_a_person_is_their_decision(replies, general):
    state, message = replies.about(State(told=GENERAL), "eligibility", general)
    assert message["decision"]["category"] == "general"
    assert state.decided == "general"


def test_who_is_meant_is_named_where_it_is_somebody_else(replies, general):
    own = replies.about(State(told=GENERAL), "price", general)[1]["text"]
    wife = replies.about(State(told=GENERAL, person="wife"), "price", general)[1]["text"]
    assert "wife" not in own
    assert "wife" in wife.splitlines()[0]


def test_a_category_without_a_text_of_its_own_has_the_published_answer(replies, knowledge):
    _, message = replies.of_category(State(), "chapters", "general")
    assert message["answer"]["id"] == CHAPTERS
    assert message["text"].startswith(replies._messages.answer(CHAPTERS)["text"][:60])


def test_what_nothing_is_known_of_falls_back_to_what_is_published(replies):
    state, message = replies.about_or_published(State(), "price", STUDENT)
    assert message["answer"]["id"] == "membership/medical_student_dues"
    assert state.answer == "membership/medical_student_dues"


def test_a_published_answer_is_remembered_with_what_it_is_about(replies):
    state = replies.remembering(State(category="retired"), DUES)
    assert (state.answer, state.aspect, state.category) == (DUES, "price", "general")
    state = replies.remembering(State(category="retired"), "membership/military_discount")
    assert (state.aspect, state.category) == ("discount", "retired")
    state = replies.remembering(State(aspect="vote"), "account/login_help")
    assert (state.answer, state.aspect) == ("account/login_help", "vote")


def test_labels_of_published_answers_have_ids_and_others_have_none(replies):
    assert replies.ids(["faq/membership_chapters", "out_of_scope/jobs", "affirm"]) == [CHAPTERS]


def test_which_is_meant_is_asked_with_a_button_each(replies):
    choices = replies.which([DUES, CHAPTERS])["choices"]
    assert [choice["value"] for choice in choices][:2] == [DUES, CHAPTERS]


def short(text, kind="notice", **more):
    return {"kind": kind, "text": text, "blocks": [paragraph(text)], "covers": [text], **more}


def test_two_short_replies_make_one_message():
    (message,) = joined([short("a"), short("b", "quote", quote={"category": "general"})])
    assert message["text"] == "a\nb"
    assert message["blocks"] == [paragraph("a"), paragraph("b")]
    assert message["covers"] == ["a", "b"]
    assert (message["kind"], message["quote"]) == ("quote", {"category": "general"})


def test_whom_two_replies_are_for_is_said_once():
    for_them = [heading("For the residents:")]
    first, second = short("a"), short("b")
    replies = [{**reply, "blocks": [*for_them, *reply["blocks"]]} for reply in (first, second)]
    (message,) = joined(replies)
    assert message["blocks"] == [*for_them, paragraph("a"), paragraph("b")]
    assert message["text"].count("For the residents") == 1


def test_the_same_is_not_said_twice():
    assert joined([short("a"), short("a")]) == [short("a")]


def test_published_answers_stay_apart():
    published = {"kind": "answer", "text": "c", "blocks": [], "answer": {"id": DUES}}
    assert joined([short("a"), published]) == [short("a"), published]
    assert joined([published]) == [published]


def test_what_came_to_nothing_is_no_outcome():
    assert as_outcome(None) is None
    assert as_outcome((State(), short("a"))) == (State(), [short("a")])
