"""On one page a caller gets the best answers, the decision, and answers saved under a code."""

from __future__ import annotations

import pytest

from bot.codes import ALPHABET
from bot.console.answer_lookup import AnswerLookup
from bot.conversation.saved_code import code_in
from bot.records.conversations.saved_answers import SavedAnswers


def test_a_caller_gets_the_best_answer_with_its_source(sign_in):
    page = sign_in("viewer").page("/assist?q=what+CME+or+education+comes+with+membership")
    first = page[page.index('id="first"') :]
    assert "What CME or education comes with membership?" in first
    assert "Checked on" in first


def test_the_decision_stands_on_the_same_screen_as_every_question(sign_in, knowledge):
    page = sign_in("viewer").page(
        "/assist?profession=medical_student&stage=student&enrolled=yes&place=us&school_place=us"
    )
    assert "Medical student" in page[page.index('id="decision"') :]
    assert all(f'name="{name}"' in page for name in knowledge.attributes)


def test_what_a_caller_says_about_themselves_fills_the_form_and_says_so(sign_in):
    client = sign_in("viewer")
    page = client.page("/assist?q=i+am+retired")
    assert 'value="fully_retired" selected' in page
    assert "please check" in page
    assert "please check" not in client.page("/assist?q=i+am+retired&stage=student")


def test_a_value_that_cannot_be_is_named(sign_in):
    assert "cannot be used" in sign_in("viewer").page("/assist?training_end=2026-13-01")


def test_a_callers_checklist_is_found_by_its_code(sign_in, engine, knowledge):
    answers = {
        "profession": "medical_student",
        "stage": "student",
        "enrolled": "yes",
        "place": "us",
        "school_place": "us",
    }
    code = SavedAnswers(engine, 90).keep("apply", answers, "medical_student")
    page = sign_in("viewer").page(f"/assist?q=it+is+{code.lower().replace('-', '+')}")
    assert "Checklist for medical student" in page
    assert 'value="student" selected' in page
    assert "No saved answers have this code" in sign_in("viewer").page("/assist?q=ABCD-3468")


STUDENT = "profession=medical_student&stage=student&enrolled=yes&place=us&school_place=us"


@pytest.mark.parametrize("letter", ALPHABET)
def test_every_letter_of_a_code_that_is_made_is_read_on_the_phone(letter):
    code = f"{letter * 4}-{letter * 3}3"
    assert code_in(f"it is {code.lower()}") == code


def test_the_answers_of_the_form_count_before_those_of_a_code(sign_in, engine):
    code = SavedAnswers(engine, 90).keep("apply", {"stage": "student"}, "medical_student")
    page = sign_in("viewer").page(f"/assist?q={code}&stage=in_training")
    assert 'value="in_training" selected' in page
    assert 'value="student" selected' not in page


def test_saved_answers_that_the_rules_no_longer_take_are_shown_without_a_checklist(sign_in, engine):
    code = SavedAnswers(engine, 90).keep("apply", {"stage": "astronaut"}, "medical_student")
    page = sign_in("viewer").page(f"/assist?q={code}")
    assert "Answers for medical student" in page
    assert "Checklist for" not in page
    assert "This value cannot be used" in page


def test_with_a_code_no_answer_is_looked_up(sign_in, answer_lookup, monkeypatch):
    def fail(*_):
        raise AssertionError

    monkeypatch.setattr(answer_lookup, "understand", fail)
    assert 'id="first"' not in sign_in("viewer").page("/assist?q=ABCD-3468")


def test_only_the_first_answer_is_open_and_each_has_its_confidence(sign_in):
    page = sign_in("viewer").page("/assist?q=membership+dues")
    answers = page[page.index('id="answers"') : page.index('id="decide"')]
    count = answers.count('<article class="answer"')
    assert 1 < count <= 3
    assert answers.count("<details>") == count - 1
    assert answers.count(" %</span>") == count


def test_what_a_visitor_would_get_is_said(sign_in):
    page = sign_in("viewer").page("/assist?q=membership+dues")
    assert "A visitor would get the first answer." in page


def test_the_decision_alone_is_no_whole_page(sign_in):
    client = sign_in("viewer")
    part = client.page(f"/assist/decision?{STUDENT}")
    assert "Medical student" in part
    assert "<html" not in part
    assert "Fill in the caller’s answers" in client.page("/assist/decision")


def test_a_field_that_is_no_attribute_is_ignored(sign_in):
    assert "Medical student" in sign_in("viewer").page(f"/assist/decision?{STUDENT}&moon=us")


def test_an_empty_question_is_not_looked_up(sign_in):
    page = sign_in("viewer").page("/assist?q=")
    assert "Best answers" not in page
    assert "No answer was found" not in page


def test_words_are_read_for_a_profile_only_where_a_lookup_can(sign_in, knowledge):
    lookup = AnswerLookup(knowledge, None)
    assert lookup.profile_in("i am a retired radiologist", None) == {}
