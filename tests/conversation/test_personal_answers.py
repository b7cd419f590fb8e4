"""Whatever is asked about whatever category, something is said: a text of its own, or a published answer."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.conversation.personal_answers import PersonalAnswers
from bot.eligibility.profile import check
from bot.knowledge.loader import load

KNOWLEDGE = load()
CATEGORIES = sorted(KNOWLEDGE.rules.categories)
ASPECTS = sorted(KNOWLEDGE.aspects.by_name)
PHYSICIAN = {"profession": "physician", "field": "diagnostic_radiology"}
TRAINEE = {**PHYSICIAN, "stage": "in_training", "program": "residency"}
IN_PRACTICE = {**PHYSICIAN, "stage": "in_practice", "place": "us"}
RETIRED = {**PHYSICIAN, "stage": "fully_retired", "place": "us", "acr_history": "in_practice"}
# Facts that decide each category.
PROFILES = {
    "medical_student": {
        "profession": "medical_student",
        "stage": "student",
        "enrolled": "yes",
        "place": "us",
        "good_standing": "yes",
        "school_accredited": "yes",
    },
    "member_in_training": {**TRAINEE, "place": "us", "training_end": "2027-06-30"},
    "general": {**IN_PRACTICE, "board": ["abr"]},
    "associate": {**IN_PRACTICE, "board": ["none"], "residency_completed": "yes"},
    "international": {**IN_PRACTICE, "place": "outside", "board": ["foreign"]},
    "international_mit": {**TRAINEE, "place": "outside", "training_end": "2027-06-30"},
    "allied_health": {
        "profession": "radiologist_assistant",
        "stage": "in_practice",
        "place": "us",
        "arrt": "yes",
    },
    "retired": {**RETIRED, "retirement_date": "2026-01-15"},
}


@pytest.fixture(scope="module")
def answers(knowledge, guided, today):
    return PersonalAnswers(knowledge, guided, today)


@pytest.fixture(scope="module")
def case(knowledge, eligibility, today):
    """Decision and profile of the facts that lead to a category, with further facts beside them."""

    def case_(category, **more):
        profile = check({**PROFILES[category], **more}, knowledge.attributes)
        return eligibility.decide(profile, today), profile

    return case_


def text_of(answer):
    return " ".join(
        run if isinstance(run, str) else run["text"]
        for block in answer.blocks
        for run in [
            *block.get("runs", ()),
            *(run for item in block.get("items", ()) for run in item),
        ]
    )


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_facts_of_these_tests_lead_to_each_category(case, category):
    decision, _ = case(category)
    assert (decision.status.value, decision.category) == ("decided", category)


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_each_aspect_of_each_category_is_answered_in_general(answers, aspect, category):
    answer = answers.answer(aspect, category, None, {})
    assert answer is not None or answers.published(aspect, category)


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_each_aspect_of_each_category_is_answered_for_a_person(answers, case, aspect, category):
    answer = answers.answer(aspect, category, *case(category))
    if answer is None:
        assert answers.published(aspect, category)
        return
    assert answer.blocks
    assert not re.search(r"\{\w+\}", text_of(answer)), "a placeholder is left"


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_whatever_is_said_has_a_source(answers, case, aspect, category):
    answer = answers.answer(aspect, category, *case(category))
    if answer is not None and aspect not in {"why", "price"}:
        assert answer.covers or answer.cites


class TestThePrice:
    def test_a_free_category_is_free(self, answers, case):
        assert "$0" in text_of(
            answers.answer("price", "member_in_training", *case("member_in_training"))
        )

    def test_a_published_amount_is_named(self, answers, case, knowledge):
        decision, profile = case("international")
        amount = f"${decision.dues.amount:.0f}"
        assert amount in text_of(answers.answer("price", "international", decision, profile))

    def test_an_unpublished_amount_is_not_made_up(self, answers, case):
        decision, profile = case("associate")
        text = text_of(answers.answer("price", "associate", decision, profile))
        assert decision.dues.amount is None
        assert "$" not in text

    @pytest.mark.parametrize("category", ["member_in_training", "international", "general"])
    def test_how_often_is_said_with_the_amount_where_there_is_one(self, answers, case, category):
        decision, profile = case(category)
        text = text_of(answers.answer("per", category, decision, profile))
        assert ("$" in text) == bool(decision.dues.amount)


class TestDates:
    def test_training_ends_and_dues_begin_on_named_days(self, answers, case):
        text = text_of(answers.answer("until", "member_in_training", *case("member_in_training")))
        assert "June 30, 2027" in text
        assert "January 1, 2028" in text

    def test_training_abroad_has_no_first_dues(self, answers, case):
        text = text_of(answers.answer("after", "international_mit", *case("international_mit")))
        assert "December 30, 2027" in text
        assert "2028" not in text

    def test_without_a_day_the_general_words_serve(self, answers, case):
        decision, _ = case("member_in_training")
        profile = {"stage": "in_training"}
        text = text_of(answers.answer("until", "member_in_training", decision, profile))
        assert not re.search(r"20\d\d", text)

    def test_office_is_open_for_six_years_after_retirement(self, answers, case):
        text = text_of(answers.answer("office", "retired", *case("retired")))
        assert "January 15, 2032" in text

    def test_and_then_it_is_over(self, answers, case):
        decision, profile = case("retired", retirement_date="2015-06-30")
        over = text_of(answers.answer("office", "retired", decision, profile))
        assert "June 30, 2021" in over
        assert "was open" in over


class TestRefundAndDiscount:
    @pytest.mark.parametrize(
        ("notice", "words"), [("2026-02-02", "full refund"), ("2026-05-02", "no refund")]
    )
    def test_a_refund_depends_on_when_the_college_was_told(self, answers, case, notice, words):
        more = {"retirement_notice": notice, "dues_paid_year": 2026}
        text = text_of(answers.answer("refund", "retired", *case("retired", **more)))
        assert words in text.lower()
        assert "2026" in text

    def test_without_a_notice_the_published_rule_is_given(self, answers, case):
        assert answers.answer("refund", "retired", *case("retired")) is None
        assert answers.published("refund", "retired") == "membership/retired_dues"

    def test_a_service_that_the_page_names_halves_the_dues(self, answers, case):
        text = text_of(
            answers.answer("discount", "general", *case("general", federal_service="va"))
        )
        assert "50%" in text
        assert "without a chapter" not in text

    def test_active_duty_may_also_go_without_a_chapter(self, answers, case):
        facts = case("general", federal_service="active_duty")
        assert "without a chapter" in text_of(answers.answer("discount", "general", *facts))

    @pytest.mark.parametrize("service", ["reserve_guard", "veteran"])
    def test_a_service_that_it_does_not_name_gets_no_promise(self, answers, case, service):
        facts = case("general", federal_service=service)
        text = text_of(answers.answer("discount", "general", *facts))
        assert "50%" not in text
        assert "says nothing" in text

    def test_the_discount_is_not_promised_to_another_category(self, answers, case):
        facts = case("international", federal_service="va")
        assert "50%" not in text_of(answers.answer("discount", "international", *facts))


class TestReasons:
    def test_why_is_what_the_decision_rests_on_with_its_source(self, answers, case):
        decision, profile = case("general")
        answer = answers.answer("why", "general", decision, profile)
        assert decision.because[0].text.split("(")[0].strip()[:30] in text_of(answer)
        assert answer.cites == tuple(dict.fromkeys(reason.cites for reason in decision.because))

    def test_what_was_provided_is_said(self, answers, case):
        decision, profile = case("member_in_training")
        text = text_of(answers.answer("why", "member_in_training", decision, profile))
        assert decision.provided
        assert all(condition in text for condition in decision.provided)

    def test_how_sure_it_is_names_who_decides(self, answers, case):
        assert "decides" in text_of(answers.answer("sure", "general", *case("general")))

    def test_documents_are_those_of_the_decision(self, answers, case, knowledge):
        decision, profile = case("medical_student", enrolled="yes")
        answer = answers.answer("documents", "medical_student", decision, profile)
        for name in decision.documents:
            assert knowledge.guidance.documents[name].title in text_of(answer)


def test_the_day_is_an_argument(knowledge, guided, case):
    later = PersonalAnswers(knowledge, guided, date(2040, 1, 1))
    assert "was open" in text_of(later.answer("office", "retired", *case("retired")))
