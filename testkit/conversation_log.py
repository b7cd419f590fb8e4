"""A way to write conversations into the records as a person would note them down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.records.conversations.tables import callbacks, feedback, sessions, turns

START = datetime(2026, 11, 2, 9, 0)


@dataclass
class Log:
    """`talk` writes a session: each turn is `minute, kind` and whatever else it has."""

    engine: sa.engine.Engine
    count: int = 0
    ids: list[str] = field(default_factory=list)

    def talk(self, name, *lines, start=START, staff=False, contact=None, callback=None):
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
            for minute, kind, *rest in lines:
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
                model_version=more.get("model"),
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
