"""However long a conversation is, a turn reads the last of it and still knows what the slots hold."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from bot.rasa import trackers
from bot.rasa.trackers import TURNS_IN_MEMORY, RecentTrackers, RecordsUnreachable
from bot.records.database import open_engine

pytestmark = pytest.mark.rasa
STATE = {"told": {"place": "canada"}, "decided": None}


@pytest.fixture(scope="module")
def domain():
    return Domain.load("domain.yml")


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'trackers.db'}"


@pytest.fixture
def open_store(domain, url):
    return lambda: RecentTrackers(domain, url)


def turn(number, *more):
    intent = {"name": "faq", "confidence": 0.9}
    return [
        UserUttered(f"question {number}", intent, metadata={"turn": f"m{number}"}),
        *more,
        ActionExecuted("action_reply"),
        BotUttered(f"answer {number}"),
        ActionExecuted("action_listen"),
    ]


async def talk(store, *turns, sender="x"):
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    for events in turns:
        tracker.update_with_events(list(events), store.domain)
        await store.save(tracker)
        tracker = await store.retrieve(sender)
    return tracker


def beginning():
    return [
        ActionExecuted("action_session_start"),
        SessionStarted(),
        ActionExecuted("action_listen"),
    ]


def questions(tracker):
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def rows(url):
    with open_engine(url).connect() as connection:
        return connection.execute(sa.text("SELECT count(*) FROM events")).scalar()


@pytest.mark.parametrize("turns", [1, TURNS_IN_MEMORY, TURNS_IN_MEMORY + 1, 40])
def test_the_last_turns_are_read_and_every_event_but_old_replies_is_kept(open_store, url, turns):
    store = open_store()
    asyncio.run(talk(store, beginning(), *(turn(number) for number in range(turns))))

    for reader in (store, open_store()):
        tracker = asyncio.run(reader.retrieve("x"))
        last = [f"question {number}" for number in range(turns)][-TURNS_IN_MEMORY:]
        assert questions(tracker)[-TURNS_IN_MEMORY:] == last
        assert len(tracker.events) <= 5 * TURNS_IN_MEMORY + 60
    assert rows(url) == 3 + 3 * turns + 1


def replies(store):
    tracker = asyncio.run(store.retrieve("x"))
    return [event.data for event in tracker.events if isinstance(event, BotUttered)]


def test_another_worker_finds_the_last_reply_as_it_was_sent_and_none_before(open_store):
    messages = {"custom": {"messages": [{"kind": "answer", "text": "yes", "blocks": []}]}}
    said = [
        [UserUttered(f"question {number}", {"name": "faq"}), BotUttered("yes", dict(messages))]
        for number in range(3)
    ]
    asyncio.run(talk(open_store(), beginning(), *said))

    assert replies(open_store()) == [messages]


def test_a_slot_that_was_set_long_ago_is_still_held(open_store):
    slot = SlotSet("conversation", STATE)
    store = open_store()
    asyncio.run(talk(store, beginning(), turn(0, slot), *(turn(n) for n in range(1, 60))))

    for reader in (store, open_store()):
        tracker = asyncio.run(reader.retrieve("x"))
        assert tracker.get_slot("conversation") == STATE
        # Rasa replays a copy before each action.
        assert tracker.copy().get_slot("conversation") == STATE


def test_a_slot_that_was_emptied_stays_empty(open_store):
    set_, emptied = SlotSet("conversation", STATE), SlotSet("conversation", None)
    turns = [turn(0, set_), turn(1, emptied), *(turn(n) for n in range(2, 60))]
    store = open_store()
    asyncio.run(talk(store, beginning(), *turns))

    for reader in (store, open_store()):
        assert asyncio.run(reader.retrieve("x")).get_slot("conversation") is None


def test_a_new_session_forgets_the_slots_of_the_one_before(open_store):
    store = open_store()
    long = [turn(n) for n in range(1, 30)]
    asyncio.run(
        talk(store, beginning(), turn(0, SlotSet("conversation", STATE)), beginning(), *long)
    )

    for reader in (store, open_store()):
        assert asyncio.run(reader.retrieve("x")).get_slot("conversation") is None


def test_what_another_worker_added_is_seen(open_store):
    first, other = open_store(), open_store()
    asyncio.run(talk(first, beginning(), turn(0)))
    asyncio.run(talk(other, turn(1)))

    assert questions(asyncio.run(first.retrieve("x"))) == ["question 0", "question 1"]


def test_a_turn_that_broke_off_leaves_nothing_behind(open_store):
    store = open_store()

    async def broken():
        tracker = await talk(store, beginning(), turn(0))
        tracker.update(UserUttered("never answered"))
        return await store.retrieve("x")

    assert questions(asyncio.run(broken())) == ["question 0"]


def test_conversations_do_not_see_each_other(open_store):
    store = open_store()
    asyncio.run(talk(store, beginning(), turn(1), sender="a"))
    asyncio.run(talk(store, beginning(), turn(2), sender="b"))

    assert questions(asyncio.run(store.retrieve("a"))) == ["question 1"]
    assert sorted(asyncio.run(store.keys())) == ["a", "b"]
    assert asyncio.run(store.retrieve("c")) is None


def test_a_database_that_is_away_ends_the_turn_and_is_no_new_conversation(open_store, url):
    store = open_store()
    asyncio.run(talk(store, beginning(), turn(0)))
    with open_engine(url).begin() as connection:
        connection.execute(sa.text("DROP TABLE events"))

    with pytest.raises(RecordsUnreachable):
        asyncio.run(store.retrieve("x"))


def test_a_conversation_that_was_erased_elsewhere_leaves_the_memory_too(
    open_store, url, monkeypatch
):
    monkeypatch.setattr(trackers, "_SECONDS_BETWEEN_CHECKS", 0.01)
    store = open_store()

    async def remembered_after_erasing():
        await talk(store, beginning(), turn(1), sender="stays")
        await talk(store, beginning(), turn(2), sender="goes")
        with open_engine(url).begin() as connection:
            connection.execute(sa.text("DELETE FROM events WHERE sender_id = 'goes'"))
        for _ in range(500):
            if "goes" not in store._cache:
                break
            await asyncio.sleep(0.01)
        return list(store._cache)

    assert asyncio.run(remembered_after_erasing()) == ["stays"]
