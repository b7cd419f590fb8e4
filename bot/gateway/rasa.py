"""Asks Rasa, with our own deadline; whatever goes wrong there becomes one exception here."""

from __future__ import annotations

from typing import Any

import httpx


class RasaFailed(Exception):
    """Rasa did not answer in time, or not with messages. `reason` is one word, for the records."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Rasa:
    def __init__(
        self,
        url: str,
        secret: str,
        deadline_seconds: float,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._client = httpx.AsyncClient(
            transport=transport,
            base_url=url,
            headers={"Authorization": f"Bearer {secret}"},
            timeout=httpx.Timeout(deadline_seconds, connect=2.0),
            limits=httpx.Limits(max_connections=64, keepalive_expiry=4.0),
        )

    async def say(self, sender: str, text: str, *, command: bool = False) -> list[dict[str, Any]]:
        """Return what the assistant says, one message at least. Raises RasaFailed."""
        body = {"sender": sender, "text": text, "command": command}
        try:
            response = await self._client.post("/webhooks/gateway/message", json=body)
            messages = response.json()["messages"] if response.is_success else None
        except httpx.TimeoutException:
            raise RasaFailed("timeout") from None
        except httpx.HTTPError:
            raise RasaFailed("unreachable") from None
        except (ValueError, KeyError, TypeError):
            raise RasaFailed("garbled") from None
        if not isinstance(messages, list) or not all(_is_message(one) for one in messages):
            raise RasaFailed("garbled")
        if not messages:
            raise RasaFailed("silent")
        return messages

    async def is_ready(self) -> bool:
        try:
            response = await self._client.get("/webhooks/gateway/", timeout=2.0)
            return response.is_success and response.json().get("ready") is True
        except (httpx.HTTPError, ValueError):
            return False

    async def close(self) -> None:
        await self._client.aclose()


def _is_message(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("text")) and bool(value.get("kind"))
