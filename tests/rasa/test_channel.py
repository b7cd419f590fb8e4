"""The channel takes messages from the gateway alone, and always answers within the deadline."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest
from rasa.shared.core.events import BotUttered, UserUttered

from bot import settings
from bot.errors import SetUpError
from bot.rasa import channel
from bot.rasa.action_server import ActionServer
from bot.rasa.channel import GatewayInput, MessageCollector
from bot.rasa.trackers import RecordsUnreachable

REPLY = {"kind": "answer", "text": "Nothing."}
PUBLISHED = {"kind": "answer", "text": "The published answer."}
FAQ = {"intent": {"name": "faq"}, "response_selector": {}}


class PlayedAgent:
    """An agent that answers with `replies`, takes `delay` seconds, or breaks with `error`."""

    def __init__(self):
        self.replies, self.delay, self.error, self.is_loaded = [REPLY], 0.0, None, True
        self.messages, self.broken_locks, self.locked = [], [], []
        self.tracker = None
        self.lock_store = self.tracker_store = self.processor = self.nlg = self

    def is_ready(self):
        return self.is_loaded

    async def parse_message(self, text):
        self.messages.append(text)

    @asynccontextmanager
    async def lock(self, sender):
        self.locked.append(sender)
        yield

    async def break_open(self, sender):
        self.broken_locks.append(sender)

    async def retrieve(self, _):
        return self.tracker

    async def handle_message(self, message):
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error
        self.messages.append(message)
        if self.replies:
            await message.output_channel.send_response("x", {"custom": {"messages": self.replies}})

    async def generate(self, name, tracker, channel):
        self.messages.append(name)
        return {"custom": {"messages": [PUBLISHED]}}


@pytest.fixture
def agent():
    return PlayedAgent()


@pytest.fixture
def call(agent):
    """Return a function that sends a request to the channel's handlers, without Rasa's web server."""
    blueprint = GatewayInput("secret", 0.3, ActionServer("http://127.0.0.1:1/webhook")).blueprint(
        None
    )
    handlers = {route.uri: route.handler for route in blueprint._future_routes}

    async def send(path, body, headers):
        app = SimpleNamespace(ctx=SimpleNamespace(agent=agent))
        request = SimpleNamespace(app=app, json=body, headers=headers)
        response = await handlers[path](request)
        # What the handler began in the background comes to its end.
        await asyncio.sleep(0)
        return response.status, json.loads(response.body)

    def call_(body=None, path="/message", secret="secret"):
        headers = {"authorization": f"Bearer {secret}", "x-request-id": "r1"}
        return asyncio.run(send(path, body, headers))

    return call_


def message(text="hello", **more):
    return {"sender": "s", "text": text, **more}


def tracker(turn, *events, parsed=FAQ):
    latest = UserUttered("earlier", metadata={"turn": turn})
    latest.parse_data = parsed
    return SimpleNamespace(latest_message=latest, events=[latest, *events])


def test_a_message_is_answered_with_what_rasa_says(call, agent):
    assert call(message(turn="t1")) == (200, {"messages": [REPLY]})
    (sent,) = agent.messages
    assert (sent.sender_id, sent.metadata) == ("s", {"turn": "t1", "request": "r1"})
    assert agent.locked == ["s"]


@pytest.mark.parametrize("secret", ["", "wrong", "secret2"])
def test_whoever_does_not_know_the_secret_is_refused(call, agent, secret):
    assert call(message(), secret=secret)[0] == 403
    assert agent.messages == []


@pytest.mark.parametrize(
    "body", [None, {}, {"sender": "s"}, {"text": "x"}, {"sender": "", "text": "x"}, message(3)]
)
def test_a_body_without_sender_and_text_is_refused(call, agent, body):
    assert call(body)[0] == 400
    assert agent.messages == []


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (message("/restart"), "restart"),
        (message("//faq/x"), "faq/x"),
        (message("/faq/x", command=True), "/faq/x"),
    ],
)
def test_a_text_is_a_command_only_where_the_gateway_says_so(call, agent, body, text):
    call(body)
    assert [sent.text for sent in agent.messages] == [text]


def test_a_message_that_was_answered_before_gets_the_same_reply(call, agent):
    said = BotUttered("Nothing.", data={"custom": {"messages": [REPLY]}})
    agent.tracker = tracker("t1", said)
    assert call(message(turn="t1"))[1] == {"messages": [REPLY]}
    assert agent.messages == []
    call(message(turn="t2"))
    assert len(agent.messages) == 1


def test_messages_without_a_turn_are_never_taken_for_repeats(call, agent):
    agent.tracker = tracker("", BotUttered("Nothing.", data={"custom": {"messages": [REPLY]}}))
    call(message())
    assert len(agent.messages) == 1


def test_a_published_answer_comes_even_if_the_action_server_is_silent(call, agent):
    agent.replies, agent.tracker = [], tracker("earlier")
    assert call(message())[1] == {"messages": [PUBLISHED]}


def test_nothing_else_is_answered_without_the_action_server(call, agent):
    parsed = {"intent": {"name": "find_category"}}
    agent.replies, agent.tracker = [], tracker("earlier", parsed=parsed)
    assert call(message())[1] == {"messages": []}


def test_a_turn_that_takes_too_long_is_ended(call, agent):
    agent.delay = 5
    assert call(message()) == (504, {"error": "timeout"})


@pytest.mark.parametrize("error", [ValueError("my name is Ann"), RecordsUnreachable("x")])
def test_a_turn_that_fails_says_so_and_nothing_more(call, agent, error):
    agent.error = error
    assert call(message()) == (500, {"error": "failed"})


def test_the_lock_of_a_dead_worker_is_broken_when_the_gateway_asks_again(call, agent):
    call(message())
    assert agent.broken_locks == []
    call(message(again=True))
    assert agent.broken_locks == ["s"]


def test_it_is_ready_once_a_first_message_was_parsed(call, agent, monkeypatch):
    left = []
    monkeypatch.setattr(channel, "leave_unsearched", lambda: left.append(list(agent.messages)))
    agent.is_loaded = False
    assert call(path="/")[1] == {"ready": False, "guide": False}
    assert agent.messages == []
    agent.is_loaded = True
    call(path="/")
    assert agent.messages == ["hello"]
    assert call(path="/")[1] == {"ready": True, "guide": False}
    assert agent.messages == ["hello"]
    assert left == [["hello"]]


@pytest.mark.parametrize("custom", [None, "decision", {"messages": "none"}, {}])
def test_texts_that_are_not_ours_are_not_collected(custom):
    collector = MessageCollector()
    asyncio.run(collector.send_response("x", {"text": "hello", "custom": custom}))
    assert collector.messages == []


@pytest.mark.parametrize("credentials", [None, {}, {"secret": "${ASSISTANT_CHANNEL_SECRET}"}])
def test_without_a_secret_it_does_not_start(credentials):
    with pytest.raises(SetUpError, match="ASSISTANT_CHANNEL_SECRET"):
        GatewayInput.from_credentials(credentials)


def test_its_deadline_is_shorter_than_the_gateways(monkeypatch):
    monkeypatch.setattr("bot.rasa.channel.logs.configure", lambda *_: None)
    monkeypatch.setattr("bot.rasa.channel.ask_with_less_work", lambda: None)
    channel = GatewayInput.from_credentials({"secret": "s"})
    assert 0 < channel._deadline_seconds < settings.read().deadline_seconds
