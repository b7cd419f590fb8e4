"""Whoever needs help gets it; numbers that everybody tells, and medical words of the profession, are no danger."""

from __future__ import annotations

from typing import ClassVar

import pytest

from bot.conversation.acts import ActReader
from bot.conversation.state import State
from bot.conversation.user_turn import UserTurn


class TestPrivateData:
    """The detector alone takes many a message with a number for somebody's data."""

    @pytest.mark.parametrize(
        "text",
        [
            "so stopping on Jan 31 2027 for good, told you on Feb 10",
            "sorry, 2027, I typed the wrong year",
            "was it $77 or $138 then?",
            "I pay for 2 chapters now",
        ],
    )
    def test_days_years_and_amounts_are_nobodys(self, read, text):
        assert read(text, danger=("private_data", 0.95)).safety is None

    @pytest.mark.parametrize("text", ["the login is drkim hunter22", "chart 4471 shows a mass"])
    def test_other_numbers_may_be(self, read, text):
        assert read(text, danger=("private_data", 0.95)).safety.kind == "private_data"


@pytest.mark.parametrize("text", ["still in my breast fellowship", "on my chest imaging rotation"])
def test_a_field_of_training_is_no_ailment(read, text):
    assert read(text).safety is None


class TestMedicalWords:
    SURE: ClassVar = {"label": "faq/career_radiation_exposure", "confidence": 0.98}
    TEXT = "is the radiation a problem if I get pregnant as a resident"

    def test_a_sure_career_question_is_no_medical_one(self, knowledge, reader, today):
        turn = UserTurn(self.TEXT, "faq", danger=("medical", 0.01), **self.SURE)
        assert ActReader(knowledge, reader, today).read(turn, State()).safety is None

    def test_unless_something_of_a_danger_is_learnt_in_it(self, knowledge, reader, today):
        turn = UserTurn(self.TEXT, "faq", danger=("medical", 0.2), **self.SURE)
        safety = ActReader(knowledge, reader, today).read(turn, State()).safety
        assert safety.kind == "medical"

    def test_a_greeting_in_spanish_is_not_medical(self, knowledge, reader, today):
        turn = UserTurn(
            "hola, hablan espanol ustedes",
            "out_of_scope",
            "out_of_scope/other_language",
            danger=("medical", 0.9),
        )
        assert ActReader(knowledge, reader, today).read(turn, State()).safety is None
