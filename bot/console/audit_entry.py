"""The audit entry of what a member of staff just did."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Connection

from bot.console.request import StaffRequest
from bot.records.staff import audit


def record(
    connection: Connection,
    request: StaffRequest,
    action: str,
    about: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    audit.append(connection, request.now, request.user.name, action, about, details or {})
