"""Messages that came near to several answers, with what the visitor chose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records.conversations.tables import turns
from bot.records.review import near_misses, phrases
from testkit.conversation_log import START

OFFER = (0, "choices", {"text": "paper for residents"})


def choice(minute, label="faq/membership_benefits"):
    return (minute, "answer", {"label": label, "choice": True, "text": None})


@pytest.fixture
def pending(database):
    def pending_(since=START, limit=10):
        with database.connect() as connection:
            return near_misses.pending(connection, since, limit)

    return pending_


def test_an_offer_is_listed_with_its_candidates_and_what_was_chosen(log, pending, database):
    log.talk("visitor", OFFER, choice(1))
    top = [["faq/membership_benefits", 0.4], ["faq/membership_journals", 0.3]]
    with database.begin() as connection:
        connection.execute(turns.update().where(turns.c.id == log.ids[0]).values(top=top))
    (miss,) = pending()
    assert (miss.turn_id, miss.text) == (log.ids[0], "paper for residents")
    assert miss.candidates == ("faq/membership_benefits", "faq/membership_journals")
    assert miss.chosen == "faq/membership_benefits"


def test_the_first_choice_after_the_offer_counts(log, pending):
    log.talk("visitor", choice(-1, "faq/a"), OFFER, choice(1, "faq/b"), choice(2, "faq/c"))
    (miss,) = pending()
    assert miss.chosen == "faq/b"


def test_without_a_choice_nothing_is_chosen(log, pending):
    log.talk("visitor", OFFER, (1, "answer", {"label": "faq/a", "text": "typed"}))
    log.talk("another visitor", choice(1))
    (miss,) = pending()
    assert miss.chosen is None


def test_of_the_same_words_the_settled_message_counts(log, pending):
    log.talk("settled", OFFER, choice(1))
    log.talk("open", OFFER, start=START + timedelta(hours=1))
    (miss,) = pending()
    assert (miss.session_id, miss.chosen) == ("settled", "faq/membership_benefits")


def test_the_latest_come_first_and_no_more_than_the_limit(log, pending):
    for minute in range(3):
        log.talk(f"visitor {minute}", (minute, "choices", {"text": f"words {minute}"}))
    assert [miss.text for miss in pending(limit=2)] == ["words 2", "words 1"]
    assert pending(since=START + timedelta(hours=1)) == []


@pytest.mark.parametrize("more", [{"choice": True}, {"text": None}])
def test_buttons_and_erased_texts_are_not_listed(log, pending, more):
    log.talk("visitor", (0, "choices", more))
    assert pending() == []


def test_what_staff_try_is_not_listed(log, pending):
    log.talk("staff", OFFER, staff=True)
    assert pending() == []


def test_what_staff_accepted_or_dismissed_is_not_listed_again(log, pending, database):
    log.talk("visitor", OFFER, (1, "choices", {"text": "other words"}))
    with database.begin() as connection:
        phrases.dismiss(connection, log.ids[0], "paper for residents", "maria", START)
        phrases.accept(
            connection, turn_id=log.ids[1], text="other words", label="faq/a", by="maria", at=START
        )
    assert pending() == []


def test_the_text_of_an_offer_is_found_by_its_turn(log, database):
    log.talk("visitor", OFFER, (1, "answer", {"text": "dues"}))
    with database.connect() as connection:
        assert near_misses.find(connection, log.ids[0]) == "paper for residents"
        assert near_misses.find(connection, log.ids[1]) is None
        assert near_misses.find(connection, "none") is None
