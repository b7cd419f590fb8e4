"""Conversations are found by the words that were typed in one message."""

from __future__ import annotations

import pytest

from bot.records.conversations import text_search
from bot.records.conversations.tables import turns


@pytest.fixture
def find(log, database):
    log.talk("chapter", (0, "answer", {"text": "what are the chapter dues"}))
    log.talk("apart", (0, "answer", {"text": "my chapter"}), (1, "answer", {"text": "my dues"}))

    def find_(words):
        with database.connect() as connection:
            return sorted(text_search.sessions_with(connection, words))

    return find_


@pytest.mark.parametrize("words", ["chapter dues", "dues chapter", "DUES"])
def test_all_words_in_one_message_are_found_in_any_order(find, words):
    assert "chapter" in find(words)


@pytest.mark.parametrize("words", ["cha", "chapt", "CHAPT due", "dues chap", "chapters"])
def test_beginnings_of_words_are_found_too(find, words):
    assert "chapter" in find(words)


def test_a_beginning_that_is_longer_than_the_stem_of_a_word_is_found(log, find):
    log.talk("paper", (0, "answer", {"text": "a certificate of membership"}))
    assert find("certificat") == ["paper"]
    assert find("certificat memb") == ["paper"]
    assert find("certificati") == []
    assert find("ertificate") == []


@pytest.mark.parametrize("words", ["ch", "hapter", "chapel", "chapt unicorn"])
def test_less_than_three_letters_begin_nothing_and_other_words_stay_other_words(find, words):
    assert find(words) == []


def test_words_in_two_messages_are_not_found_together(find):
    assert find("chapter dues") == ["chapter"]
    assert find("chapter") == ["apart", "chapter"]


@pytest.mark.parametrize("words", ["", "   ", "unicorn"])
def test_nothing_is_found_for_no_words_or_for_words_that_nobody_typed(find, words):
    assert find(words) == []


@pytest.mark.parametrize(
    "words", ['dues"', "dues OR unicorn", "NOT dues", "due*", "NEAR(a b)", "'"]
)
def test_operators_are_words_like_others(find, words):
    assert find(words) in ([], ["apart", "chapter"])
    assert find("dues OR unicorn") == []


def test_an_erased_text_is_found_no_more_and_leaves_the_index(find, database):
    assert b"chapter" in index(database)
    with database.begin() as connection:
        connection.execute(turns.update().values(text=None))
        text_search.purge(connection)
    assert find("chapter") == []
    assert b"chapter" not in index(database)


def index(database):
    with database.connect() as connection:
        blocks = connection.exec_driver_sql("SELECT block FROM turn_words_data").scalars()
        return b"".join(map(bytes, blocks))


def test_no_more_sessions_are_listed_than_a_page_can_use(find, monkeypatch):
    monkeypatch.setattr(text_search, "MAX_SESSIONS", 1)
    assert len(find("chapter")) == 1
