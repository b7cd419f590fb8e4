"""Comments on a message: about some of its words, seen by all, deleted by whoever wrote them."""

from __future__ import annotations

import pytest

from bot.records.conversations.tables import turns
from bot.records.review.tables import turn_comments
from tests.console.conftest import EARLIER

PATH = "/conversations/a/comment"


@pytest.fixture
def talk(log):
    reply = [{"kind": "answer", "text": "Ring the\ndepartment first.", "blocks": []}]
    log.talk(
        "a", (0, "answer", {"id": "t-a", "text": "who do I ring", "reply": reply}), start=EARLIER
    )


def stored(engine):
    with engine.connect() as connection:
        return connection.execute(turn_comments.select()).all()


def test_a_comment_with_the_words_it_is_about_is_seen_by_everybody(talk, sign_in):
    sign_in("editor").send(
        PATH, turn="t-a", quote="ring the department", text="Say call, not ring."
    )
    page = sign_in("viewer").page("/conversations/a")
    assert "<q>ring the department</q>: Say call, not ring." in page
    assert "Save comment" not in page


def test_words_that_nobody_said_cannot_be_quoted(talk, sign_in, engine):
    client = sign_in("editor")
    assert (
        "neither in the message" in client.send(PATH, 422, turn="t-a", quote="fax", text="x").text
    )
    client.send(PATH, 422, turn="t-a", quote="ring", text="")
    client.send(PATH, 404, turn="t-b", text="x")
    assert stored(engine) == []


def test_only_who_wrote_a_comment_deletes_it(talk, sign_in, engine):
    editor = sign_in("editor")
    editor.send(PATH, turn="t-a", text="Good.")
    (comment,) = stored(engine)
    sign_in("admin").send(f"/comments/{comment.id}/delete", 404)
    editor.send(f"/comments/{comment.id}/delete")
    assert stored(engine) == []


def test_personal_data_in_a_comment_is_redacted(talk, sign_in, engine):
    sign_in("editor").send(PATH, turn="t-a", text="It was jane@example.org.")
    assert "jane@example.org" not in stored(engine)[0].text


def test_a_conversation_that_may_not_be_read_takes_no_comment(log, sign_in, engine):
    log.talk("shy", (0, "answer", {"id": "t-s", "text": "words"}), start=EARLIER, callback=1)
    sign_in("admin").send("/conversations/shy/comment", 403, turn="t-s", text="x")


def test_a_comment_goes_with_its_message(talk, sign_in, engine):
    sign_in("editor").send(PATH, turn="t-a", text="Good.")
    with engine.begin() as connection:
        connection.execute(turns.delete())
    assert stored(engine) == []
