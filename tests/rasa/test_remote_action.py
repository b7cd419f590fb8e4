"""Rasa checks what an action server says as before, only faster."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from jsonschema import Draft202012Validator, ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from bot.rasa.remote_action import check_schema_once

pytestmark = pytest.mark.rasa
GOOD = {
    "events": [{"event": "slot", "name": "conversation", "value": None, "timestamp": None}],
    "responses": [{"text": "hello"}],
}
BAD = [
    {"events": "none"},
    {"events": [{"event": "slot"}]},
    {"events": [], "responses": ["hello"]},
]


@pytest.fixture
def action():
    """An action of a process in which Rasa's method is replaced; afterwards it is back."""
    with patch.object(
        RemoteAction, "_validate_action_result", RemoteAction._validate_action_result
    ):
        check_schema_once()
        yield RemoteAction("action_reply", EndpointConfig("http://nowhere"))


def test_a_good_answer_passes(action):
    assert action._validate_action_result(GOOD)


@pytest.mark.parametrize("answer", BAD)
def test_what_rasa_refuses_is_refused(action, answer):
    with pytest.raises(ValidationError):
        action._validate_action_result(answer)


@pytest.mark.parametrize("answer", BAD)
def test_rasa_refuses_it_too(answer):
    action = RemoteAction("action_reply", EndpointConfig("http://nowhere"))
    with pytest.raises(ValidationError):
        action._validate_action_result(answer)


def test_an_answer_costs_no_look_at_the_schema_itself(action):
    with patch.object(Draft202012Validator, "check_schema") as looked:
        action._validate_action_result(GOOD)
    looked.assert_not_called()
