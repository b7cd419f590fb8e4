"""What a name to sign in with must be like."""

from __future__ import annotations

import re

from bot.errors import AccountRefused

# Letters that look like Latin ones would make two names that nobody can tell apart.
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])?")


def checked_name(name: str) -> str:
    """Return the name in small letters, as it is kept. Raises AccountRefused."""
    lower = name.strip().lower()
    if not _NAME.fullmatch(lower):
        raise AccountRefused(
            f"{name!r} cannot be a name to sign in with: use letters from a to z, digits, - and ."
        )
    return lower
