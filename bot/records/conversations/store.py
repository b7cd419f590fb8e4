"""Keeps and finds conversations, feedback and call-backs."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import QueuePool

from bot.records.conversations import text_search
from bot.records.conversations.tables import callbacks, feedback, sessions, turns
from bot.records.review import clusters

# No letters or digits that are mistaken for one another when read out on the phone.
ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"


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


def open_engine(url: str) -> Engine:
    """Open the database; SQLite is set so that readers never wait for the writer."""
    if not url.startswith("sqlite"):
        # A server that is not there is found out within the time that a person waits.
        seconds = {"connect_timeout": 3} if url.startswith("postgresql") else {}
        return sa.create_engine(url, future=True, pool_pre_ping=True, connect_args=seconds)
    # Connections are kept: at each closing of the last one SQLite would copy its log into the file,
    # which costs more than all that a message needs otherwise.
    engine = sa.create_engine(
        url, future=True, poolclass=QueuePool, connect_args={"check_same_thread": False}
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


# What every message needs is written out once: SQLAlchemy takes longer to build and name a statement than
# SQLite to run it.
_START = sessions.insert()
_KEEP_TURN = turns.insert()
_TOUCH = (
    sessions.update()
    .where(sessions.c.id == sa.bindparam("session"), sessions.c.seen_at >= sa.bindparam("since"))
    .values(seen_at=sa.bindparam("now"))
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
        self._engine = engine

    def start_session(
        self, id_: str, now: datetime, opening: Turn, *, is_staff_test: bool = False
    ) -> None:
        values = {"id": id_, "created_at": now, "seen_at": now, "is_staff_test": is_staff_test}
        with self._engine.begin() as connection:
            connection.execute(_START, values)
            connection.execute(_KEEP_TURN, vars(opening))

    def touch_session(self, id_: str, now: datetime, since: datetime) -> bool:
        """Mark the session as seen; False when there is none, or it was last seen before `since`."""
        with self._engine.begin() as connection:
            return _touch(connection, id_, now, since)

    def resume(
        self, id_: str, client_id: str, now: datetime, since: datetime
    ) -> tuple[bool, Turn | None]:
        """Mark the session as seen, as `touch_session` does, and find the turn of a repeated id."""
        with self._engine.begin() as connection:
            if not _touch(connection, id_, now, since):
                return False, None
            return True, _turn(connection, id_, client_id)

    def history(self, session_id: str) -> list[Turn]:
        query = (
            sa.select(turns)
            .where(turns.c.session_id == session_id)
            .order_by(turns.c.created_at, turns.c.id)
        )
        with self._engine.connect() as connection:
            return [Turn(**row) for row in connection.execute(query).mappings()]

    def last_awaits(self, session_id: str) -> str | None:
        """Return what the last reply asked for, where that was something other than a message."""
        with self._engine.connect() as connection:
            reply = connection.execute(_LAST_REPLY, {"session": session_id}).scalar() or []
        return next((one["awaits"] for one in reply if one.get("awaits")), None)

    def keep_turn(self, turn: Turn) -> Turn:
        """Keep a turn; return the one that stands: an earlier one with the same client id stays.

        A turn whose session was erased meanwhile is not kept.
        """
        try:
            with self._engine.begin() as connection:
                connection.execute(_KEEP_TURN, vars(turn))
        except IntegrityError:
            with self._engine.connect() as connection:
                return _turn(connection, turn.session_id, turn.client_id) or turn
        return turn

    def keep_feedback(self, values: Mapping[str, Any]) -> bool:
        """Keep a rating; False when there is no such message. A second rating replaces the first."""
        with self._engine.begin() as connection:
            known = connection.execute(
                sa.select(turns.c.id).where(
                    turns.c.id == values["turn_id"], turns.c.session_id == values["session_id"]
                )
            ).first()
            if not known:
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
        with self._engine.connect() as connection:
            return {row.message_id: row.helpful for row in connection.execute(query)}

    def note_contact(self, session_id: str, now: datetime) -> None:
        """Keep when somebody first turned to a person; later times change nothing."""
        with self._engine.begin() as connection:
            connection.execute(
                sessions.update()
                .where(sessions.c.id == session_id, sessions.c.contact_clicked_at.is_(None))
                .values(contact_clicked_at=now)
            )

    def keep_callback(self, values: Mapping[str, Any]) -> str:
        """Keep a request to be called back; returns the reference to read out."""
        reference = "".join(secrets.choice(ALPHABET) for _ in range(6))
        with self._engine.begin() as connection:
            connection.execute(callbacks.insert().values(reference=reference, **values))
        return reference

    def erase(self, session_id: str) -> None:
        """Erase a conversation everywhere: our tables, and Rasa's events where they are here."""
        with self._engine.begin() as connection:
            for table in (feedback, turns):
                connection.execute(table.delete().where(table.c.session_id == session_id))
            connection.execute(
                callbacks.update()
                .where(callbacks.c.session_id == session_id)
                .values(session_id=None)
            )
            connection.execute(sessions.delete().where(sessions.c.id == session_id))
            _erase_events(connection, session_id)
            # What rests on its turns went with them; clusters that it led get another leader.
            clusters.tidy(connection)
            text_search.forget_erased(connection)

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """Lend a connection, for reports."""
        with self._engine.connect() as connection:
            yield connection


def _touch(connection: Connection, id_: str, now: datetime, since: datetime) -> bool:
    changed = connection.execute(_TOUCH, {"session": id_, "now": now, "since": since})
    return bool(changed.rowcount)


def _turn(connection: Connection, session_id: str, client_id: str) -> Turn | None:
    of_it = {"session": session_id, "client": client_id}
    row = connection.execute(_TURN, of_it).mappings().first()
    return Turn(**row) if row else None


def _erase_events(connection: Connection, session_id: str) -> None:
    if sa.inspect(connection).has_table("events"):
        events = sa.table("events", sa.column("sender_id"))
        connection.execute(events.delete().where(events.c.sender_id == session_id))


def _prepare_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "busy_timeout=5000",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
