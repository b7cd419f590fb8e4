"""What staff note about conversations, and what visitors said of answers."""

from __future__ import annotations

import pytest

from bot.records.review import reviews
from bot.records.review.reviews import Rating, Review
from testkit.conversation_log import START


@pytest.fixture
def connection(log, database):
    log.talk("a", (0, "answer", {"helpful": False, "reason": "wrong"}), (1, "answer"))
    log.talk("b", (0, "answer", {"helpful": True, "saved": True}))
    with database.begin() as connection_:
        yield connection_


def test_a_conversation_exists_or_not(connection):
    assert reviews.exists(connection, "a")
    assert not reviews.exists(connection, "none")


def test_a_review_is_loaded_as_it_was_saved(connection):
    review = Review("a", "maria", START, True, ("dues", "wording"))
    reviews.save(connection, review)
    assert reviews.load(connection, ["a", "b"]) == {"a": review}


def test_a_second_review_replaces_the_first(connection):
    reviews.save(connection, Review("a", "maria", START, True, ("dues",)))
    reviews.save(connection, Review("a", "ada", START, False, ()))
    assert reviews.load_all(connection) == {"a": Review("a", "ada", START, False, ())}


def test_reviews_of_other_conversations_are_not_loaded(connection):
    reviews.save(connection, Review("b", None, None, True, ()))
    assert reviews.load(connection, ["a"]) == {}
    assert set(reviews.load_all(connection)) == {"b"}


def test_a_correction_is_saved_replaced_and_deleted(log, connection):
    turn = log.ids[0]
    for answer, expected in [
        ("membership/dues", {turn: "membership/dues"}),
        (reviews.NO_ANSWER, {turn: "none"}),
        ("", {}),
    ]:
        assert reviews.save_correction(connection, "a", turn, answer, "maria", START)
        assert reviews.load_corrections(connection, "a") == expected


def test_a_turn_of_another_conversation_is_not_corrected(log, connection):
    assert not reviews.save_correction(connection, "b", log.ids[0], "x/y", "maria", START)
    assert reviews.load_corrections(connection, "a") == {}


def test_ratings_stand_beside_their_turns(log, connection):
    assert reviews.load_ratings(connection, "a") == {
        log.ids[0]: [Rating(False, "wrong", None, None)]
    }
    assert reviews.load_ratings(connection, "b") == {log.ids[2]: [Rating(True, None, None, True)]}
