"""A web application on a port of its own, served from a thread of the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from testkit.services import free_port, wait_until

_SECONDS_TO_END = 20


@contextmanager
def served(app: Any, **options: Any) -> Iterator[int]:
    """Serve the application; give its port. `options` are those of uvicorn."""
    port = free_port()
    config = uvicorn.Config(app, port=port, ws="none", **{"log_level": "error", **options})
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: server.started, "the server")
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(_SECONDS_TO_END)
