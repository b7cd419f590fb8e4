"""What happened in conversations, for analytics, to RabbitMQ where there is one; never what was said."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa.core.brokers.pika import PikaEventBroker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.engine import make_url

from bot import settings

_QUEUE = "conversation_events"
# An event goes on with these and no others: each is a name, a number or a time of ours.
_PUBLIC_KEYS = ("event", "timestamp", "sender_id", "name", "policy", "confidence")


class Analytics(PikaEventBroker):
    @classmethod
    async def from_endpoint_config(
        cls,
        broker_config: EndpointConfig | None,  # noqa: ARG003 - the address comes from our settings
        event_loop: asyncio.AbstractEventLoop | None = None,
    ) -> Analytics | None:
        """Return the broker, connected; None where no RabbitMQ is set: then nothing is published."""
        address = settings.read().rabbitmq_url
        if not address:
            return None
        url = make_url(address)
        broker = cls(
            host=url.host or "localhost",
            username=url.username or "guest",
            password=url.password or "guest",
            port=url.port or 5672,
            queues=[_QUEUE],
            # Answers matter more than statistics: none waits for the other.
            should_keep_unpublished_messages=False,
            event_loop=event_loop,
        )
        await broker.connect()
        return broker

    def publish(self, event: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        super().publish(without_text(event), headers)


def without_text(event: dict[str, Any]) -> dict[str, Any]:
    """Return what analytics may have: what kind of event, and which intent; nothing that was typed."""
    public = {key: event[key] for key in _PUBLIC_KEYS if event.get(key) is not None}
    intent = (event.get("parse_data") or {}).get("intent") or {}
    if event.get("event") == "user":
        public["intent"] = intent.get("name")
        public["confidence"] = intent.get("confidence")
    return public
