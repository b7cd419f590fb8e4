"""A held-out question that an editor settles waits for publication, and can be left as it was."""

from __future__ import annotations

import pytest

from bot.nlu.phrases.held_out import held_out_questions
from bot.records.publishing import questions, releases
from bot.records.publishing.releases import State
from bot.settings import ROOT
from testkit.clock import NOON
from tests.console.conftest import EARLIER

ANSWER = "membership/cme"
QUESTION = "What CME or education comes with membership?"


@pytest.fixture(scope="module")
def unanswerable():
    """A held-out question of some words that must not be answered today."""
    return next(
        row["text"]
        for _, _, row in held_out_questions(ROOT)
        if not row["accept"] and len(row["text"].split()) > 5
    )


def waiting(engine):
    with engine.connect() as connection:
        return [(row.text, row.answer_id, row.by) for row in questions.open_changes(connection)]


def test_teaching_shows_what_would_count_against_it_and_lets_it_be_settled(
    log, sign_in, engine, unanswerable
):
    log.talk("a", (0, "fallback", {"text": unanswerable, "id": "t-a"}), start=EARLIER)
    client = sign_in("editor")
    path = f"/phrases/new?turn=t-a&answer={ANSWER}"
    page = client.page(path)
    assert "Held-out questions like it" in page
    assert "wants no answer" in page
    response = client.send("/questions", text=unanswerable, answer=ANSWER, back=path)
    assert response.headers["Location"] == path
    assert waiting(engine) == [(unanswerable, ANSWER, "editor")]
    assert f"It is right for: {unanswerable[:20]}" not in client.page(path)
    assert unanswerable in client.page("/publish").replace("&#39;", "'")


def test_it_can_be_left_as_it_was(sign_in, engine, unanswerable):
    client = sign_in("editor")
    client.send("/questions", text=unanswerable, answer=ANSWER)
    with engine.connect() as connection:
        (change,) = questions.open_changes(connection)
    client.send(f"/questions/{change.id}/undo")
    assert waiting(engine) == []
    client.send(f"/questions/{change.id}/undo", 404)


def test_only_a_held_out_question_and_an_answer_of_ours_can_be_named(sign_in, unanswerable):
    client = sign_in("editor")
    client.send("/questions", 404, text="never held out", answer=ANSWER)
    client.send("/questions", 422, text=unanswerable, answer="membership/no_such")
    client.send("/questions", 422, text=unanswerable, answer="out_of_scope/other")
    sign_in("viewer").send("/questions", 403, text=unanswerable, answer=ANSWER)


def test_what_a_publication_would_answer_wrongly_is_settled_on_its_page(
    sign_in, engine, unanswerable
):
    loss = {"about": "", "before": "refused", "after": "answered", "given": ANSWER}
    comparison = {
        "questions": 9,
        "good_before": 1,
        "good_after": 0.9,
        "false_before": 0,
        "false_after": 0.1,
        "gains": [],
        "losses": [{"text": unanswerable, **loss}],
    }
    with engine.begin() as connection:
        number = releases.begin(
            connection,
            kind="publish",
            state=State.READY.value,
            by="pia",
            at=NOON,
            changes={"drafts": [], "phrases": [], "removals": [], "questions": []},
            result={"comparison": comparison, "weighed": ["it gets worse"], "problems": []},
        )
    client = sign_in("editor")
    page = client.page(f"/publish/{number}")
    assert f"answered by “{QUESTION}”" in page
    assert f"“{QUESTION}” is right for it</button>" in page
    client.send("/questions", text=unanswerable, answer=ANSWER, back=f"/publish/{number}")
    page = client.page(f"/publish/{number}")
    assert "from the next publication on" in page
    assert "Check and train again" in page
