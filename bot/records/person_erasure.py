"""Everything that is kept of one person, found from a reference, a code or an e-mail address, and erased."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.codes import PATTERN
from bot.records import retention
from bot.records.conversations.tables import applications, callback_notes, callbacks, turns
from bot.records.database import empty_log
from bot.records.staff import audit

_BEFORE_IT_WAS_SAVED = timedelta(minutes=5)


@dataclass(frozen=True)
class KeptOfPerson:
    """Call-backs by reference, saved answers by code, conversations by session."""

    references: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.references or self.codes or self.sessions)


def find(connection: Connection, text: str) -> KeptOfPerson:
    """Return what belongs together with a reference, a code or an e-mail address; empty for none of these.

    A call-back leads to its conversation, a conversation to the codes that were given in it and to its
    call-backs, a code to the conversations in which it was said.
    """
    text = text.strip()
    if "@" in text:
        first = _references(connection, sa.func.lower(callbacks.c.email) == text.lower())
    else:
        first = _references(connection, callbacks.c.reference == text.upper())
    references, codes, sessions = first, _codes_in(connection, [text]), set[str]()
    while True:
        size = len(references) + len(codes) + len(sessions)
        sessions |= _sessions_of(connection, references) | _sessions_with(connection, codes)
        references |= _references(connection, callbacks.c.session_id.in_(sessions))
        codes |= _codes_in(connection, _replies(connection, sessions))
        if len(references) + len(codes) + len(sessions) == size:
            return KeptOfPerson(*(tuple(sorted(each)) for each in (references, codes, sessions)))


def erase(engine: Engine, kept: KeptOfPerson, now: datetime, *, who: str) -> dict[str, int]:
    """Erase it all and record that; return how many of each were erased."""
    of_person = callback_notes.c.reference.in_(kept.references)
    with engine.connect() as connection:
        notes = _number(connection, callback_notes, of_person)
        messages = _number(connection, turns, turns.c.session_id.in_(kept.sessions))
    for session_id in kept.sessions:
        retention.erase_session(engine, session_id)
    with engine.begin() as connection:
        connection.execute(callback_notes.delete().where(of_person))
        receipt = {
            "call-backs": _delete(connection, callbacks, "reference", kept.references),
            "notes": notes,
            "saved answers": _delete(connection, applications, "code", kept.codes),
            "conversations": len(kept.sessions),
            "messages": messages,
        }
        about = ", ".join(kept.references)
        audit.append(connection, now, who, "person erased", about, receipt)
    empty_log(engine, retention.TRIES_TO_EMPTY)
    return receipt


def _references(connection: Connection, condition: sa.sql.ColumnElement) -> set[str]:
    query = sa.select(callbacks.c.reference).where(condition)
    return set(connection.execute(query).scalars())


def _codes_in(connection: Connection, texts: Iterable[str]) -> set[str]:
    """Return the codes in the texts under which something is saved."""
    codes = {f"{match[1]}-{match[2]}".upper() for text in texts for match in PATTERN.finditer(text)}
    query = sa.select(applications.c.code).where(applications.c.code.in_(codes))
    return set(connection.execute(query).scalars())


def _sessions_of(connection: Connection, references: set[str]) -> set[str]:
    query = sa.select(callbacks.c.session_id).where(
        callbacks.c.reference.in_(references), callbacks.c.session_id.is_not(None)
    )
    return set(connection.execute(query).scalars())


def _sessions_with(connection: Connection, codes: set[str]) -> set[str]:
    """Return the conversations in whose replies one of the codes stands, since it was saved."""
    sessions: set[str] = set()
    for code in codes:
        saved_at = connection.execute(
            sa.select(applications.c.created_at).where(applications.c.code == code)
        ).scalar_one()
        query = sa.select(turns.c.session_id).where(
            turns.c.created_at >= saved_at - _BEFORE_IT_WAS_SAVED,
            sa.cast(turns.c.reply, sa.Text).contains(code),
        )
        sessions |= set(connection.execute(query).scalars())
    return sessions


def _replies(connection: Connection, sessions: set[str]) -> list[str]:
    query = sa.select(sa.cast(turns.c.reply, sa.Text)).where(turns.c.session_id.in_(sessions))
    return [reply for reply in connection.execute(query).scalars() if reply]


def _delete(connection: Connection, table: sa.Table, key: str, values: tuple[str, ...]) -> int:
    return int(connection.execute(table.delete().where(table.c[key].in_(values))).rowcount)


def _number(connection: Connection, table: sa.Table, condition: sa.sql.ColumnElement) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(condition)
    return int(connection.execute(query).scalar_one())
