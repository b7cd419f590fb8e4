"""The server's side of a connection, with limits on what a client may leave undone.

uvicorn bounds neither the time for a head, nor that for a body which nobody reads any more, nor that of a
client which takes no answer. `assistant serve` names this class with `--http`; h11 bounds the size of a head,
and reads each line of it and each chunk of a body by itself, for some 20 microseconds during which nobody else is
answered: so their number is bounded as well.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

# For the whole head of a request, from the opening of the connection or the head's first byte.
SECONDS_FOR_HEAD = 10.0
# Longer than bot.web.body_deadline, whose answer comes first; this holds where the body is not read, too.
SECONDS_FOR_BODY = 25.0
# For a client to take the 48 KB after which we may write on; then for what is left when we close.
SECONDS_TO_TAKE = 30.0
SECONDS_TO_END = 10.0
# Of one more, the one that has waited longest is closed: opening many shuts nobody out.
MOST_WITHOUT_REQUEST = 500
LARGEST_HEAD = 32_768
# A body in chunks is JSON of 8 KB at most; letters and forms say their length beforehand.
MOST_CHUNKS = 500
# What is read at a time: of more, h11 takes a head for one that is complete, however large it is.
_PIECE = 8_192
# Requests that are sent before an answer has come; browsers send none.
_MOST_AHEAD = 65_536


class _CountedConnection(h11.Connection):
    """`is_exhausted` once a body came in too many chunks: then nothing further is read."""

    def __init__(self) -> None:
        super().__init__(h11.SERVER, LARGEST_HEAD)
        self.is_exhausted = False
        self._chunks = 0

    def next_event(self) -> type[h11.NEED_DATA | h11.PAUSED] | h11.Event:
        if self.is_exhausted:
            return h11.NEED_DATA
        event = super().next_event()
        if isinstance(event, h11.Request):
            _refuse_two_lengths(event)
            self._chunks = 0
        elif isinstance(event, h11.Data) and event.chunk_start:
            self._chunks += 1
            self.is_exhausted = self._chunks > MOST_CHUNKS
        return event


def _refuse_two_lengths(request: h11.Request) -> None:
    """Raise RemoteProtocolError where a body has two lengths.

    A proxy that goes by the other one takes the end of the body for a request of its own.
    """
    if {b"content-length", b"transfer-encoding"} <= {name for name, _ in request.headers}:
        raise h11.RemoteProtocolError("a length and chunks")


class BoundedHttp(H11Protocol):
    _without_request: ClassVar[dict[BoundedHttp, None]] = {}

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.conn: _CountedConnection = _CountedConnection()
        self._ahead = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._start("head", SECONDS_FOR_HEAD, self._close)
        self._note_waiting()

    def data_received(self, data: bytes) -> None:
        for start in range(0, len(data), _PIECE):
            if self.transport.is_closing():
                return
            self._receive(data[start : start + _PIECE])

    def _receive(self, piece: bytes) -> None:
        is_ahead = self.conn.their_state is h11.DONE
        self._ahead = self._ahead + len(piece) if is_ahead else 0
        if self._ahead > _MOST_AHEAD:
            self._close()
            return
        super().data_received(piece)
        if self.conn.is_exhausted:
            self._close()
            return
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
