"""Asks Rasa, with our own deadline; whatever goes wrong becomes one exception, RasaFailed.

Of several workers a conversation always uses the same, which then has it in memory; another replaces
it when that worker cannot be reached or dies while it answers. Where there is no other, whoever starts it
again needs seconds: a message waits for it as long as a person would.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import AssistantError
from bot.gateway import metrics
from bot.gateway.rasa_http import Http, Interrupted, Send, Unreachable

_SECONDS_AVOIDED = 2.0
_SECONDS_TO_TELL_READINESS = 2.0
# One that answered a short while ago is probably being started again; one that is away for longer is not
# waited for, and the rest of the time is for its answer.
_SECONDS_TO_BE_BACK = 20.0
_SHARE_TO_WAIT = 0.75
_SECONDS_BETWEEN_TRIES = 0.5
_OK = 200
# A worker does one thing at a time: more at once wait just as well here. Asking for readiness does not wait.
_AT_ONCE = 16


class RasaFailed(AssistantError):
    """Rasa did not answer in time, or not with messages. `reason` is one word, for the records."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Readiness:
    """`is_ready`: published questions are answered; `has_guide`: so is what needs the action server."""

    is_ready: bool
    has_guide: bool


class Rasa:
    """`send` carries a request to a worker; tests hand in one that needs no network.

    With `starts_beside` the workers are taken to be starting as this process does, and are waited for.
    """

    def __init__(
        self,
        urls: str | Sequence[str],
        secret: str,
        deadline_seconds: float,
        send: Send | None = None,
        *,
        starts_beside: bool = False,
    ) -> None:
        self._urls = [urls] if isinstance(urls, str) else list(urls)
        self._avoided: dict[str, float] = {}
        # When one of them last answered, by the monotonic clock; None: never.
        self._answered_at = time.monotonic() if starts_beside else None
        self._slots = {url: asyncio.Semaphore(_AT_ONCE) for url in self._urls}
        self._deadline_seconds = deadline_seconds
        self._http = Http(secret, deadline_seconds)
        self._send = send or self._http.send

    async def ask(
        self, sender: str, text: str, *, command: bool = False, turn: str = "", request: str = ""
    ) -> list[dict[str, Any]]:
        """Return the reply, one message at least. Raises RasaFailed.

        `turn` names this message of the conversation: a worker that sees it a second time, because the
        first answer never arrived, gives the answer that was stored.
        """
        body = {"sender": sender, "text": text, "command": command, "turn": turn}
        started = time.monotonic()
        try:
            exchange = self._ask_until_back(
                sender, body, {"X-Request-Id": request} if request else {}
            )
            messages = await asyncio.wait_for(exchange, self._deadline_seconds)
        except asyncio.TimeoutError:
            raise _failed("timeout") from None
        except (Unreachable, Interrupted):
            raise _failed("unreachable") from None
        except (ValueError, KeyError, TypeError):
            raise _failed("garbled") from None
        metrics.RASA_SECONDS.observe(time.monotonic() - started)
        if not isinstance(messages, list) or not all(map(_is_message, messages)):
            raise _failed("garbled")
        if not messages:
            raise _failed("silent")
        return messages

    async def _ask_until_back(
        self, sender: str, body: dict[str, Any], headers: Mapping[str, str]
    ) -> Any:
        """Ask a worker; where none can be reached but one could be just now, wait for its return."""
        gives_up = time.monotonic() + _SHARE_TO_WAIT * self._deadline_seconds
        while True:
            try:
                return await self._ask_worker(sender, body, headers)
            except Unreachable:
                if time.monotonic() > gives_up or not self._may_be_back_soon():
                    raise
            await asyncio.sleep(_SECONDS_BETWEEN_TRIES)

    def _may_be_back_soon(self) -> bool:
        answered = self._answered_at
        return answered is not None and time.monotonic() - answered < _SECONDS_TO_BE_BACK

    async def _ask_worker(
        self, sender: str, body: dict[str, Any], headers: Mapping[str, str]
    ) -> Any:
        """Ask the conversation's own worker, or the next where that one cannot answer.

        `body` is told when a worker may have read it already.
        """
        *others, last = self._in_order(sender)
        for url in others:
            try:
                return await self._post(url, body, headers)
            except Unreachable:
                self._avoided[url] = time.monotonic() + _SECONDS_AVOIDED
            except Interrupted:
                self._avoided[url] = time.monotonic() + _SECONDS_AVOIDED
                body["again"] = True
        return await self._post(last, body, headers)

    async def _post(self, url: str, body: dict[str, Any], headers: Mapping[str, str]) -> Any:
        address = f"{url}/webhooks/gateway/message"
        async with self._slots[url]:
            status, answer = await self._send("POST", address, dict(body), headers)
        self._answered_at = time.monotonic()
        return answer["messages"] if status == _OK else None

    def _in_order(self, sender: str) -> list[str]:
        """Return its own worker first, those that just failed last; a single address twice."""
        if len(self._urls) == 1:
            return self._urls * 2
        now = time.monotonic()
        return sorted(
            self._urls,
            key=lambda url: (
                self._avoided.get(url, 0.0) > now,
                hashlib.blake2b(f"{sender} {url}".encode()).digest(),
            ),
        )

    async def readiness(self) -> Readiness:
        """Tell what one worker at least would answer."""
        workers = await asyncio.gather(*(self._readiness(url) for url in self._urls))
        return Readiness(
            any(worker.is_ready for worker in workers), any(worker.has_guide for worker in workers)
        )

    async def _readiness(self, url: str) -> Readiness:
        probe = self._send("GET", f"{url}/webhooks/gateway/", None, {})
        try:
            status, answer = await asyncio.wait_for(probe, _SECONDS_TO_TELL_READINESS)
        except (Unreachable, Interrupted, asyncio.TimeoutError, ValueError):
            return Readiness(is_ready=False, has_guide=False)
        if status != _OK or not isinstance(answer, dict) or answer.get("ready") is not True:
            return Readiness(is_ready=False, has_guide=False)
        return Readiness(is_ready=True, has_guide=answer.get("guide") is True)

    async def close(self) -> None:
        await self._http.close()


def _failed(reason: str) -> RasaFailed:
    metrics.RASA_FAILURES.labels(reason).inc()
    return RasaFailed(reason)


def _is_message(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("text")) and bool(value.get("kind"))
