"""var/serve.log: what the processes of `assistant serve` say, kept over restarts and rotated."""

from __future__ import annotations

import fcntl
import io
import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LARGEST = 10_000_000  # bytes
_OLD_FILES = 5


class _Handler(RotatingFileHandler):
    """Readable by its owner alone; on a full disk the assistant goes on without its log."""

    def _open(self) -> io.TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.fchmod(descriptor, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="replace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        pass


class ServeLog:
    """Written to `path` by one process at a time; to `spare` where another one that runs has `path`."""

    def __init__(self, path: Path, spare: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = path.with_name(f"{path.name}.lock").open("a")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            path = spare
        self.path = path
        self._handler = _Handler(path, maxBytes=_LARGEST, backupCount=_OLD_FILES, delay=True)
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(name)-8s %(message)s"))

    def write(self, name: str, line: str) -> None:
        """Write a line of the process with this name; may be called from several threads."""
        record = logging.LogRecord(name, logging.INFO, "", 0, line, None, None)
        self._handler.handle(record)
