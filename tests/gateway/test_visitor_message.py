"""A text is never a command; a button and a link are commands that we wrote ourselves."""

from __future__ import annotations

import pytest

from bot.gateway import visitor_message
from bot.gateway.sessions import Button


@pytest.mark.parametrize("text", ["/restart", "／restart", '\u200b/restart{"a": 1}'])
def test_a_typed_text_is_no_command(text):
    message = visitor_message.typed("m1", text)
    assert message.command is None
    assert not message.text.startswith("/")
    assert not message.is_choice


def test_a_text_of_slashes_alone_is_still_a_message():
    assert visitor_message.typed("m1", "///").text == "?"


def test_a_number_that_must_not_be_stored_is_taken_out_and_that_is_known():
    message = visitor_message.typed("m1", "my card is 4111 1111 1111 1111")
    assert message.text == "my card is [card number]"
    assert message.is_redacted
    assert not visitor_message.typed("m1", "what do I owe").is_redacted


def test_what_was_written_is_known_to_the_gateway_alone_and_shown_nowhere():
    message = visitor_message.typed("m1", "MRN 4481207 has a mass")
    assert message.as_written == "MRN 4481207 has a mass"
    assert "4481207" not in repr(message)


def test_a_button_shows_its_title_and_sends_its_command():
    message = visitor_message.button("m1", Button("/faq/membership_cme", "CME"))
    assert (message.text, message.command) == ("CME", "/faq/membership_cme")
    assert message.is_choice


def test_a_link_asks_the_published_question(knowledge):
    answer = knowledge.answers["membership/cme"]
    message = visitor_message.link("m1", answer)
    assert (message.text, message.command) == (answer.question, "/faq/membership_cme")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Good standing; began 08/15/2023; expected to graduate May 2027", True),
        ("Registrar: Mr Lee, in good standing since Aug 2023", True),
        ("thank you that is all I need", False),
        ("am I in good standing and when do I graduate?", False),
        ("word " * 20, False),
    ],
)
def test_a_registrars_note_is_known_by_what_it_says(text, expected):
    assert visitor_message.typed("m1", text).may_be_letter is expected


@pytest.mark.parametrize(("words", "expected"), [(11, False), (12, True)])
def test_only_a_typed_text_of_some_length_may_be_a_letter(words, expected):
    text = " ".join([*["word"] * (words - 1), "student"])
    assert visitor_message.typed("m1", text).may_be_letter is expected
    assert not visitor_message.button("m1", Button("/a", text)).may_be_letter


def test_of_a_word_without_end_the_beginning_is_handed_on():
    """Every letter and pair of it was tried as a slip: one message kept Rasa for twelve seconds."""
    message = visitor_message.typed("m1", "ab" * 500)
    assert len(message.text) == 45
    assert len(message.as_written) == 1000
