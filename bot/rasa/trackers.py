"""Rasa's memory of conversations, in our database: of each it reads the last few turns, however long.

Rasa's own SQL store reads and replays a session's every event at every turn, counts them once more to
save, and leaves SQLite to a sync at each commit: at turn 100 a message took four times as long.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict, deque
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.rasa.stored_events import stored
from bot.records.database import open_engine

# A short message is read with the three before it (bot/nlu/context.py); Rasa's policies go through all
# of them at each message.
TURNS_IN_MEMORY = 4
_ROWS_READ = 80
# A hundred kilobytes each. One that is not among them is read again, which takes some milliseconds.
_CONVERSATIONS_IN_MEMORY = 500
# Nobody tells Rasa that a conversation was erased, and nobody asks for it again.
_SECONDS_BETWEEN_CHECKS = 60.0

_events = SQLTrackerStore.SQLEvent.__table__
_NEWEST = sa.select(sa.func.max(_events.c.id)).where(_events.c.sender_id == sa.bindparam("sender"))
_INSERT = _events.insert()
# Among the newest alone, so that a long conversation takes no longer than a short one.
_REPLIES = _events.delete().where(
    _events.c.type_name == BotUttered.type_name,
    _events.c.id.in_(
        sa.select(_events.c.id)
        .where(_events.c.sender_id == sa.bindparam("sender"))
        .order_by(_events.c.id.desc())
        .limit(_ROWS_READ)
    ),
)
_by_conversation = sa.Index("ix_events_sender_id_id", _events.c.sender_id, _events.c.id)


class RecordsUnreachable(BaseException):
    """Ends a turn. Not an Exception: Rasa would catch that and go on as if nothing had been said yet."""


class RecentTrackers(TrackerStore, SerializedTrackerAsText):
    def __init__(
        self,
        domain: Domain | None = None,
        host: str = "",
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._engine = open_engine(host)
        _create_table(self._engine)
        # Tracker and the id of its newest event, of the latest conversations.
        self._cache: OrderedDict[str, tuple[DialogueStateTracker, int]] = OrderedDict()
        self._check: asyncio.TimerHandle | None = None

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the tracker with its last turns and all its slots. Raises RecordsUnreachable."""
        try:
            with self._engine.connect() as connection:
                newest = connection.execute(_NEWEST, {"sender": sender_id}).scalar()
                if newest is None:
                    self._cache.pop(sender_id, None)
                    return None
                tracker, its_newest = self._cache.pop(sender_id, (None, 0))
                # One that another worker went on with, or whose last turn broke off, is read anew.
                if tracker is None or its_newest != newest or _unsaved(tracker):
                    tracker = self._read(connection, sender_id)
        except SQLAlchemyError as error:
            raise RecordsUnreachable(type(error).__name__) from error
        self._remember(tracker, newest)
        return tracker

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        return await self.retrieve(conversation_id)

    async def keys(self) -> Iterable[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(_events.c.sender_id).distinct()).scalars())

    async def save(self, tracker: DialogueStateTracker) -> None:
        new = _unsaved(tracker)
        if not new:
            return
        try:
            with self._engine.begin() as connection:
                if any(isinstance(event, UserUttered) for event in new):
                    # Only the reply to the newest message can be asked for again; the records have them all.
                    connection.execute(_REPLIES, {"sender": tracker.sender_id})
                newest = _insert(connection, tracker.sender_id, new)
        except SQLAlchemyError as error:
            raise RecordsUnreachable(type(error).__name__) from error
        if self.event_broker:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)
        tracker.events = deque(_shortened(list(tracker.events), tracker.slots))
        tracker.saved_events = len(tracker.events)
        self._remember(tracker, newest)

    def _remember(self, tracker: DialogueStateTracker, newest: int) -> None:
        self._cache[tracker.sender_id] = (tracker, newest)
        self._cache.move_to_end(tracker.sender_id)
        while len(self._cache) > _CONVERSATIONS_IN_MEMORY:
            self._cache.popitem(last=False)
        self._check_later()

    def _check_later(self) -> None:
        if self._cache and self._check is None:
            loop = asyncio.get_running_loop()
            self._check = loop.call_later(_SECONDS_BETWEEN_CHECKS, self._forget_erased)

    def _forget_erased(self) -> None:
        """Drop the conversations whose events are gone; while the database is away, that waits."""
        self._check = None
        query = sa.select(_events.c.sender_id).where(_events.c.sender_id.in_(list(self._cache)))
        with suppress(SQLAlchemyError), self._engine.connect() as connection:
            present = set(connection.execute(query.distinct()).scalars())
            for sender_id in self._cache.keys() - present:
                del self._cache[sender_id]
        self._check_later()

    def _read(self, connection: Connection, sender_id: str) -> DialogueStateTracker:
        query = sa.select(_events.c.id, _events.c.data).where(_events.c.sender_id == sender_id)
        rows = connection.execute(query.order_by(_events.c.id.desc()).limit(_ROWS_READ)).all()
        events = [json.loads(row.data) for row in reversed(rows)]
        if len(rows) == _ROWS_READ:
            events = events[_start_of_turns(events) :]
            names = {event.get("name") for event in events if event["event"] == "slot"}
            events = [*self._older_slots(connection, sender_id, names), *events]
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        tracker.saved_events = len(tracker.events)
        return tracker

    def _older_slots(
        self, connection: Connection, sender_id: str, names: Container[str | None]
    ) -> Iterator[dict[str, Any]]:
        """Return the newest event of each slot that none of these names, since the session began."""
        of_sender = _events.c.sender_id == sender_id
        started = sa.select(sa.func.coalesce(sa.func.max(_events.c.id), 0)).where(
            of_sender, _events.c.type_name == "session_started"
        )
        first = connection.execute(started).scalar()
        for slot in self.domain.slots:
            if slot.name in names:
                continue
            query = sa.select(_events.c.data).where(
                of_sender,
                _events.c.type_name == "slot",
                _events.c.action_name == slot.name,
                _events.c.id > first,
            )
            row = connection.execute(query.order_by(_events.c.id.desc()).limit(1)).first()
            if row:
                yield json.loads(row.data)


def _create_table(engine: sa.engine.Engine) -> None:
    try:
        SQLTrackerStore.Base.metadata.create_all(engine)
    except SQLAlchemyError:
        # Several workers may start at once; that is fine as long as one of them made it.
        if not sa.inspect(engine).has_table(_events.name):
            raise


def _unsaved(tracker: DialogueStateTracker) -> list[Event]:
    return list(islice(tracker.events, getattr(tracker, "saved_events", 0), None))


def _insert(connection: Connection, sender_id: str, events: Sequence[Event]) -> int:
    """Return the id of the last."""
    rows = []
    for event in events:
        content = event.as_dict()
        rows.append(
            {
                "sender_id": sender_id,
                "type_name": event.type_name,
                "timestamp": content.get("timestamp"),
                "intent_name": ((content.get("parse_data") or {}).get("intent") or {}).get("name"),
                "action_name": content.get("name"),
                "data": json.dumps(stored(content)),
            }
        )
    if rows[:-1]:
        connection.execute(_INSERT, rows[:-1])
    return int(connection.execute(_INSERT, rows[-1]).inserted_primary_key[0])


def _start_of_turns(events: Sequence[dict[str, Any]]) -> int:
    """Return where the last turns begin: at the listening before the first of their messages."""
    messages = [place for place, event in enumerate(events) if event["event"] == "user"]
    if len(messages) <= TURNS_IN_MEMORY:
        return messages[0] if messages else 0
    start = messages[-TURNS_IN_MEMORY]
    listened = start > 0 and events[start - 1].get("name") == "action_listen"
    return start - 1 if listened else start


def _shortened(events: list[Event], slots: dict[str, Any]) -> list[Event]:
    """Return the last turns, and before them what the slots hold that they do not set themselves."""
    plain = [
        {"event": event.type_name, "name": getattr(event, "action_name", None)} for event in events
    ]
    start = _start_of_turns(plain)
    if sum(event["event"] == "user" for event in plain) <= TURNS_IN_MEMORY:
        return events
    first = events[start].timestamp
    dropped = {event.key: event for event in events[:start] if isinstance(event, SlotSet)}
    # A session that started among those dropped emptied the slots before it.
    held = [
        SlotSet(name, slots[name].value, timestamp=first)
        for name in dropped
        if name in slots and slots[name].has_been_set
    ]
    recent = {event.key for event in events[start:] if isinstance(event, SlotSet)}
    return [*(event for event in held if event.key not in recent), *events[start:]]
