"""The row of a member of staff: found by a name in any letters, and changed."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.errors import AccountRefused
from bot.records.staff.tables import staff


def find(connection: Connection, name: str) -> sa.engine.Row | None:
    """Return the row of a name; names from before may hold capitals."""
    lower = name.strip().lower()
    query = (
        sa.select(staff)
        .where(sa.func.lower(staff.c.name) == lower)
        .order_by(staff.c.name != name, staff.c.created_at)
    )
    return connection.execute(query).first()


def require(connection: Connection, name: str) -> sa.engine.Row:
    """Return the row of a name. Raises AccountRefused where there is none."""
    person = find(connection, name)
    if person is None:
        raise AccountRefused(f"there is nobody called {name}")
    return person


def update(connection: Connection, name: str, **values: Any) -> None:
    """Change the row with this name, in these very letters."""
    connection.execute(staff.update().where(staff.c.name == name).values(**values))
