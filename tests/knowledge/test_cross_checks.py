"""A name that leads nowhere, and a text that cannot be said on some day, are refused by file and key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.cross_checks import refuse_dangling, refuse_unfillable
from bot.knowledge.dues import NotPublished, Period, Published

NEW_YEAR = date(2027, 1, 1)


def refused(check, knowledge):
    with pytest.raises(KnowledgeError) as error:
        check(knowledge)
    return error.value.file, error.value.key


def with_answer(knowledge, **changes):
    answer = replace(knowledge.answers["membership/cme"], **changes)
    return replace(knowledge, answers={**knowledge.answers, answer.id: answer})


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"related": ("membership/x",)}, "answers.cme.related"),
        ({"disagreement": "x"}, "answers.cme.disagreement"),
    ],
)
def test_an_answer_names_what_there_is(knowledge, changes, key):
    broken = with_answer(knowledge, **changes)
    assert refused(refuse_dangling, broken) == ("faq/membership.yml", key)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"categories": ("x",)}, "denied[0].categories"),
        ({"values": {"x": "fully_retired"}}, "denied[0].values"),
        ({"values": {"stage": "x"}}, "denied[0].values.stage"),
    ],
)
def test_what_somebody_is_not_is_something_that_there_is(knowledge, changes, key):
    first, *others = knowledge.cues.denied
    denied = (replace(first, **changes), *others)
    broken = replace(knowledge, cues=replace(knowledge.cues, denied=denied))
    assert refused(refuse_dangling, broken) == ("words/denied.yml", key)


def with_dues(knowledge, **changes):
    return replace(knowledge, dues=replace(knowledge.dues, **changes))


@pytest.mark.parametrize(
    ("part", "changes", "key"),
    [
        ("federal_discount", {"categories": frozenset({"x"})}, "federal_discount.categories"),
        ("federal_discount", {"services": frozenset({"x"})}, "federal_discount.services"),
        ("federal_discount", {"not_mentioned": frozenset({"x"})}, "federal_discount.services"),
        ("federal_discount", {"documents": ("x",)}, "federal_discount.documents"),
        ("chapter_waiver", {"services": frozenset({"x"})}, "chapter_waiver.services"),
        ("chapter_choice", {"categories": frozenset({"x"})}, "chapter_choice.categories"),
    ],
)
def test_dues_name_what_there_is(knowledge, part, changes, key):
    broken = with_dues(knowledge, **{part: replace(getattr(knowledge.dues, part), **changes)})
    assert refused(refuse_dangling, broken) == ("dues.yml", key)


def test_a_reply_and_a_guide_name_what_there_is(knowledge):
    reply = replace(knowledge.replies["human"], answer="account/x")
    broken = replace(knowledge, replies={**knowledge.replies, "human": reply})
    assert refused(refuse_dangling, broken) == ("replies.yml", "human.answer")
    guidance = replace(knowledge.guidance, offered_with={"help_me_apply": frozenset({"x/y"})})
    broken = replace(knowledge, guidance=guidance)
    assert refused(refuse_dangling, broken) == ("guide_offers.yml", "help_me_apply")


def test_a_category_and_the_home_page_name_answers_that_there_are(knowledge):
    general = replace(knowledge.rules.categories["general"], answer="membership/x")
    rules = replace(knowledge.rules, categories={"general": general})
    key = "categories.general.answer"
    assert refused(refuse_dangling, replace(knowledge, rules=rules))[1] == key
    guidance = replace(knowledge.guidance, frequent=("membership/x",))
    broken = replace(knowledge, guidance=guidance)
    assert refused(refuse_dangling, broken) == ("home_page.yml", "frequent")


def test_a_placeholder_that_no_result_fills_is_refused(knowledge):
    texts = {**knowledge.guidance.result_texts, "provided": "Provided that {condition}."}
    broken = replace(knowledge, guidance=replace(knowledge.guidance, result_texts=texts))
    assert refused(refuse_unfillable, broken) == ("texts/results.yml", "provided")


def test_a_text_must_be_sayable_on_every_day_to_come(knowledge):
    """An amount that ends next year leaves a text that only names it without words then."""
    line = knowledge.dues.lines["international"]
    amount = Published(Decimal("391.00"), date(2025, 1, 1), date(2026, 12, 31), line.cites)
    ended = NotPublished("the schedule", line.cites, "It ended.")
    periods = (Period(amount.since, amount.until, amount), Period(NEW_YEAR, None, ended))
    lines = {**knowledge.dues.lines, "international": replace(line, periods=periods)}
    refuse_unfillable(with_dues(knowledge, lines=lines))
    broken = with_answer(with_dues(knowledge, lines=lines), text="It is {international}.")
    assert refused(refuse_unfillable, broken) == ("faq/membership.yml", "answers.cme.answer")


@pytest.mark.parametrize("text", ["{emeritus}", "{year}", "{general}"])
def test_a_placeholder_without_a_value_is_refused(knowledge, text):
    broken = with_answer(knowledge, details=text)
    assert refused(refuse_unfillable, broken) == ("faq/membership.yml", "answers.cme.details")
