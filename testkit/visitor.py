"""One conversation through the chat API, over a socket or straight into the application."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import httpx

_SECONDS = 30

Message = dict[str, Any]


class Visitor:
    """`http` is a client of the gateway: httpx's, or Starlette's test client."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        response = http.post("/api/chat/sessions", json={})
        assert response.status_code == 201, response.text
        self.opening: list[Message] = response.json()["messages"]
        self.token: str = response.json()["session"]
        self._count = 0

    @classmethod
    def at(cls, address: str) -> Visitor:
        """Return a visitor of the gateway that listens there."""
        return cls(httpx.Client(base_url=address, timeout=_SECONDS))

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def send(self, body: dict[str, Any]) -> httpx.Response:
        """Send a message as it is, and return the response whatever it says."""
        return self.post("messages", body)

    def say(self, text: str, id_: str | None = None) -> list[Message]:
        return self._answer({"text": text}, id_)

    def press(self, messages: Iterable[Message], value: str) -> list[Message]:
        """Press the button of that value among those that the messages offer."""
        choices = [choice for message in messages for choice in message.get("choices", ())]
        choice = next(choice["choice"] for choice in choices if choice["value"] == value)
        return self.choose(choice)

    def choose(self, choice: str) -> list[Message]:
        return self._answer({"choice": choice})

    def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        return self.http.post(f"/api/chat/{path}", json=body, headers=self.headers)

    def history(self) -> httpx.Response:
        return self.http.get("/api/chat/messages", headers=self.headers)

    def leave(self) -> httpx.Response:
        """Erase the conversation."""
        headers = {**self.headers, "Content-Type": "application/json"}
        return self.http.request("DELETE", "/api/chat/sessions", headers=headers)

    def _answer(self, body: dict[str, Any], id_: str | None = None) -> list[Message]:
        self._count += 1
        response = self.send({"id": id_ or f"m{self._count}", **body})
        assert response.status_code == 200, response.text
        messages: list[Message] = response.json()["messages"]
        assert messages
        return messages
