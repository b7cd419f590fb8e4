"""What reaches RabbitMQ says what kind of thing happened, and never what was said."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import tempfile
from pathlib import Path

import aio_pika
import pytest
from rasa.shared.core import events  # noqa: F401 - Rasa's broker counts on it being imported
from rasa.utils.endpoints import EndpointConfig

from bot.rasa.broker import Analytics, without_text
from testkit.services import free_port, is_open, wait_until

USER = {
    "event": "user",
    "text": "my name is Ann",
    "sender_id": "x",
    "timestamp": 1.0,
    "parse_data": {"intent": {"name": "faq", "confidence": 0.9}, "text": "my name is Ann"},
    "metadata": {"turn": "1"},
}
BOT = {"event": "bot", "text": "Hello Ann", "data": {"custom": {"messages": ["Ann"]}}}
SLOT = {"event": "slot", "name": "conversation", "value": {"told": {"place": "canada"}}}
SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")


@pytest.mark.parametrize("event", [USER, BOT, SLOT], ids=lambda event: event["event"])
def test_words_names_and_slots_stay_here(event):
    passed = json.dumps(without_text(event))

    assert "Ann" not in passed
    assert "canada" not in passed
    assert without_text(event)["event"] == event["event"]


def test_of_a_message_the_intent_goes_on():
    assert without_text(USER)["intent"] == "faq"


def test_without_an_address_there_is_no_broker(monkeypatch):
    monkeypatch.delenv("ASSISTANT_RABBITMQ_URL", raising=False)

    assert asyncio.run(Analytics.from_endpoint_config(EndpointConfig())) is None


@pytest.fixture
def rabbitmq():
    port = free_port()
    names = {"ERL_EPMD_PORT": str(free_port())}
    # Erlang's register of nodes: started by us, or it would stay behind as a daemon.
    register = subprocess.Popen(["epmd", "-port", names["ERL_EPMD_PORT"], "-address", "127.0.0.1"])
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [SERVER],
            env={
                **os.environ,
                "HOME": folder,
                "RABBITMQ_NODENAME": f"test{port}@localhost",
                "RABBITMQ_NODE_PORT": str(port),
                "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
                "RABBITMQ_DIST_PORT": str(free_port()),
                **names,
                "RABBITMQ_MNESIA_BASE": f"{folder}/data",
                "RABBITMQ_LOG_BASE": f"{folder}/log",
                "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/plugins",
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            wait_until(lambda: is_open(port), "RabbitMQ", 90)
            yield f"amqp://guest:guest@127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            register.kill()
            register.wait()


@pytest.mark.services
def test_events_arrive(rabbitmq, monkeypatch):
    monkeypatch.setenv("ASSISTANT_RABBITMQ_URL", rabbitmq)

    async def publish_and_read():
        loop = asyncio.get_running_loop()
        broker = await Analytics.from_endpoint_config(EndpointConfig(), loop)
        broker.publish(USER)
        connection = await aio_pika.connect(rabbitmq)
        channel = await connection.channel()
        queue = await channel.declare_queue("conversation_events", durable=True)
        for _ in range(100):
            message = await queue.get(fail=False, no_ack=True)
            if message:
                break
            await asyncio.sleep(0.1)
        await connection.close()
        await broker.close()
        return json.loads(message.body)

    arrived = asyncio.run(publish_and_read())

    assert arrived["intent"] == "faq"
    assert "Ann" not in json.dumps(arrived)
