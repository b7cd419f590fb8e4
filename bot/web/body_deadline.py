"""How long the body of a request may take to arrive: after that, whoever sends it counts as gone."""

from __future__ import annotations

import asyncio
import math
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A letter of 1 MB at half a megabit a second takes sixteen.
SECONDS_FOR_BODY = 20.0


class BodyDeadline:
    def __init__(self, app: ASGIApp, seconds: float = SECONDS_FOR_BODY) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        ends, is_complete = math.inf, False

        async def receive_in_time() -> Message:
            nonlocal ends, is_complete
            # Counted from when we begin to read: whoever sends is not to blame for what we did before.
            ends = min(ends, time.monotonic() + self._seconds)
            # Later calls only wait for the visitor to leave, which may take as long as it likes.
            if is_complete:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), max(0, ends - time.monotonic()))
            except asyncio.TimeoutError:
                return {"type": "http.disconnect"}
            is_complete = not message.get("more_body", False)
            return message

        await self._app(scope, receive_in_time, send)
