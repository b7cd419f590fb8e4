"""Who may work on what: the people to whom a group of questions or a call-back can be assigned."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException

from bot.console.request import StaffRequest
from bot.records.staff.role import Role
from bot.records.staff.tables import staff


def colleagues(connection: Connection) -> list[str]:
    """Return the names of those who may work on what visitors left, in order."""
    roles = [role.value for role in Role if role.may(Role.EDITOR)]
    query = sa.select(staff.c.name).where(staff.c.disabled_at.is_(None), staff.c.role.in_(roles))
    return list(connection.execute(query.order_by(staff.c.name)).scalars())


def assignee(connection: Connection, request: StaffRequest) -> str | None:
    """Return who a form names: oneself, a colleague, or nobody. Raises 422 for anybody else."""
    to = request.field("to", 64)
    if to in {"", "nobody"}:
        return None
    if to == "me":
        return request.user.name
    if to not in colleagues(connection):
        raise HTTPException(422, "Nobody who may work on this has that name.")
    return to
