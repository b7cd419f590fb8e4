"""Commits published files where the tree is a git checkout, so that git tells who changed what, and why."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

_SECONDS = 60


def commit(root: Path, files: Sequence[str], subject: str, who: str) -> str:
    """Commit these files alone; return what went wrong, empty if nothing. No checkout: nothing is done.

    Whatever else is changed or staged in the checkout stays as it is.
    """
    if not (root / ".git").exists() or not files:
        return ""
    if problem := _git(root, "add", "--", *files):
        return problem
    return _git(
        root,
        *("-c", f"user.name={who} (console)", "-c", "user.email=console@localhost"),
        *("commit", "--quiet", "--message", subject, "--", *files),
    )


def _git(root: Path, *arguments: str) -> str:
    try:
        process = subprocess.run(  # noqa: S603 - arguments are a list, and files stand behind --
            ["git", "-C", str(root), *arguments],  # noqa: S607 - git of the machine
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"git could not be run: {error}"
    if process.returncode:
        return (process.stderr or process.stdout).strip()[:500] or "git failed"
    return ""
