"""Whether a process still lives that this one, or one before it, started."""

from __future__ import annotations

import os


def is_running(pid: int) -> bool:
    """Tell whether a process lives; one that ended as our child is laid to rest."""
    try:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return False
    except ChildProcessError:
        pass  # Somebody else's, perhaps of the console that ran before.
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
