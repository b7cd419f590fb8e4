"""An application that is replaced while it serves: whoever came before is answered by the one before.

A file says what is live. When it changes, the application is built anew beside the present one, which goes on
until the new one is ready: no connection is closed, and no request is turned away.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

log = structlog.get_logger("web")

_SECONDS_BETWEEN = 0.5
# Longer than any request may take.
_SECONDS_TO_DRAIN = 30.0

Build = Callable[[], Starlette]


class SwitchingApp:
    """`build` makes an application of what is live; `name` tells the supervisor who has switched."""

    def __init__(self, build: Build, file: Path, name: str) -> None:
        self._build = build
        self._file = file
        self._name = name
        self._content = _content(file)
        self._app = build()
        self._retiring: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        await receive()
        try:
            async with self.running():
                await send({"type": "lifespan.startup.complete"})
                await receive()
        except BaseException as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            raise
        await send({"type": "lifespan.shutdown.complete"})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the application, and follow the file."""
        self._open = await _started(self._app)
        self._tell()
        task = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            for each in (task, *self._retiring):
                each.cancel()
                with suppress(asyncio.CancelledError):
                    await each
            await self._open.aclose()

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(_SECONDS_BETWEEN)
            try:
                await self.follow_once()
            except Exception as error:  # noqa: BLE001 - the present application goes on
                log.error("switch.failed", error=type(error).__name__)  # noqa: TRY400

    async def follow_once(self) -> None:
        """Replace the application if the file has changed."""
        content = _content(self._file)
        if content == self._content:
            return
        self._content = content
        app = await run_in_threadpool(self._build)
        opened = await _started(app)
        before, self._app, self._open = self._open, app, opened
        self._tell()
        task = asyncio.create_task(_close_later(before))
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)

    def _tell(self) -> None:
        self._file.with_suffix(f".{self._name}").write_bytes(self._content)


async def _started(app: Starlette) -> AsyncExitStack:
    stack = AsyncExitStack()
    await stack.enter_async_context(app.router.lifespan_context(app))
    return stack


async def _close_later(stack: AsyncExitStack) -> None:
    try:
        await asyncio.sleep(_SECONDS_TO_DRAIN)
    finally:
        await stack.aclose()


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
