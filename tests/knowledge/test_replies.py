"""A fixed reply has a kind, a text, and nothing that is not known."""

from __future__ import annotations

import pytest

from bot.knowledge.replies import Kind, parse_replies
from tests.knowledge.conftest import entry, refusal

REPLY = "greet: {kind: smalltalk, text: Hello.%s}"


def test_a_reply_has_a_kind_and_a_text():
    reply = parse_replies(entry(REPLY % ""))["greet"]
    assert (reply.kind, reply.text, reply.offers) == (Kind.SMALLTALK, "Hello.", ())


@pytest.mark.parametrize(
    ("more", "key"),
    [
        (", button: x", "greet.button"),
        (", offers: x", "greet.offers"),
        (", translations: {es: 'Cuesta $5'}", "greet.translations.es"),
        (", themes: [1]", "greet.themes[0]"),
    ],
)
def test_a_reply_that_is_off_is_refused(more, key):
    assert refusal(parse_replies, entry(REPLY % more))[0] == key
