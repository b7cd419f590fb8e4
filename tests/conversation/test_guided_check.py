"""Asking what still matters, taking answers and corrections, steering: through the whole conversation."""

from __future__ import annotations

import pytest

from bot.conversation.state import DUES, State
from bot.messages.blocks import to_text


def test_what_was_told_is_said_back_and_not_asked_again(talk):
    message = talk.say("Third-year radiology resident in Toronto", "find_category")
    assert "Canada" in message["text"]
    assert message["decision"]["category"] == "member_in_training"


def test_a_question_says_why_it_is_asked_and_how_far_one_is(talk):
    message = talk.say("am i eligible", "find_category")
    assert message["asks"]["why"]
    assert 1 == message["asks"]["step"] <= message["asks"]["of_about"]


def test_every_question_can_be_answered_with_not_sure(talk):
    talk.say("am i eligible", "find_category")
    for _ in range(12):
        if talk.messages[-1]["kind"] != "question":
            break
        talk.say("I'm not sure")
    assert talk.messages[-1]["decision"]["status"] in {"need_more", "refer", "no_category"}


def test_who_is_not_sure_learns_to_which_category_another_answer_may_lead(talk):
    talk.say("am i eligible", "find_category")
    talk.tell("stage=student")
    talk.tell("profession=medical_student")
    message = talk.tell("enrolled=unknown")
    assert message["decision"]["status"] == "no_category"
    assert (
        "You were not sure of this; another answer may lead to Medical student member"
        in message["text"]
    )


def test_without_a_category_no_button_leads_to_the_same_card_again(talk):
    talk.say("am i eligible", "find_category")
    message = talk.tell("stage=unknown")
    assert [choice["title"] for choice in message["choices"]] == ["Change an answer", "Start over"]


def test_what_would_change_a_decision_is_said_in_a_sentence(guided, eligibility, today):
    profile = {
        "stage": "in_practice",
        "profession": "physician",
        "field": "diagnostic_radiology",
        "place": "us",
        "board": ("none",),
    }
    text = to_text(guided.decision_blocks(eligibility.decide(profile, today), profile))
    assert "“American Board of Radiology (ABR)” would lead to: General member." in text
    assert "→" not in text


def test_a_changed_answer_drops_what_rested_on_the_old_one(talk):
    talk.say("ABR certified radiologist in Ohio", "find_category")
    talk.do("change", what="place")
    assert talk.messages[-1]["asks"]["attribute"] == "place"
    message = talk.tell("place=outside")
    assert message["decision"]["category"] == "international"


def test_going_back_asks_the_last_question_again(talk):
    talk.say("am i eligible", "find_category")
    talk.tell("stage=student")
    talk.tell("profession=medical_student")
    assert talk.say("go back")["asks"]["attribute"] == "profession"
    assert talk.say("back please")["asks"]["attribute"] == "stage"


def test_a_passing_word_does_not_overwrite_what_was_told(talk):
    talk.say("I'm waiting to match into radiology in the US, living in Ohio", "find_category")
    assert talk.messages[-1]["asks"]["attribute"] == "school_place"
    talk.say("India")
    assert talk.state.told["school_place"] == "outside"
    assert talk.state.told.get("place") != "outside"


def test_a_button_can_be_named_by_its_place(talk):
    talk.say("ABR certified radiologist, practicing", "find_category")
    assert talk.messages[-1]["asks"]["attribute"] == "place"
    talk.say("the second one")
    assert talk.state.told["place"] == "canada"


def test_two_answers_at_once_leave_no_question_about_the_second(talk):
    talk.say("am i eligible", "find_category")
    message = talk.say("i'm in residency, diagnostic radiology, at Emory in Atlanta")
    assert message["decision"]["category"] == "member_in_training"


def test_whoever_asks_what_is_meant_is_told_and_asked_again(talk):
    talk.say("am i eligible", "find_category")
    message = talk.say("what do you mean?")
    assert message["asks"]["attribute"] == "stage"
    assert "categories" in message["text"]


def test_an_answer_that_may_mean_two_places_is_not_taken(talk):
    talk.say("ABR certified radiologist, practicing", "find_category")
    message = talk.say("not in the US")
    assert message["asks"]["attribute"] == "place"
    assert "place" not in talk.state.told


@pytest.mark.parametrize("fact", ["place=moon", "moon=us", "", "place", "training_end=31 June"])
def test_a_button_that_was_tampered_with_tells_nothing(talk, fact):
    talk.say("am i eligible", "find_category")
    assert talk.tell(fact)["asks"]["attribute"] == "stage"
    assert not talk.state.told


def test_days_that_contradict_each_other_are_asked_again(talk):
    message = talk.say(
        "what do i owe? ABR certified radiologist in Ohio, finished my residency on June 30, 2024, "
        "my fellowship starts July 1, 2020",
        "what_will_i_pay",
    )
    assert message["kind"] in {"question", "quote", "decision"}


def test_a_published_answer_in_between_does_not_lose_the_question(talk):
    talk.say("am i eligible", "find_category")
    message = talk.say("what is cme", "faq", "faq/membership_cme")
    assert talk.messages[0]["answer"]["id"] == "membership/cme"
    assert message["asks"]["attribute"] == "stage"


def test_what_is_only_like_a_question_is_asked_back_about_the_second_time(talk):
    def mumble():
        return talk.say("hm, the usual", "did_you_mean", offers=("faq/membership_cme",))

    talk.say("am i eligible", "find_category")
    assert mumble()["asks"]["attribute"] == "stage"
    assert len(talk.messages) == 1
    assert mumble()["asks"]["attribute"] == "stage"
    assert "Did you mean" in talk.messages[0]["text"]


def test_a_question_that_may_mean_several_is_asked_back_about_at_once(talk):
    talk.say("am i eligible", "find_category")
    offers = ("faq/membership_cme",)
    talk.say("what is that credit?", "did_you_mean", offers=offers)
    said = talk.messages[0]["text"]
    assert said.startswith(
        "If you mean “What CME or education comes with membership?”: Members get"
    )
    assert "Did you mean" in said


def test_nothing_is_kept_before_the_person_agrees(talk, keeper):
    talk.say("radiology resident in Toronto", "find_category")
    assert [choice["value"] for choice in talk.do("save")["choices"]] == ["save_now", "stop"]
    assert not keeper.answers
    talk.do("save_now")
    assert keeper.answers["K7MP-4XQR"].told["place"] == "canada"


def test_a_code_opens_what_was_saved_and_erases_it(talk, keeper):
    talk.say("radiology resident in Toronto", "find_category")
    talk.do("save_now")
    talk.state = None
    assert talk.say("my code is k7mp 4xqr", "tell")["decision"]["category"] == "member_in_training"
    assert "erased" in talk.say("erase K7MP-4XQR", "tell")["text"]
    assert "nothing under" in talk.say("K7MP-4XQR", "tell")["text"]


def test_it_never_says_that_somebody_is_a_member(talk):
    talk.say("radiology resident in Toronto", "find_category")
    assert "you are a member" not in talk.messages[-1]["text"].lower()


def test_an_unpublished_amount_is_named_as_such(talk):
    talk.say("ABR certified radiologist in Ohio", "what_will_i_pay")
    talk.say("not sure")
    message = talk.tell("federal_service=none")
    assert message["kind"] == "quote"
    assert message["quote"]["amount"] is None
    assert "$" not in message["text"].replace("US$", "")


def test_who_asks_when_dues_start_has_the_dates_at_once(talk):
    talk.say("I finish fellowship June 30 2027, when do I start paying?", "what_will_i_pay")
    assert talk.messages[-1]["kind"] == "question"
    assert "January 1, 2028" in talk.messages[-1]["text"]
    assert "$77" in talk.messages[-1]["text"]


def test_an_answer_can_be_changed_after_the_decision(talk):
    talk.say("ABR certified radiologist in Ohio", "find_category")
    assert talk.state.pending is None
    message = talk.say("change my answer", "tell")
    assert "place" in [choice["payload"].split('"')[-2] for choice in message["choices"]]


class TestSteering:
    @pytest.mark.parametrize("do", ["back", "why", "unsure", "stop", "restart", "change"])
    def test_no_control_fails_before_anything_was_told(self, talk, do):
        assert talk.do(do)["text"]

    def test_stopping_keeps_what_was_told(self, talk):
        talk.say("I'm a radiologist in Ohio", "find_category")
        talk.do("stop")
        assert talk.state.pending is None
        assert talk.state.told["place"] == "us"

    def test_going_on_asks_the_question_that_was_left(self, talk):
        pending = talk.say("I'm a radiologist in Ohio", "find_category")["asks"]["attribute"]
        talk.do("stop")
        assert talk.say("let's continue")["asks"]["attribute"] == pending

    def test_starting_over_forgets_what_was_told(self, talk):
        talk.say("I'm a radiologist in Ohio", "find_category")
        assert talk.say("start over")["asks"]["attribute"] == "stage"
        assert not talk.state.told

    def test_an_answer_that_is_none_is_asked_for_in_other_words_the_second_time(self, talk, guided):
        talk.say("which membership fits me", "find_category")
        first = talk.say("banana pudding")["text"]
        second = talk.say("banana pudding")["text"]
        assert first != second
        assert talk.state.misses == 2

    def test_a_question_that_wants_a_day_says_so(self, talk, guided):
        talk.say("what will i pay", "what_will_i_pay")
        talk.state = State(goal=DUES, pending="training_end", told={"stage": "in_practice"})
        assert guided.text("no_date") in talk.say("long ago")["text"]
