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


@pytest.mark.parametrize(
    ("label", "confidence", "tells", "asks"),
    [
        ("faq/career_dr_vs_ir", 0.9, 0.0, True),
        ("faq/radiology_radiologist", 0.6, 0.1, True),
        ("out_of_scope/pay", 0.9, 0.0, True),
        ("faq/career_dr_vs_ir", 0.9, 0.6, False),
        ("faq/career_dr_vs_ir", 0.4, 0.0, False),
        ("faq/membership_general_dues", 0.9, 0.0, False),
    ],
)
def test_what_asks_beside_membership_needs_no_question_mark(label, confidence, tells, asks):
    intent = label.split("/", maxsplit=1)[0]
    turn = UserTurn("x", intent, label, confidence=confidence, tells=tells)
    assert turn.asks_beside_membership is asks
