"""How much waits for staff: the numbers beside the menu."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.engine import Engine

from bot.console.request import StaffRequest
from bot.records.conversations import callbacks
from bot.records.review import waiting_groups
from bot.records.staff.role import Role

# As far back as the queue looks.
DAYS = 30


class OpenWork:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def counts(self, request: StaffRequest) -> dict[str, int]:
        """Return by the address of a page how many things wait on it."""
        now, user = request.now, request.user
        with self._engine.connect() as connection:
            counts = {
                "/unanswered": waiting_groups.count(connection, now, now - timedelta(days=DAYS))
            }
            if user.role.may(Role.EDITOR):
                open_ = callbacks.counts(connection, user.name)
                counts["/callbacks"] = open_["new"] + open_["mine"]
        return counts
