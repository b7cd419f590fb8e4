"""What people say of their own case is confirmed, put right, or left to the ordinary answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.conversation.conversation import Conversation
from testkit.talk import Talk

RESIDENT = "radiology resident in Ohio, training ends June 30, 2027"


@pytest.mark.parametrize(
    "text",
    [
        "so it is free, right?",
        "so first dues in january 2028, correct?",
        "ok so $0 now and $77 after. yes?",
        "so I don't pay anything yet, am i right",
        "is it still free?",
    ],
)
def test_what_holds_is_confirmed(talk, text):
    talk.say(RESIDENT, "find_category")
    talk.say(text)
    assert talk.rule == "confirmed"
    assert talk.text.startswith("Yes.")


def test_what_is_confirmed_leads_to_the_application(talk):
    talk.say(RESIDENT, "find_category")
    message = talk.say("so it is free, right?")
    assert (message["checked"], message["links"][0]["role"]) == ("2026-11-21", "apply")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("so I pay $138, right?", "$0"),
        ("so first dues in january 2027, correct?", "January 1, 2028"),
        ("so I'm an associate member then?", "Residents and fellows"),
    ],
)
def test_what_does_not_hold_is_put_right(talk, text, right):
    talk.say(RESIDENT, "find_category")
    talk.say(text)
    assert talk.text.startswith("Not quite.")
    assert right in talk.text


def test_what_follows_training_abroad_counts_as_later(talk):
    talk.say("radiology resident in Pune, India, never a member", "find_category")
    talk.say("so 138 till i finish and 391 after, yes?")
    assert talk.text.startswith("Yes.")
    assert "$138" in talk.text
    assert "$391" in talk.text


def test_an_amount_that_is_not_published_is_neither_confirmed_nor_denied(talk):
    talk.say("radiologist in Tampa, ABR, out of residency since 2009", "find_category")
    talk.say("so it's $900, right?")
    assert talk.rule != "confirmed"
    assert "Yes." not in talk.text


def test_a_question_that_claims_nothing_is_answered_as_before(talk):
    talk.say(RESIDENT, "find_category")
    talk.say("how do i apply?")
    assert talk.rule != "confirmed"


@pytest.mark.parametrize("text", ["general or associate?", "so is it general or not"])
def test_of_categories_to_choose_from_the_one_that_fits_is_said(talk, text):
    talk.say("radiologist in Tampa, ABR, out of residency since 2009", "find_category")
    talk.say(text)
    assert talk.rule == "confirmed"
    assert "certified" in talk.text


def test_neither_of_the_categories_named_is_said_to_be_none(talk):
    talk.say("radiologist in Tampa, ABR, out of residency since 2009", "find_category")
    talk.say("associate or international?")
    assert talk.text.startswith("Not quite.")


def test_who_belongs_to_no_category_hears_a_plain_no(talk):
    talk.say("MRI technologist in Ohio", "tell")
    talk.say("so thats a no for me?")
    assert talk.text.startswith("By the pages, no:")
    assert "1-800-347-7748" in talk.text


def test_what_the_pages_leave_open_is_neither_yes_nor_no(talk):
    talk.say("nuclear medicine physician in Munich, German board", "tell")
    talk.say("so can i join, yes or no")
    assert talk.text.startswith("Neither yes nor no:")


def test_what_changes_nothing_is_said_to(talk):
    talk.say(RESIDENT, "find_category")
    talk.say("i am in Canada for a rotation, does that matter?")
    assert talk.text.startswith("That changes nothing: Member-in-training")


def test_another_case_that_is_only_supposed_is_not_confirmed(talk):
    talk.say(RESIDENT, "find_category")
    talk.say("so if I moved to a residency in Spain it is free, right?")
    assert not talk.text.startswith("Yes.")


def test_an_amount_is_one_that_the_pages_name_and_no_other_number(talk):
    talk.say("radiology resident in Lyon, France", "tell")
    talk.say("so 138, right?")
    assert talk.text.splitlines()[0] == "Yes."
    talk.say("so 139 it is, right?")
    assert talk.text.splitlines()[0] not in {"Yes.", "Not quite."}


def test_an_amount_that_is_loaded_is_known_as_one(knowledge, reader, keeper, today):
    line = knowledge.dues.lines["international_mit"]
    *before, last = line.periods
    raised = replace(last, value=replace(last.value, amount=Decimal("144.00")))
    lines = {**knowledge.dues.lines, line.name: replace(line, periods=(*before, raised))}
    other = replace(knowledge, dues=replace(knowledge.dues, lines=lines))
    talk = Talk(Conversation(other, reader, keeper, today))
    talk.say("radiology resident in Lyon, France", "tell")
    talk.say("so 144, right?")
    assert talk.text.splitlines()[0] == "Yes."


def test_a_first_year_that_may_be_theirs_is_not_denied(talk):
    talk.say("radiologist in Tampa, ABR, never a member before", "find_category")
    talk.say("and i heard the first year is 77, right?")
    assert "Not quite" not in talk.text
    assert "$77" in talk.text


def test_another_question_after_a_no_is_not_answered_by_the_no(talk):
    talk.say("MRI technologist in Ohio", "tell")
    talk.say("so no. ok. what does a radiologist make?", "out_of_scope", "out_of_scope/pay")
    assert talk.rule != "confirmed"


def test_what_is_asked_beside_a_change_is_answered_too(talk):
    talk.say("radiologist in Lagos, board of another country", "find_category")
    talk.say("I also hold the FRCR. does this change anything? and can I vote")
    assert talk.messages[0]["text"].startswith("That changes nothing")
    assert "Voting is not mentioned" in talk.text


@pytest.mark.parametrize(
    "text",
    [
        "So it stays free after residency too, right?",
        "Will it still be free in 2030?",
        "Is it still free after fellowship?",
        "So I pay $77 now, right?",
        "So when do I pay $77?",
    ],
)
def test_what_holds_now_is_not_confirmed_of_later_nor_the_other_way_round(talk, text):
    talk.say("radiology resident in Ohio, training ends June 30, 2028", "find_category")
    talk.say(text)
    assert "Yes." not in talk.text


def test_a_day_until_which_it_is_free_is_no_end_of_training(talk):
    talk.say(RESIDENT, "find_category")
    talk.say("So it's free until January 2028, right?")
    assert talk.text.startswith("Yes.")
    assert talk.state.told["training_end"] == "2027-06-30"


def test_what_is_only_supposed_beside_a_claim_is_not_remembered(talk):
    talk.say("radiology resident in Ohio, training ends June 30, 2028", "find_category")
    talk.say("What if I finish in June 2027, it's still free until then, right?")
    assert talk.state.told["training_end"] == "2028-06-30"


@pytest.mark.parametrize(
    "text", ["I work for the VA. Does that change anything?", "I'm active duty, does that matter?"]
)
def test_a_service_changes_something(talk, text):
    talk.say("radiologist in Tampa, ABR, out of residency since 2009", "find_category")
    talk.say(text)
    assert "changes nothing" not in talk.text


@pytest.mark.parametrize(
    "text",
    [
        "is there a cheaper category I could take, like associate?",
        "can I join as an associate instead?",
        "could I be an associate instead of a general member?",
    ],
)
def test_the_category_is_no_choice(talk, text):
    talk.say("radiation oncologist in Arizona, ABR certified, in practice", "tell")
    talk.say(text)
    assert talk.text.startswith("On the pages the category is no choice")
    assert "General member" in talk.text
