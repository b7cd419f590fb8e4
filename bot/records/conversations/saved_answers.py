"""Answers saved under a code: to go on later, or to be read out on the phone."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.codes import new_code
from bot.records.clock import utc_now
from bot.records.conversations.tables import applications
from bot.records.database import empty_log

_MOST_NEAR = 5
# A backup or a long export may read for minutes.
_TRIES_TO_EMPTY = 600


@dataclass(frozen=True)
class SavedAnswer:
    goal: str
    told: Mapping[str, Any]
    category: str


class SavedAnswers:
    """Stores each for `days`; an expired one is not returned, and goes when the next is stored."""

    def __init__(self, engine: Engine, days: int, now: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._now = now
        self.days = days

    def keep(self, goal: str, told: Mapping[str, Any], category: str) -> str:
        """Store a profile and the category that it led to; return the code."""
        now = self._now()
        values = {
            "created_at": now,
            "ends_at": now + timedelta(days=self.days),
            "goal": goal,
            "told": dict(told),
            "category": category,
        }
        while True:
            code = new_code()
            try:
                with self._engine.begin() as connection:
                    connection.execute(applications.delete().where(applications.c.ends_at < now))
                    connection.execute(applications.insert().values(code=code, **values))
            except IntegrityError:  # the code is taken
                continue
            return code

    def find(self, code: str) -> SavedAnswer | None:
        query = sa.select(applications.c.goal, applications.c.told, applications.c.category).where(
            applications.c.code == code, applications.c.ends_at >= self._now()
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return SavedAnswer(**row) if row else None

    def near(self, code: str) -> list[str]:
        """Return the codes that differ from this one in a single character, as one misheard does."""
        patterns = (code[:place] + "_" + code[place + 1 :] for place in range(len(code)))
        query = (
            sa.select(applications.c.code)
            .where(
                sa.or_(*(applications.c.code.like(pattern) for pattern in patterns)),
                applications.c.code != code,
                applications.c.ends_at >= self._now(),
            )
            .order_by(applications.c.code)
            .limit(_MOST_NEAR)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def erase(self, code: str) -> bool:
        """Erase it; False when there was none."""
        with self._engine.begin() as connection:
            result = connection.execute(applications.delete().where(applications.c.code == code))
        if not empty_log(self._engine):
            # Somebody reads; whoever asked is not to wait for that.
            threading.Thread(target=_empty_log, args=(self._engine,), daemon=True).start()
        return bool(result.rowcount)


def _empty_log(engine: Engine) -> None:
    with contextlib.suppress(SQLAlchemyError):
        empty_log(engine, _TRIES_TO_EMPTY)
