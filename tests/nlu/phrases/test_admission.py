"""A text becomes a phrase only if `assistant check` would still be green."""

from __future__ import annotations

import pytest

from bot.nlu.phrases.admission import Admission

CME, JOBS = "faq/membership_cme", "out_of_scope/jobs"


@pytest.fixture
def admission(tmp_path):
    (tmp_path / "data/nlu").mkdir(parents=True)
    (tmp_path / "data/nlu/cme.yml").write_text(
        f"nlu:\n- intent: {CME}\n  examples: |\n    - any CME?\n", encoding="utf-8"
    )
    (tmp_path / "tests/nlu").mkdir(parents=True)
    (tmp_path / "tests/nlu/held_out_z.jsonl").write_text(
        '{"text": "first", "accept": []}\n\n{"text": "Is there a fee?", "accept": []}\n',
        encoding="utf-8",
    )
    return Admission(tmp_path)


def test_a_new_text_is_admitted_once(admission):
    assert admission.refuse("free courses", CME) == ""
    assert admission.refuse("Free courses!", CME) == f"it already stands under {CME}"
    assert "another label" in admission.refuse("free courses", JOBS)


def test_case_marks_and_spaces_make_no_new_phrase(admission):
    assert admission.refuse("  ANY   cme ", CME) == f"it already stands under {CME}"


def test_a_held_out_question_is_refused_with_its_line(admission):
    assert "(tests/nlu/held_out_z.jsonl, line 3)" in admission.refuse("is there a fee", CME)


@pytest.mark.parametrize("text", ["[a](b)", "[a] {b}", 'x [a]{"entity": "told"}'])
def test_an_annotation_is_refused(admission, text):
    assert "annotation" in admission.refuse(text, CME)


@pytest.mark.parametrize("text", ["", "  ", "?!", "-"])
def test_a_text_without_words_is_refused(admission, text):
    assert admission.refuse(text, CME) == "there are no words in it"


@pytest.mark.parametrize("text", ["a\x00b", "zero\u200bwidth", "\ufefffirst"])
def test_invisible_characters_are_refused(admission, text):
    assert admission.refuse(text, CME) == "there are invisible characters in it"


def test_accents_and_emoji_are_not_invisible(admission):
    assert admission.refuse("¿cuánto es? 🙂\tplease", CME) == ""


def test_a_refused_text_is_not_remembered(admission):
    admission.refuse("[new](x)", CME)
    assert admission.refuse("new x", JOBS) == ""
