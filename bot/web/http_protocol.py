"""The server's side of a connection, with limits on what a client may leave undone.

uvicorn bounds neither the time for a head, nor that for a body which nobody reads any more, nor that of a
client which takes no answer. `assistant serve` names this class with `--http`; h11 bounds the size of a head.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# For the whole head of a request, from the opening of the connection or the head's first byte.
SECONDS_FOR_HEAD = 10.0
# Longer than bot.web.body_deadline, whose answer comes first; this holds where the body is not read, too.
SECONDS_FOR_BODY = 25.0
# For a client to take the 48 KB after which we may write on; then for what is left when we close.
SECONDS_TO_TAKE = 30.0
SECONDS_TO_END = 10.0
# Of one more, the one that has waited longest is closed: opening many shuts nobody out.
MOST_WITHOUT_REQUEST = 500


class BoundedHttp(H11Protocol):
    _without_request: ClassVar[dict[BoundedHttp, None]] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._start("head", SECONDS_FOR_HEAD, self._close)
        self._note_waiting()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        is_head_missing = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if is_head_missing:
            self._start("head", SECONDS_FOR_HEAD, self._close)
        else:
            self._end("head")
            self._note_waiting()
        if self.conn.their_state is h11.SEND_BODY:
            self._start("body", SECONDS_FOR_BODY, self._close)
        else:
            self._end("body")

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._note_waiting()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._start("take", SECONDS_TO_TAKE, self.transport.abort)

    def resume_writing(self) -> None:
        self._end("take")
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._close()

    def connection_lost(self, exc: Exception | None) -> None:
        for name in tuple(self._timers):
            self._end(name)
        self._without_request.pop(self, None)
        super().connection_lost(exc)

    def _note_waiting(self) -> None:
        """Note whether a request is being answered here; close the oldest of too many without one."""
        self._without_request.pop(self, None)
        if self.cycle is not None and not self.cycle.response_complete:
            return
        self._without_request[self] = None
        if len(self._without_request) > MOST_WITHOUT_REQUEST:
            oldest = next(iter(self._without_request))
            del self._without_request[oldest]
            oldest._close()  # noqa: SLF001 - one of ours

    def _close(self) -> None:
        """Close once the client took what was written, or after a while without that."""
        self.transport.close()
        self._start("end", SECONDS_TO_END, self.transport.abort)

    def _start(self, name: str, seconds: float, then: Callable[[], None]) -> None:
        if name not in self._timers:
            self._timers[name] = self.loop.call_later(seconds, then)

    def _end(self, name: str) -> None:
        if timer := self._timers.pop(name, None):
            timer.cancel()
