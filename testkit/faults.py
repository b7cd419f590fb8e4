"""Faults that are inflicted on a running stack while people talk, and what people saw of them."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

import redis
import sqlalchemy as sa

from testkit.load_client import Tally, crowd
from testkit.stack import Stack

PEOPLE = 8
_LONGEST = 240
_SECONDS_BEFORE = 2
_SECONDS_AWAY = 4

Fault = Callable[[Stack], None]


class Broken(Protocol):
    """What people talk to while it is broken: a Stack, or one `assistant serve`."""

    @property
    def address(self) -> str: ...

    @property
    def database(self) -> str: ...


Running = TypeVar("Running", bound=Broken)


@dataclass
class Damage:
    """What came of one fault; `recovery` is from its beginning to the first answer after the last failure."""

    title: str
    tally: Tally
    recovery: float
    lost: int
    doubled: int

    @property
    def harm(self) -> dict[str, int]:
        """Return what nothing excuses, as far as there was any."""
        return replace(self.tally, lost=self.lost, doubled=self.doubled).harm


def killed(name: str) -> Fault:
    """kill -9, and started again two seconds later, as a supervisor would."""

    def fault(stack: Stack) -> None:
        stack.kill(name)
        time.sleep(2)
        stack.start(name)
        stack.wait_until_ready(name)

    return fault


def proxy_killed(stack: Stack) -> None:
    """kill -9 of nginx and its workers, and started again two seconds later, as a supervisor would."""
    stack.nginx.kill()
    time.sleep(2)
    stack.nginx.start()


def redis_away(stack: Stack) -> None:
    stack.redis.stop()
    time.sleep(_SECONDS_AWAY)
    stack.redis.start()


def postgres_away(stack: Stack) -> None:
    stack.postgres.stop()
    time.sleep(_SECONDS_AWAY)
    stack.postgres.start()


def hung(name: str) -> Fault:
    """A process that takes connections and says nothing for a while."""

    def fault(stack: Stack) -> None:
        stack.freeze(name)
        time.sleep(_SECONDS_AWAY)
        stack.thaw(name)

    return fault


def redis_full(stack: Stack) -> None:
    """Redis refuses to store anything, as where it has used up its memory."""
    client = redis.Redis(port=stack.redis.port)
    client.config_set("maxmemory-policy", "noeviction")
    client.config_set("maxmemory", 1)
    time.sleep(_SECONDS_AWAY)
    client.config_set("maxmemory", 0)


def everything(stack: Stack) -> None:
    """Restart it all while people are in the middle of forms."""
    names = list(stack.running)
    for name in names:
        stack.kill(name)
    stack.redis.stop()
    stack.postgres.stop()
    stack.redis.start()
    stack.postgres.start()
    stack.start(*names)
    stack.wait_until_ready()


FAULTS: dict[str, tuple[str, Fault]] = {
    "rasa": ("kill -9 one of two Rasa workers", killed("rasa")),
    "actions": ("kill -9 one of two action servers", killed("actions")),
    "gateway": ("kill -9 one of two gateways", killed("gateway")),
    "proxy": ("kill -9 the proxy, started again after 2 s", proxy_killed),
    "hung rasa": ("one of two Rasa workers hangs for 4 s", hung("rasa")),
    "hung actions": ("one of two action servers hangs for 4 s", hung("actions")),
    "redis": ("Redis away for 4 s", redis_away),
    "redis full": ("Redis full for 4 s", redis_full),
    "postgres": ("PostgreSQL away for 4 s", postgres_away),
    "everything": ("all of it killed and started again, mid-form", everything),
}


def inflict(
    stack: Running,
    title: str,
    fault: Callable[[Running], None],
    seconds: float,
    people: int = PEOPLE,
) -> Damage:
    """Let people talk, break it after two seconds, and count some seconds after it was mended."""
    tallies: list[Tally] = []
    stop = threading.Event()

    def talk() -> None:
        everybody = crowd(stack.address, people, _LONGEST, guided=True, think=0.1, stop=stop)
        tallies.append(asyncio.run(everybody))

    thread = threading.Thread(target=talk)
    thread.start()
    time.sleep(_SECONDS_BEFORE)
    began = time.monotonic()
    fault(stack)
    time.sleep(max(3.0, seconds - (time.monotonic() - began)))
    stop.set()
    thread.join()
    (tally,) = tallies
    return Damage(
        title, tally, recovery(tally, began), *compare_with_records(stack.database, tally)
    )


def recovery(tally: Tally, began: float) -> float:
    """Return how many seconds after the fault began all was well again; nothing where nobody saw it.

    A message may wait instead of failing, so what counts is the answer that comes after the last failure.
    """
    failed = [moment for moment in tally.failed_at if moment >= began]
    if not failed:
        return 0.0
    answered = [moment for moment in tally.finished_at if moment > max(failed)]
    return min(answered, default=time.monotonic()) - began


def compare_with_records(database: str, tally: Tally) -> tuple[int, int]:
    """Return how much of what was accepted is missing from the records, and how much is twice there."""
    engine = sa.create_engine(database, future=True)
    with engine.connect() as connection:
        names = dict(connection.execute(sa.text("SELECT reference, name FROM callbacks")).all())
        codes = set(connection.execute(sa.text("SELECT code FROM applications")).scalars())
        ratings = set(connection.execute(sa.text("SELECT message_id FROM feedback")).scalars())
        repeats = _repeated_turns(connection)
    engine.dispose()
    lost = sum(names.get(code) != name for name, code in tally.references.items())
    lost += len(tally.ratings - ratings) + len(tally.codes - codes) + tally.lost
    callers = [name for name in names.values() if name in tally.references]
    return lost, repeats + len(callers) - len(set(callers)) + tally.doubled


def _repeated_turns(connection: sa.engine.Connection) -> int:
    query = sa.text("SELECT sender_id, data FROM events WHERE type_name = 'user'")
    turns = Counter(
        (sender, json.loads(event)["metadata"]["turn"])
        for sender, event in connection.execute(query)
    )
    return sum(count - 1 for count in turns.values())
