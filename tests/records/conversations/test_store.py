"""Records survive, repeat nothing, and can be erased everywhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.records import retention
from bot.records.conversations.store import Store, Turn
from bot.records.database import open_engine
from bot.records.migrate import migrate

NOW = datetime(2026, 11, 23, 12, 0)
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def store(database):
    store = Store(database)
    store.start_session("s", NOW, turn("opening"))
    return store


def turn(client_id, text=None, at=NOW):
    return Turn(
        id=f"turn-{client_id}",
        session_id="s",
        client_id=client_id,
        created_at=at,
        text=text,
        is_choice=False,
        outcome="answer",
        label="faq/x",
        confidence=0.9,
        top=[],
        latency_ms=5,
        reply=[{"kind": "answer", "text": "yes", "blocks": []}],
    )


def test_migrating_twice_changes_nothing(tmp_path):
    url = f"sqlite:///{tmp_path / 'twice.db'}"
    migrate(url)
    migrate(url)
    assert sa.inspect(open_engine(url)).has_table("turns")


def test_the_history_comes_back_in_order(store):
    store.save_turn(turn("a", "first", NOW + timedelta(seconds=1)))
    store.save_turn(turn("b", "second", NOW + timedelta(seconds=2)))
    assert [item.text for item in store.history("s")] == [None, "first", "second"]


def test_of_a_long_conversation_the_newest_turns_come_back(store):
    for number in range(1, 6):
        store.save_turn(turn(f"m{number}", f"text {number}", NOW + timedelta(seconds=number)))
    assert [item.text for item in store.history("s", 2)] == ["text 4", "text 5"]


def test_a_session_ends_after_half_a_day_however_much_it_is_used(store):
    for hour in range(1, 13):
        now = NOW + timedelta(hours=hour)
        assert store.touch_session("s", now, now - timedelta(hours=1))
    now += timedelta(seconds=1)
    assert not store.touch_session("s", now, now - timedelta(hours=1))


def test_a_repeated_client_id_keeps_the_first_turn(store):
    store.save_turn(turn("a", "first"))
    again = store.save_turn(Turn(**{**vars(turn("a", "second")), "id": "other"}))
    assert again.text == "first"
    assert len(store.history("s")) == 2


def test_a_session_ends_when_it_was_idle_too_long(store):
    later = NOW + timedelta(minutes=31)
    assert not store.touch_session("s", later, later - HALF_AN_HOUR)
    assert store.touch_session("s", NOW, NOW - HALF_AN_HOUR)


def test_resuming_finds_the_turn_of_a_repeated_id(store):
    store.save_turn(turn("a", "first"))
    is_open, earlier = store.resume("s", "a", NOW, NOW - HALF_AN_HOUR)
    assert is_open
    assert earlier.text == "first"


def test_a_second_rating_replaces_the_first(store):
    values = {
        "session_id": "s",
        "turn_id": "turn-opening",
        "message_id": "turn-opening.0",
        "created_at": NOW,
    }
    assert store.save_feedback({**values, "helpful": True, "reason": None, "comment": None})
    assert store.save_feedback({**values, "helpful": False, "reason": "wrong", "comment": None})
    assert store.ratings("s") == {"turn-opening.0": False}


def test_a_rating_of_somebody_elses_message_is_not_kept(store):
    values = {
        "session_id": "other",
        "turn_id": "turn-opening",
        "message_id": "turn-opening.0",
        "created_at": NOW,
    }
    assert not store.save_feedback({**values, "helpful": True, "reason": None, "comment": None})


def test_a_part_of_a_message_that_does_not_exist_cannot_be_rated(store):
    values = {"session_id": "s", "turn_id": "turn-opening", "created_at": NOW, "helpful": True}
    for message_id in (
        "turn-opening.99",
        "turn-opening.<img src=x>",
        "turn-opening",
        "turn-opening.00",
    ):
        assert not store.save_feedback({**values, "message_id": message_id})


REQUEST = {
    "session_id": "s",
    "created_at": NOW,
    "name": "A",
    "email": "a@example.org",
    "phone": None,
    "question": "q",
}


def test_the_same_request_for_a_call_back_is_kept_once(store):
    with ThreadPoolExecutor(4) as threads:
        references = set(threads.map(store.save_callback, [dict(REQUEST) for _ in range(4)]))
    assert len(references) == 1
    assert store.save_callback({**REQUEST, "question": "another"}) not in references


def test_a_call_back_has_a_reference_without_look_alikes(store):
    reference = store.save_callback(REQUEST)
    assert len(reference) == 6
    assert not set(reference) & set("01OIL5S2Z")


def test_erasing_leaves_nothing_of_the_conversation_in_any_table(store, database):
    with database.begin() as connection:
        connection.execute(sa.text("CREATE TABLE events (id INTEGER, sender_id TEXT)"))
        connection.execute(sa.text("INSERT INTO events VALUES (1, 's'), (2, 'other')"))
    store.save_turn(turn("a", "first"))
    retention.erase_session(database, "s")
    with database.connect() as connection:
        for name in sa.inspect(database).get_table_names():
            rows = connection.execute(sa.text(f"SELECT * FROM {name}")).fetchall()
            assert not [row for row in rows if "s" in row], name
