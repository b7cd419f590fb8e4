from __future__ import annotations

import pytest

from bot.conversation.user_turn import UserTurn


@pytest.mark.parametrize(
    ("text", "is_button"),
    [("/tell", True), ('/control{"do": "stop"}', True), ("what do I pay", False), ("", False)],
)
def test_a_button_is_known_by_its_slash(text, is_button):
    assert UserTurn(text, "x", "x").is_button is is_button


@pytest.mark.parametrize(
    ("label", "offers", "is_answered"),
    [
        ("faq/membership_cme", (), True),
        ("faq/membership_cme", ("faq/membership_chapters",), False),
        ("out_of_scope/salaries", (), False),
        ("smalltalk/greet", (), False),
    ],
)
def test_the_ranking_is_sure_of_an_answer_or_offers_some(label, offers, is_answered):
    assert UserTurn("x", "faq", label, offers=offers).is_answered is is_answered
