"""The server's side of a connection, with limits on the head of a request: its size, and its time.

uvicorn has none for the time. `assistant serve` names this class with `--http`; h11 bounds the size.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# For the whole head of a request, from the opening of the connection or the head's first byte.
SECONDS_FOR_HEAD = 10.0


class BoundedHttp(H11Protocol):
    _closing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._start()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        is_head_missing = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if is_head_missing:
            self._start()
        else:
            self._end()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end()
        super().connection_lost(exc)

    def _start(self) -> None:
        if self._closing is None:
            self._closing = self.loop.call_later(SECONDS_FOR_HEAD, self.transport.close)

    def _end(self) -> None:
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None
