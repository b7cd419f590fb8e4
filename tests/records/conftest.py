"""A database at the newest migration, and a way to write a log as a person would note it down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.records.conversations.tables import callbacks, feedback, sessions, turns
from bot.records.database import open_engine
from bot.records.migrate import migrate

START = datetime(2026, 11, 2, 9, 0)


@dataclass
class Log:
    """`talk` writes a session: each turn is `minute, kind` and whatever else it has."""

    engine: sa.engine.Engine
    count: int = 0
    ids: list[str] = field(default_factory=list)

    def talk(self, name, *said, start=START, staff=False, contact=None, callback=None):
        with self.engine.begin() as connection:
            connection.execute(
                sessions.insert().values(
                    id=name,
                    created_at=start,
                    seen_at=start,
                    is_staff_test=staff,
                    contact_clicked_at=contact and start + timedelta(minutes=contact),
                )
            )
            for minute, kind, *rest in said:
                self._turn(connection, name, start + timedelta(minutes=minute), kind, *rest)
            if callback is not None:
                connection.execute(
                    callbacks.insert().values(
                        reference=f"R{name}"[:12].upper(),
                        session_id=name,
                        created_at=start + timedelta(minutes=callback),
                        name="A",
                        email="a@example.org",
                        question="q",
                    )
                )

    def _turn(self, connection, session_id, at, kind, more=None):
        more = more or {}
        self.count += 1
        id_ = more.get("id") or f"t{self.count}"
        self.ids.append(id_)
        connection.execute(
            turns.insert().values(
                id=id_,
                session_id=session_id,
                client_id=id_,
                created_at=at,
                text=more.get("text", "a question"),
                is_choice=more.get("choice", False),
                outcome=kind,
                label=more.get("label"),
                confidence=more.get("confidence", 0.9),
                top=[],
                latency_ms=more.get("ms", 10),
                reply=more.get("reply", [{"kind": kind, "text": "said", "blocks": []}]),
            )
        )
        if "helpful" in more or "saved" in more:
            connection.execute(
                feedback.insert().values(
                    session_id=session_id,
                    turn_id=id_,
                    message_id=f"{id_}.0",
                    created_at=at,
                    helpful=more.get("helpful", True),
                    reason=more.get("reason"),
                    saved_call=more.get("saved"),
                )
            )


@pytest.fixture
def database(tmp_path):
    url = f"sqlite:///{tmp_path / 'records.db'}"
    migrate(url)
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def log(database):
    return Log(database)
