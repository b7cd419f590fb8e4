"""How many failed sign-ins are allowed, so that guessing takes long and nobody pays for another's guesses."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.errors import AssistantError
from bot.records.staff.tables import sign_in_failures

# Of one browser that was signed in before; of one address for one name.
_MOST_FAILURES = 5
# Of all addresses together for one name.
_MOST_FAILURES_ALTOGETHER = 20
_FAILURES_COUNT = timedelta(minutes=15)
_HALF = 32


class TooManyFailures(AssistantError):
    """Sign-in is closed for this name for some minutes, from this address or from anywhere new."""


@dataclass(frozen=True)
class Attempt:
    """One try, counted as a failure until it succeeded. `keys` say whose it is, the nearest first."""

    keys: tuple[str, ...]
    rows: tuple[int, ...]


def begin(engine: Engine, name: str, address: str, device: str, now: datetime) -> Attempt:
    """Count a failure before the password is looked at. Raises TooManyFailures.

    It is committed before it is counted: of many at once, no more are tried than are allowed. Each name
    is counted by itself: an office is one address, and one person's tries must not shut out the others.
    """
    limits = _limits(name, address, device)
    old = sign_in_failures.c.at < now - _FAILURES_COUNT
    with engine.begin() as connection:
        connection.execute(sign_in_failures.delete().where(old))
        added = [
            connection.execute(sign_in_failures.insert().values(who=key, at=now)) for key in limits
        ]
        rows = tuple(result.inserted_primary_key[0] for result in added)
    with engine.begin() as connection:
        for key, most in limits.items():
            query = sa.select(sa.func.count()).where(sign_in_failures.c.who == key)
            if connection.execute(query).scalar_one() > most:
                _delete(connection, sign_in_failures.c.id.in_(rows))
                break
        else:
            return Attempt(tuple(limits), rows)
    raise TooManyFailures


def succeed(connection: Connection, attempt: Attempt) -> None:
    """A right password clears what was counted of this browser or address for the name."""
    own = sign_in_failures.c.id.in_(attempt.rows) | (sign_in_failures.c.who == attempt.keys[0])
    _delete(connection, own)


def clear(connection: Connection, name: str) -> None:
    """Let a name sign in again from anywhere."""
    _delete(connection, sign_in_failures.c.who.startswith(_name(name)))


def closed_names(connection: Connection, names: list[str], now: datetime) -> set[str]:
    """Return the names for which sign-in is closed at present, from one address at least."""
    query = (
        sa.select(sign_in_failures.c.who, sa.func.count())
        .where(sign_in_failures.c.at >= now - _FAILURES_COUNT)
        .group_by(sign_in_failures.c.who)
    )
    counts = connection.execute(query).all()
    closed = set()
    for name in names:
        half, altogether = _name(name), _key(name, "")
        for who, count in counts:
            most = _MOST_FAILURES_ALTOGETHER if who == altogether else _MOST_FAILURES
            if who.startswith(half) and count >= most:
                closed.add(name)
    return closed


def _limits(name: str, address: str, device: str) -> dict[str, int]:
    """Return how many failures are allowed by whose; a right password clears those of the first."""
    if device:
        return {_key(name, f"device {device}"): _MOST_FAILURES}
    return {
        _key(name, f"address {address}"): _MOST_FAILURES,
        _key(name, ""): _MOST_FAILURES_ALTOGETHER,
    }


def _key(name: str, where: str) -> str:
    """Return a name and where it was tried, hashed: people type their password into the wrong field."""
    return _name(name) + _half(where)


def _name(name: str) -> str:
    return _half(f"name {name.lower()}")


def _half(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_HALF]


def _delete(connection: Connection, condition: sa.sql.ColumnElement) -> None:
    connection.execute(sign_in_failures.delete().where(condition))
