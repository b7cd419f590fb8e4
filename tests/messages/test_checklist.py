"""A checklist names the steps of one case, and no step that is for others."""

from __future__ import annotations

import pytest

from bot.messages.checklist import Checklist
from bot.messages.decision_parts import DecisionParts
from tests.messages.conftest import TODAY, lines


@pytest.fixture(scope="module")
def checklist(knowledge, parts):
    return Checklist(knowledge, parts, TODAY)


def steps(blocks):
    return next(block["items"] for block in blocks if block["type"] == "steps")


def test_what_was_decided_and_why_stand_above_the_first_step(checklist, case):
    title, reason, *_ = lines(blocks := checklist.blocks(*case("resident")))
    assert title == "Member-in-training"
    assert reason.startswith("Residents and fellows in approved radiology programs")
    assert steps(blocks)[0]["title"] == "Apply online"


def test_a_page_is_named_once_and_then_cited_by_its_headings(checklist, case):
    blocks = checklist.blocks(*case("student"))
    text = "\n".join(lines(blocks))
    assert [
        text.count(f"({title}, “") for title in ("Become an ACR Member", "FAQs for Med Students")
    ] == [1, 1]
    assert all(step["runs"][-2]["url"].startswith("https://") for step in steps(blocks))


def test_documents_come_before_what_to_do(checklist, case):
    titles = [step["title"] for step in steps(checklist.blocks(*case("veterans_radiologist")))]
    assert titles[:2] == ["An e-mail about the federal discount", "Apply online"]


def test_a_step_that_is_for_others_is_left_out(checklist, case):
    general = steps(checklist.blocks(*case("veterans_radiologist", federal_service="veteran")))
    assert "Federal service" not in [step["title"] for step in general]
    federal = steps(checklist.blocks(*case("veterans_radiologist")))
    assert "Federal service" in [step["title"] for step in federal]


def test_a_step_is_filled_and_stands_with_its_page(checklist, case):
    apply = steps(checklist.blocks(*case("student")))[0]
    assert "{" not in apply["runs"][0]
    assert apply["runs"][2]["url"].startswith("https://")


def test_a_document_is_filled_too(case, rewritten):
    knowledge = rewritten("retirement_notice", "Call {phone}.")
    checklist = Checklist(knowledge, DecisionParts(knowledge, TODAY), TODAY)
    assert steps(checklist.blocks(*case("retired_member")))[0]["runs"][0] == "Call 1-800-347-7748. "


def test_every_category_has_steps_of_its_own(knowledge):
    assert set(knowledge.guidance.checklists) == set(knowledge.rules.categories)


def test_without_a_category_it_says_whom_to_ask_and_lists_no_step(checklist, case):
    blocks = checklist.blocks(*case("lawyer"))
    assert all(block["type"] != "steps" for block in blocks)
    assert lines(blocks)[0] == "Please ask the membership department"


@pytest.mark.parametrize(
    ("name", "needs_letter"),
    [("student", True), ("resident", False), ("retired_member", False), ("lawyer", False)],
)
def test_only_a_student_may_need_a_letter_from_a_school(checklist, case, name, needs_letter):
    assert checklist.needs_school_letter(case(name)[0]) is needs_letter
