"""One JSON line an event, in every process, with the id of the request; never with what was typed.

Libraries may quote a message in theirs (Rasa does, where something fails): of a line of theirs only the
place in their source goes on, and the kind of error.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import traceback
from collections.abc import MutableMapping
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

# Keys that hold, or could hold, what a person typed or who they are.
_NEVER = frozenset(
    "text message messages question comment reply body payload title"
    " name email phone token authorization session sender events exception".split()
)
_SOURCE = Path(__file__).resolve().parent
# Servers set up loggers of their own before us, whose lines would pass by what stands here.
_SERVERS = ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi")
_OURS = ("gateway", "console", "bot", "actions")


def configure(process: str, format_: str = "json") -> None:
    """Set up the logs of this process; `format_` is json or plain."""
    render: Any = (
        structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty())
        if format_ == "plain"
        else structlog.processors.JSONRenderer()
    )

    def name_process(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {**event, "process": process}

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_text,
            name_process,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: Unbreakable(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(PlaceOnly(process))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in _SERVERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True


def without_text(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop what may hold a person's words; of an exception its kind is kept."""
    safe = {key: value for key, value in event.items() if key not in _NEVER and key != "exc_info"}
    if event.get("exc_info"):
        kind = sys.exc_info()[0]
        safe.setdefault("error", kind.__name__ if kind else "unknown")
    return safe


class Unbreakable(structlog.PrintLogger):
    """Where a line cannot be written, as on a full disk, people are answered all the same."""

    def msg(self, message: str) -> None:
        with contextlib.suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = error = critical = exception = fatal = failure = err = msg


def _place(trace: TracebackType | None) -> str:
    """Return where in our source an error came from, or else where in a library's."""
    frames = list(traceback.extract_tb(trace))
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_SOURCE)]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in ours or frames]
    return places[-1] if places else "-"


class PlaceOnly(logging.Formatter):
    """Writes lines of the standard library's loggers as ours are written."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        is_ours = record.name.partition(".")[0] in _OURS
        line = {
            "event": record.getMessage() if is_ours else f"{record.name}:{record.lineno}",
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, timezone.utc).isoformat(),
            "process": self._process,
            **structlog.contextvars.get_contextvars(),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at"] = _place(record.exc_info[2])
        return json.dumps(line)
