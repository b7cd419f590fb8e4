"""Rasa asks the action server and checks what it says as before, only with less work."""

from __future__ import annotations

import asyncio
from unittest.mock import patch

import pytest
from aiohttp import web
from jsonschema import Draft202012Validator, ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.rasa.remote_action import ask_with_less_work, close_session
from testkit.services import free_port

pytestmark = pytest.mark.rasa
GOOD = {
    "events": [{"event": "slot", "name": "conversation", "value": None, "timestamp": None}],
    "responses": [{"text": "hello"}],
}
BAD = [
    {"events": "none"},
    {"events": [{"event": "slot"}]},
    {"events": [], "responses": ["hello"]},
    {"events": [{"event": "slot", "name": 1, "value": 2}], "responses": []},
    {"events": [{"event": "slot", "name": "a", "value": 2, "timestamp": "now"}], "responses": []},
    {"events": [{"event": "followup", "metadata": "m"}], "responses": []},
    {"events": [{"event": "unheard_of"}], "responses": []},
]
# Right, and not as our own action answers.
OTHERS = [
    {"events": [{"event": "session_started", "timestamp": 1.0}], "responses": []},
    {"events": [{"event": "slot", "name": "a", "value": 2, "metadata": {}}], "responses": []},
    {"events": []},
]


@pytest.fixture
def action():
    """An action of a process in which Rasa's methods are replaced; afterwards they are back."""
    with (
        patch.object(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result),
        patch.object(RemoteAction, "_action_call_format", RemoteAction._action_call_format),
        patch.object(EndpointConfig, "session", EndpointConfig.session),
        patch.object(Event, "resolve_by_type", staticmethod(Event.resolve_by_type)),
    ):
        ask_with_less_work()
        yield RemoteAction("action_reply", EndpointConfig("http://nowhere"))


def test_a_good_answer_passes(action):
    assert action._validate_action_result(GOOD)


def test_an_answer_like_our_own_is_not_held_against_the_schemas_of_all_events(action):
    followed = {**GOOD, "events": [*GOOD["events"], {"event": "followup", "name": "action_listen"}]}
    with patch.object(Draft202012Validator, "validate") as looked:
        assert action._validate_action_result(followed)
    looked.assert_not_called()


@pytest.mark.parametrize("answer", OTHERS)
def test_another_right_answer_passes(action, answer):
    assert action._validate_action_result(answer)


def test_an_event_is_of_the_kind_that_rasa_finds(action):
    event = Event.from_parameters({"event": "slot", "name": "a", "value": 2})
    assert event == SlotSet("a", 2)
    with pytest.raises(ValueError, match="unheard_of"):
        Event.from_parameters({"event": "unheard_of"})


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


@pytest.fixture
def ask(action):
    """Asks a server so many times; returns from how many connections it was asked."""

    async def ask(times):
        connections = set()

        async def answer(request):
            connections.add(request.transport)
            return web.json_response(GOOD)

        app = web.Application()
        app.router.add_post("/webhook", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        port = free_port()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        endpoint = EndpointConfig(f"http://127.0.0.1:{port}/webhook")
        for _ in range(times):
            assert await endpoint.request(json={}) == GOOD
        await close_session(endpoint)
        await runner.cleanup()
        return len(connections)

    return lambda times: asyncio.run(ask(times))


def test_one_connection_serves_many_actions(ask):
    assert ask(3) == 1


def test_a_session_that_was_closed_is_opened_again(action):
    async def open_twice():
        endpoint = EndpointConfig("http://nowhere")
        async with endpoint.session() as first:
            await close_session(endpoint)
        async with endpoint.session() as second:
            await close_session(endpoint)
        return first is not second

    assert asyncio.run(open_twice())


def test_nothing_is_closed_where_nothing_was_opened():
    asyncio.run(close_session(None))
    asyncio.run(close_session(EndpointConfig("http://nowhere")))


def tracker_of(*events):
    return DialogueStateTracker.from_events("s", list(events))


def test_an_action_is_asked_about_the_last_turn_alone(action):
    slot, last = SlotSet("conversation", {"turn": 1}), UserUttered("and then")
    tracker = tracker_of(UserUttered("hello"), ActionExecuted("action_reply"), slot, last)

    question = action._action_call_format(tracker, Domain.empty())

    assert [event["event"] for event in question["tracker"]["events"]] == ["user"]
    assert question["tracker"]["events"][0]["text"] == "and then"
    assert question["tracker"]["latest_message"]["text"] == "and then"


def test_before_any_message_it_is_asked_about_all_there_is(action):
    question = action._action_call_format(
        tracker_of(ActionExecuted("action_listen")), Domain.empty()
    )
    assert [event["event"] for event in question["tracker"]["events"]] == ["action"]
