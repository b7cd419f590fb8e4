"""Comments of staff on the messages of a conversation."""

from __future__ import annotations

from bot.records.review import comments
from testkit.clock import NOON


def test_they_are_read_by_message_in_the_order_in_which_they_were_written(log, database):
    log.talk("a", (0, "answer", {"id": "t-a"}), (1, "answer", {"id": "t-b"}))
    log.talk("other", (0, "answer", {"id": "t-c"}))
    with database.begin() as connection:
        for turn, text in (("t-a", "one"), ("t-c", "elsewhere"), ("t-a", "two"), ("t-b", "three")):
            comments.add(connection, turn, "", text, "edna", NOON)
        found = comments.of_session(connection, "a")
    assert {turn: [comment.text for comment in of] for turn, of in found.items()} == {
        "t-a": ["one", "two"],
        "t-b": ["three"],
    }


def test_one_deletes_ones_own_alone(log, database):
    log.talk("a", (0, "answer", {"id": "t-a"}))
    with database.begin() as connection:
        comments.add(connection, "t-a", "", "one", "edna", NOON)
        (comment,) = comments.of_session(connection, "a")["t-a"]
        assert not comments.delete(connection, comment.id, "eric")
        assert comments.delete(connection, comment.id, "edna")
        assert not comments.delete(connection, comment.id, "edna")
