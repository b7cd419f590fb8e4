"""The audit entry of what a member of staff just did."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Connection

from bot.console.request import StaffRequest
from bot.records.staff import audit


def record_contact(connection: Connection, request: StaffRequest, references: list[str]) -> None:
    """Record that somebody saw names, addresses and telephone numbers of these call-backs."""
    if references:
        about = references[0] if len(references) == 1 else f"{len(references)} call-backs"
        details = {"call-backs": references}
        record(connection, request, "contact data read", about, details)


def record(
    connection: Connection,
    request: StaffRequest,
    action: str,
    about: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    audit.append(connection, request.now, request.user.name, action, about, details or {})
