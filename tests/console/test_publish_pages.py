"""The page of publications: who may begin, see, make live and go back, and what is said meanwhile."""

from __future__ import annotations

import pytest

from bot.records.publishing import drafts, releases
from bot.records.publishing.releases import State
from testkit.clock import NOON

RESULT = {
    "comparison": {
        "questions": 100,
        "good_before": 0.96,
        "good_after": 0.97,
        "false_before": 0.01,
        "false_after": 0.01,
        "gains": [{"text": "a gained one", "about": "a/x", "before": "missed", "after": "right"}],
        "losses": [{"text": "a lost one", "about": "a/y", "before": "right", "after": "missed"}],
    },
    "by_answer": [["a/y", 0, 1], ["a/x", 1, 0]],
    "difference": "--- a\n+++ a\n@@ -1 +1 @@\n-old line\n+new line",
    "weighed": [],
    "problems": [],
    "files": [],
    "base": "x",
}


@pytest.fixture
def draft(engine, app):
    with engine.begin() as connection:
        drafts.save(
            connection,
            0,
            answer_id="account/login_help",
            fields={"reviewed": "2026-11-23"},
            base="",
            by="edna",
            at=NOON,
        )


@pytest.fixture
def release(engine, app):
    """Return a function that notes a publication in a state."""

    def note(state, **values):
        with engine.begin() as connection:
            return releases.begin(
                connection,
                kind="publish",
                state=state.value,
                by="pia",
                at=NOON,
                changes={"drafts": [], "phrases": [], "removals": []},
                **{"result": RESULT, **values},
            )

    return note


def test_a_publisher_begins_one_and_an_editor_cannot(draft, sign_in, begun):
    editor = sign_in("editor")
    assert "Check and train" not in editor.page("/publish")
    editor.send("/publish", 403)
    publisher = sign_in("publisher")
    response = publisher.send("/publish", why="asked often")
    assert response.headers["Location"] == "/publish/1"
    assert begun == [1]
    assert "checking the files" in publisher.page("/publish/1").lower()
    assert 'http-equiv="refresh"' in publisher.page("/publish/1")
    assert "another publication" in publisher.send("/publish", 409).text


def test_what_is_gained_lost_and_changed_stands_on_its_page(release, sign_in):
    page = sign_in("viewer").page(f"/publish/{release(State.READY)}")
    for text in ("a lost one", "a gained one", "96.0 %", "97.0 %"):
        assert text in page
    assert "<del>-old line</del>" in page
    assert "<ins>+new line</ins>" in page
    assert "Make it live" not in page


def test_what_gets_worse_is_for_an_administrator_with_a_reason(release, sign_in):
    number = release(State.READY, result={**RESULT, "weighed": ["it gets worse"]})
    page = sign_in("publisher").page(f"/publish/{number}")
    assert "it gets worse" in page
    assert "Only an administrator" in page
    sign_in("publisher").send(f"/publish/{number}/live", 409, why="please")
    assert "Make it live all the same" in sign_in("admin").page(f"/publish/{number}")


def test_one_that_would_do_harm_says_why_and_offers_nothing(release, sign_in):
    number = release(State.REFUSED, result={"problems": ["“x” was taught, but visitors get y"]})
    page = sign_in("admin").page(f"/publish/{number}")
    assert "was taught, but visitors get y" in page
    assert "Make it live" not in page
    sign_in("admin").send(f"/publish/{number}/live", 409, why="because")


def test_what_is_not_kept_cannot_come_back(sign_in):
    sign_in("publisher").send("/publish/back", 404, content="0123456789ab", why="x")
    sign_in("publisher").page("/publish/99", 404)


def test_the_version_stands_on_every_page(sign_in):
    client = sign_in("viewer")
    for path in ("/", "/unanswered", "/knowledge", "/publish"):
        assert "ontent " in client.page(path).rpartition("<footer")[2], path
