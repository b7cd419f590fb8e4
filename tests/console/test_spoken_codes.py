"""A code is read however a caller spells it, and no question is taken for one."""

from __future__ import annotations

import pytest

from bot.console.spoken_codes import is_surely_code, spoken_code


@pytest.mark.parametrize(
    "text",
    [
        "TYEY-Q9YP",
        "tyey q9yp",
        "T Y E Y Q 9 Y P",
        "my code is t-y-e-y dash q nine y p",
        "tango yankee echo yankee quebec nine yankee papa",
    ],
)
def test_a_code_is_read_however_it_is_spelt(text):
    assert spoken_code(text, 8) == "TYEYQ9YP"


def test_one_character_may_be_none_of_ours():
    assert spoken_code("TYEY-09YP", 8) == "TYEY09YP"
    assert spoken_code("TYEY-0IYP", 8) is None


@pytest.mark.parametrize(
    "text", ["dues 2026", "what do residents pay", "i lost my password", "when do i pay", "cme"]
)
def test_a_question_is_no_code(text):
    assert spoken_code(text, 8) is None
    assert spoken_code(text, 6) is None


def test_a_reference_may_be_six_letters_that_make_a_word():
    assert spoken_code("refund", 6) == "REFUND"
    assert not is_surely_code("refund")
    assert is_surely_code("reference refund")
    assert is_surely_code("39Q6PU")
