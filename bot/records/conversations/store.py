"""Stores conversations, feedback and call-backs, and reads them back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from bot.codes import random_letters
from bot.records.conversations.tables import callbacks, feedback, sessions, turns

_REFERENCE_LENGTH = 6
# More than anybody reads; whoever writes a program to talk to us gets the newest.
_MOST_TURNS = 500
# However often it is used: a conversation can grow no longer than a working day.
_LONGEST_CONVERSATION = timedelta(hours=12)
# In the first message of a stored reply: how it was understood, and which rule of the plan spoke. For staff.
TRACE = "trace"


@dataclass(frozen=True)
class Turn:
    """`reply` are the messages as sent; `top` the best labels with their confidence."""

    id: str
    session_id: str
    client_id: str
    created_at: datetime
    text: str | None
    is_choice: bool
    outcome: str
    label: str | None
    confidence: float | None
    top: list[Any]
    latency_ms: int
    reply: list[dict[str, Any]]
    model_version: str | None = None


# What every message needs is written out once: SQLAlchemy takes longer to build and name a statement than
# SQLite to run it.
_START = sessions.insert()
_SAVE_TURN = turns.insert()
_TOUCH = (
    sessions.update()
    .where(
        sessions.c.id == sa.bindparam("session"),
        sessions.c.seen_at >= sa.bindparam("since"),
        sessions.c.created_at >= sa.bindparam("earliest"),
    )
    .values(seen_at=sa.bindparam("now"))
)
_HOLD = (
    sessions.update()
    .where(sessions.c.id == sa.bindparam("session"))
    .values(seen_at=sessions.c.seen_at)
)
_SAME_REQUEST = (
    *("session_id", "name", "email", "phone", "question"),
    *("topic", "share_conversation"),
)
_TURN = sa.select(turns).where(
    turns.c.session_id == sa.bindparam("session"), turns.c.client_id == sa.bindparam("client")
)
_LAST_REPLY = (
    sa.select(turns.c.reply)
    .where(turns.c.session_id == sa.bindparam("session"))
    .order_by(turns.c.created_at.desc())
    .limit(1)
)


class Store:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def start_session(
        self, id_: str, now: datetime, opening: Turn, *, is_staff_test: bool = False
    ) -> None:
        values = {"id": id_, "created_at": now, "seen_at": now, "is_staff_test": is_staff_test}
        with self.engine.begin() as connection:
            connection.execute(_START, values)
            connection.execute(_SAVE_TURN, vars(opening))

    def touch_session(self, id_: str, now: datetime, since: datetime) -> bool:
        """Mark the session as seen; False when there is none, it was last seen before `since`, or is too old."""
        with self.engine.begin() as connection:
            return _touch(connection, id_, now, since)

    def resume(
        self, id_: str, client_id: str, now: datetime, since: datetime
    ) -> tuple[bool, Turn | None]:
        """Mark the session as seen, as `touch_session` does, and find the turn of a repeated id."""
        with self.engine.begin() as connection:
            if not _touch(connection, id_, now, since):
                return False, None
            return True, _turn(connection, id_, client_id)

    def history(self, session_id: str, most: int = _MOST_TURNS) -> list[Turn]:
        """Return the newest turns, oldest first."""
        query = (
            sa.select(turns)
            .where(turns.c.session_id == session_id)
            .order_by(turns.c.created_at.desc(), turns.c.id.desc())
            .limit(most)
        )
        with self.engine.connect() as connection:
            newest = [Turn(**row) for row in connection.execute(query).mappings()]
        return newest[::-1]

    def last_awaits(self, session_id: str) -> str | None:
        """Return what the last reply asked for, where that was something other than a message."""
        with self.engine.connect() as connection:
            reply = connection.execute(_LAST_REPLY, {"session": session_id}).scalar() or []
        return next((message["awaits"] for message in reply if message.get("awaits")), None)

    def save_turn(self, turn: Turn) -> Turn:
        """Save a turn; return the turn that counts: an earlier one with the same client id stays.

        A turn whose session was erased meanwhile is not saved.
        """
        try:
            with self.engine.begin() as connection:
                connection.execute(_SAVE_TURN, vars(turn))
        except IntegrityError:
            with self.engine.connect() as connection:
                return _turn(connection, turn.session_id, turn.client_id) or turn
        return turn

    def save_feedback(self, values: Mapping[str, Any]) -> bool:
        """Save a rating; False when there is no such message. A second rating replaces the first."""
        with self.engine.begin() as connection:
            reply = connection.execute(
                sa.select(turns.c.reply).where(
                    turns.c.id == values["turn_id"], turns.c.session_id == values["session_id"]
                )
            ).scalar()
            if reply is None:
                return False
            ids = [f"{values['turn_id']}.{number}" for number in range(max(1, len(reply)))]
            if values["message_id"] not in ids:
                return False
            connection.execute(
                feedback.delete().where(
                    feedback.c.session_id == values["session_id"],
                    feedback.c.message_id == values["message_id"],
                )
            )
            connection.execute(feedback.insert().values(**values))
        return True

    def ratings(self, session_id: str) -> dict[str, bool]:
        query = sa.select(feedback.c.message_id, feedback.c.helpful).where(
            feedback.c.session_id == session_id
        )
        with self.engine.connect() as connection:
            return {row.message_id: row.helpful for row in connection.execute(query)}

    def save_contact(self, session_id: str, now: datetime) -> None:
        """Save when somebody first turned to a person; later times change nothing."""
        with self.engine.begin() as connection:
            connection.execute(
                sessions.update()
                .where(sessions.c.id == session_id, sessions.c.contact_clicked_at.is_(None))
                .values(contact_clicked_at=now)
            )

    def save_callback(self, values: Mapping[str, Any]) -> str:
        """Save a request to be called back; return the reference to read out.

        The same request of the same session again, as by whoever got no answer, has the same reference.
        """
        reference = random_letters(_REFERENCE_LENGTH)
        same = [callbacks.c[name] == values[name] for name in _SAME_REQUEST if name in values]
        with self.engine.begin() as connection:
            # Whoever asks twice at once waits here: the session's row is held until the end.
            connection.execute(_HOLD, {"session": values["session_id"]})
            earlier = connection.execute(sa.select(callbacks.c.reference).where(*same)).scalar()
            if earlier:
                return str(earlier)
            connection.execute(callbacks.insert().values(reference=reference, **values))
        return reference


def _touch(connection: Connection, id_: str, now: datetime, since: datetime) -> bool:
    earliest = now - _LONGEST_CONVERSATION
    values = {"session": id_, "now": now, "since": since, "earliest": earliest}
    result = connection.execute(_TOUCH, values)
    return bool(result.rowcount)


def _turn(connection: Connection, session_id: str, client_id: str) -> Turn | None:
    key = {"session": session_id, "client": client_id}
    row = connection.execute(_TURN, key).mappings().first()
    return Turn(**row) if row else None
