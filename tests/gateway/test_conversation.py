"""What is stored of a turn, and what is not; letters stay in memory."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

LETTER = (
    "This letter certifies that Ann Example is a student in good standing. "
    "She started in August 2024 and is expected to graduate in May 2028."
)
ASKS_FOR_A_LETTER = {
    "kind": "notice",
    "text": "Please paste the letter.",
    "blocks": [],
    "awaits": "letter",
}


@pytest.fixture
def stored(settings):
    """Return a function that reads the turns of the only conversation, oldest first."""

    def stored_():
        query = "SELECT * FROM turns ORDER BY created_at"
        with sa.create_engine(settings.database, future=True).connect() as connection:
            return connection.execute(sa.text(query)).mappings().all()

    return stored_


def test_a_turn_is_stored_with_how_it_was_understood(visitor, stored):
    visitor.say("what do residents pay")
    opening, turn = stored()
    assert (opening["outcome"], opening["text"]) == ("opening", None)
    assert (turn["outcome"], turn["label"]) == ("answer", "faq/membership_training_dues")
    assert turn["text"] == "what do residents pay"
    assert turn["latency_ms"] >= 0
    assert "understood" not in turn["reply"]


def test_a_button_is_stored_as_a_choice_with_its_title(visitor, stored):
    (message,) = visitor.say("what do residents pay")
    visitor.send({"id": "c", "choice": message["choices"][0]["choice"]})
    turn = stored()[-1]
    assert (turn["text"], turn["is_choice"]) == ("And after training?", 1)


def test_a_failure_of_rasa_is_stored_with_its_reason(visitor, rasa, stored):
    rasa.reply = []
    visitor.say("what do residents pay")
    assert (stored()[-1]["outcome"], stored()[-1]["label"]) == ("error", "rasa/silent")


def test_a_letter_that_was_asked_for_goes_neither_to_rasa_nor_into_the_records(
    visitor, rasa, stored
):
    rasa.reply = [ASKS_FOR_A_LETTER]
    visitor.say("check my letter")
    count = len(rasa.requests)
    (message,) = visitor.say(LETTER)
    assert "Good standing: found" in message["text"]
    assert len(rasa.requests) == count
    assert (stored()[-1]["outcome"], stored()[-1]["text"]) == ("letter", None)


def test_a_short_text_after_the_request_is_no_letter(visitor, rasa):
    rasa.reply = [ASKS_FOR_A_LETTER]
    visitor.say("check my letter")
    visitor.say("I have none")
    assert rasa.requests[-1]["text"] == "I have none"


def test_a_long_text_that_nobody_asked_for_is_no_letter(visitor, rasa):
    visitor.say(LETTER)
    assert rasa.requests[-1]["text"] == LETTER.replace("Ann Example", "[name]")


def test_a_rating_replaces_the_one_before(visitor, settings):
    (message,) = visitor.say("first")
    for helpful in (False, True):
        visitor.post("feedback", {"message": message["id"], "helpful": helpful})
    assert visitor.history().json()["messages"][1]["helpful"] is True


def test_erasing_twice_is_erasing_once(visitor):
    for _ in range(2):
        response = visitor.http.request("DELETE", "/api/chat/sessions", headers=visitor.headers)
        assert response.status_code == 204


def test_rasa_learns_the_id_of_the_request_and_of_the_turn(visitor, rasa):
    visitor.say("hello", "turn-1")
    assert rasa.requests[-1]["turn"] == "turn-1"
