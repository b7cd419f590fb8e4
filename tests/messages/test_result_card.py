"""A result: in short where people talk, in full where they read."""

from __future__ import annotations

import pytest

from bot.messages.decision_parts import DecisionParts
from bot.messages.result_card import ResultCard
from tests.messages.conftest import TODAY, lines


@pytest.fixture(scope="module")
def card(knowledge, eligibility, parts):
    return ResultCard(knowledge, eligibility, parts, TODAY)


def labels(blocks):
    return [label for label, _ in blocks[0]["rows"]]


def test_in_short_it_says_why_and_what_it_costs(card, case):
    blocks = card.in_short(*case("resident"))
    assert labels(blocks) == ["Why", "Dues"]
    assert blocks[0]["title"] == "Member-in-training"
    assert lines(blocks)[-1].startswith(
        "This holds provided that the program is what the membership page calls “approved”"
    )


def test_in_short_documents_are_named_by_title(card, case):
    rows = dict(card.in_short(*case("veterans_radiologist"))[0]["rows"])
    assert rows["To have ready"] == ["An e-mail about the federal discount"]


def test_in_full_it_says_what_the_category_is(card, case, knowledge):
    blocks = card.in_full(*case("resident"))
    assert labels(blocks)[:3] == ["What it is", "Dues today", "Good to know"]
    rows = dict(blocks[0]["rows"])
    assert rows["What it is"] == [knowledge.rules.categories["member_in_training"].plain]
    assert rows["Good to know"][0] == knowledge.rules.categories["member_in_training"].rights.text


def test_it_never_says_that_somebody_is_a_member(card, case):
    last = card.in_full(*case("resident"))[-1]
    assert "the membership department decides on every application" in lines([last])[0]


def test_the_next_date_is_none_that_is_over_and_no_task(card, case):
    decision, profile = case("retired_member")
    assert dict(card.in_full(decision, profile)[0]["rows"])["Next date"] == [
        "February 1, 2027: You retire fully."
    ]


def test_who_names_no_day_is_shown_none(card, case):
    assert "Next date" not in labels(card.in_full(*case("student")))


@pytest.mark.parametrize(
    ("notice", "refund"),
    [("2027-02-10", "In full."), ("2027-04-01", "The page states none.")],
)
def test_a_refund_is_said_in_words(card, case, notice, refund):
    decision, profile = case("retired_member", retirement_notice=notice)
    assert dict(card.in_full(decision, profile)[0]["rows"])["Refund of dues paid"] == [refund]


def test_a_document_s_text_is_filled(case, rewritten, eligibility):
    knowledge = rewritten("retirement_notice", "Call {phone}.")
    card = ResultCard(knowledge, eligibility, DecisionParts(knowledge, TODAY), TODAY)
    rows = dict(card.in_full(*case("retired_member"))[0]["rows"])
    assert rows["To have at hand"] == ["Notice of your retirement. Call 1-800-347-7748."]


def test_what_would_change_it_is_a_question_with_its_answer(card, case):
    text = lines(card.in_full(*case("uncertified_radiologist")))
    place = text.index("What would change it")
    assert text[place + 1].startswith("- ")
    assert text[place + 1].endswith("would lead to: General member.")


def test_who_was_not_sure_is_told_to_which_category_another_answer_may_lead(card, case, knowledge):
    text = "\n".join(lines(card.in_short(*case("unsure_student"))))
    question = knowledge.attributes["enrolled"].question
    categories = "Medical student member (complimentary member-in-training) or International member-in-training"
    assert f"another answer may lead to {categories}: {question}" in text


def test_what_was_left_open_is_named_once(card, case, knowledge):
    text = "\n".join(lines(card.in_short(*case("unsure_student", place="us"))))
    assert text.count(knowledge.attributes["enrolled"].question) == 1
    assert "“Yes, I am enrolled” would lead to: Medical student member" in text


def test_where_too_much_is_open_no_category_is_named(card, case):
    text = "\n".join(lines(card.in_short(*case("unsure_student", place="unknown"))))
    assert "another answer may lead to a category: " in text


def test_a_category_that_fits_leaves_no_open_answer_to_name(card, case):
    decision, profile = case("resident", school_accredited="unknown")
    assert "not sure of this" not in "\n".join(lines(card.in_full(decision, profile)))


def test_without_a_category_both_forms_say_why(card, case):
    for form in (card.in_short, card.in_full):
        text = lines(form(*case("lawyer")))
        assert text[0] == "Please ask the membership department"
        assert "Why" in text
