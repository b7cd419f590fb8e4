"""A database of its own for the commands that need one."""

from __future__ import annotations

from testkit.records import database  # noqa: F401
