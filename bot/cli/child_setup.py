"""What a process that we started does before it becomes its program."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
from pathlib import Path

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
# Linux may weigh sessions instead of processes, and each of ours has one of its own.
_NICENESS_OF_SESSION = Path("/proc/self/autogroup")
_libc = ctypes.CDLL(None)


def prepare_child(niceness: int) -> None:
    """Give way to others; let the kernel end this process when its parent dies, as only Linux can."""
    os.nice(niceness)
    with contextlib.suppress(OSError):
        _NICENESS_OF_SESSION.write_text(str(niceness), encoding="ascii")
    if hasattr(_libc, "prctl"):
        _libc.prctl(_DIE_WITH_PARENT, signal.SIGTERM)
