"""A rating is checked field by field, and the lists of its values are the same everywhere."""

from __future__ import annotations

import json
import re

import pytest

from bot.gateway.errors import Problem
from bot.gateway.feedback_body import read_feedback
from bot.gateway.openapi import description
from bot.gateway.widget import PARTS
from bot.records.conversations.tables import REASONS

BODY = {"message": "t1.0", "helpful": False}


def code(**change):
    with pytest.raises(Problem) as caught:
        read_feedback({**BODY, **change})
    return caught.value.code


def test_a_rating_needs_a_message_and_a_yes_or_no():
    assert read_feedback(BODY) == {
        "message_id": "t1.0",
        "helpful": False,
        "reason": None,
        "comment": None,
        "saved_call": None,
    }
    assert code(message=None) == "bad_text"
    assert code(helpful=None) == "bad_helpful"
    assert code(helpful=1) == "bad_helpful"


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_of_the_list(reason):
    assert read_feedback({**BODY, "reason": reason})["reason"] == reason


@pytest.mark.parametrize("reason", ["", "Wrong", "because"])
def test_another_reason_is_refused_with_the_list(reason):
    with pytest.raises(Problem, match="wrong, incomplete, unclear, not_my_question, other"):
        read_feedback({**BODY, "reason": reason})


@pytest.mark.parametrize("value", ["yes", 1, []])
def test_a_saved_call_is_a_yes_or_no(value):
    assert code(saved_call=value) == "bad_saved_call"


def test_a_comment_is_redacted_and_an_empty_one_is_none():
    comment = read_feedback({**BODY, "comment": "card 4111 1111 1111 1111"})["comment"]
    assert comment == "card [card number]"
    assert read_feedback({**BODY, "comment": " "})["comment"] is None
    assert code(comment="x" * 1001) == "too_long"


def test_the_description_and_the_widget_have_the_same_reasons():
    schema = json.dumps(description()["paths"]["/api/chat/feedback"])
    listed = re.search(r'"enum": (\["wrong"[^\]]+\])', schema)[1]
    assert json.loads(listed) == [*REASONS, None]
    offered = re.search(r"const REASONS = (\[.*?\]);", (PARTS / "feedback.js").read_text())[1]
    assert {*json.loads(offered), "other"} == set(REASONS)
    sentences = json.loads((PARTS / "locale" / "en.json").read_text())
    assert all(f"reason.{reason}" in sentences for reason in json.loads(offered))
