"""A conversation is reviewed, corrected, and erased."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape

import pytest

from bot.records.staff import audit
from tests.console.conftest import EARLIER, MISS


def test_what_was_reviewed_is_marked_and_the_next_one_is_a_key_away(sign_in, log):
    for number in range(3):
        log.talk(f"c{number}", (0, "answer"), start=EARLIER + timedelta(minutes=number))
    client = sign_in("editor")
    client.send("/conversations/c1/review", reviewed="1", tags="dues, dues, new words")
    assert "dues, new words" in client.page("/conversations?mark=reviewed")
    assert set(
        re.findall(r"/conversations/(c\d)", client.page("/conversations?mark=not+reviewed"))
    ) == {
        "c0",
        "c2",
    }
    page = client.page("/conversations/c1?")
    assert 'href="/conversations/c2?" rel="prev"' in page
    assert 'href="/conversations/c0?" rel="next"' in page


def test_a_corrected_answer_counts_as_a_wrong_one(sign_in, log):
    log.talk("a", (0, "answer", {"label": "faq/membership_cme", "id": "t-a"}), start=EARLIER)
    client = sign_in("editor")
    client.send("/conversations/a/correct", turn="t-a", answer="membership/benefits")
    assert "(1 of 1)" in client.page("/overview")
    client.send("/conversations/a/correct", turn="t-a", answer="membership/cme")
    assert "(0 of 1)" in client.page("/overview"), "confirmed, not corrected"
    client.send("/conversations/a/correct", 422, turn="t-a", answer="no/such")
    client.send("/conversations/a/correct", 404, turn="other", answer="membership/benefits")


def test_a_conversation_is_erased_only_when_somebody_is_sure(sign_in, log):
    log.talk("a", (0, "answer"), start=EARLIER)
    client = sign_in()
    client.send("/conversations/a/erase", 422)
    client.send("/conversations/a/erase", sure="1")
    assert client.http.get("/conversations/a").status_code == 404


@pytest.fixture
def talk(log):
    """The conversation a, with an opening, an answer that was rated, and a button."""
    log.talk(
        "a",
        (0, "opening", {"text": None}),
        (
            1,
            "answer",
            {
                "id": "t-a",
                "label": "faq/membership_cme",
                "helpful": False,
                "reason": "not_my_question",
            },
        ),
        (2, "answer", {"choice": True, "text": "Canada"}),
        start=EARLIER,
    )


def test_a_conversation_shows_each_turn_with_how_it_was_understood(sign_in, talk):
    page = sign_in("viewer").page("/conversations/a")
    turns = page[page.index('<ol class="turns">') :]
    assert turns.count('<p class="said">') == 2
    assert "faq/membership_cme, 90 %, 10 ms" in turns
    assert "Rated No, not my question" in turns
    assert 'Canada <span class="soft">(button)</span>' in turns


def test_a_text_that_was_not_stored_is_said_to_be_so(sign_in, log):
    log.talk("a", (0, "letter", {"text": None}), start=EARLIER)
    assert "(text not stored)" in sign_in("viewer").page("/conversations/a")


def test_a_viewer_reads_and_changes_nothing(sign_in, talk):
    sign_in("editor").send("/conversations/a/correct", turn="t-a", answer="membership/benefits")
    page = sign_in("viewer").page("/conversations/a")
    assert "Correct answer: membership/benefits" in page
    main = page[page.index("<main") :]
    assert "<form" not in main


def test_only_an_administrator_is_offered_to_erase(sign_in, talk):
    assert "/conversations/a/erase" in sign_in("admin").page("/conversations/a")
    assert "/conversations/a/erase" not in sign_in("editor").page("/conversations/a")


def test_tags_are_cut_cleaned_and_once_each(sign_in, talk, engine):
    sign_in("editor").send("/conversations/a/review", tags=f" dues ,, dues, {'x' * 50}")
    (entry,) = [entry for entry in audit.entries(engine) if entry.what == "conversation reviewed"]
    assert json.loads(entry.details) == {
        "reviewed": False,
        "flagged": False,
        "tags": ["dues", "x" * 30],
    }


def test_a_review_can_be_taken_back(sign_in, talk):
    client = sign_in("editor")
    client.send("/conversations/a/review", reviewed="1")
    assert "Reviewed by editor on 2026-11-23" in client.page("/conversations/a")
    client.send("/conversations/a/review")
    assert "Reviewed by" not in client.page("/conversations/a")


def test_a_correction_can_be_taken_back(sign_in, talk):
    client = sign_in("editor")
    client.send("/conversations/a/correct", turn="t-a", answer="membership/benefits")
    assert 'value="membership/benefits"' in client.page("/conversations/a")
    client.send("/conversations/a/correct", turn="t-a", answer="")
    assert 'list="answers" value=""' in client.page("/conversations/a")


def test_a_conversation_that_does_not_exist_is_said_so_everywhere(sign_in):
    client = sign_in()
    assert "does not exist" in client.page("/conversations/nothing", 404)
    client.send("/conversations/nothing/review", 404, reviewed="1")
    client.send("/conversations/nothing/erase", 404, sure="1")


def test_outside_its_list_a_conversation_has_no_neighbours(sign_in, log, talk):
    log.talk("b", (0, "answer"), start=EARLIER + timedelta(minutes=9))
    client = sign_in("viewer")
    assert 'rel="prev"' in client.page("/conversations/a")
    page = client.page("/conversations/a?from=2026-11-01&to=2026-11-02")
    assert 'rel="prev"' not in page
    assert 'rel="next"' not in page


def test_neighbours_keep_the_filters_of_the_list(sign_in, log):
    for number, kind in enumerate(["fallback", "answer", "fallback"]):
        start = EARLIER + timedelta(minutes=number)
        log.talk(f"c{number}", (0, kind, MISS if kind == "fallback" else {}), start=start)
    page = sign_in("viewer").page("/conversations/c2?outcome=unanswered")
    assert 'href="/conversations/c0?outcome=unanswered" rel="next"' in page


def test_a_long_list_has_pages(sign_in, log):
    for number in range(51):
        log.talk(f"c{number:02}", (0, "answer"), start=EARLIER + timedelta(minutes=number))
    client = sign_in("viewer")
    first, second = (
        re.findall(r"/conversations/(c\d\d)\?", client.page(f"/conversations?page={page}"))
        for page in (1, 2)
    )
    assert (len(first), first[0], second) == (50, "c50", ["c00"])


def test_the_list_shows_the_first_words(sign_in, log):
    log.talk(
        "a",
        (0, "answer", {"text": "first of all"}),
        (1, "answer", {"text": "and then"}),
        start=EARLIER,
    )
    page = sign_in("viewer").page("/conversations")
    assert "first of all" in page
    assert "and then" not in page


def test_reviewed_and_next_walks_through_a_list_that_stays_as_it_was(sign_in, log):
    for number in range(3):
        log.talk(f"c{number}", (0, "answer"), start=EARLIER + timedelta(minutes=number))
    client = sign_in("editor")
    page = client.page("/conversations?mark=not+reviewed")
    path = unescape(re.search(r'href="(/conversations/c2\?[^"]+)"', page)[1])
    visited = []
    while path.startswith("/conversations/"):
        page = client.page(path)
        visited.append(path[15:17])
        target = unescape(re.search(r'name="next" value="([^"]+)"', page)[1])
        version = re.search(r'name="version" value="(\d+)"', page)[1]
        response = client.send(
            f"/conversations/{visited[-1]}/review", then="next", next=target, version=version
        )
        path = response.headers["Location"]
    assert visited == ["c2", "c1", "c0"]
    assert path.startswith("/conversations?mark=not+reviewed")
    assert "c2" in client.page(path)
    assert "0 conversations" in client.page("/conversations?mark=not+reviewed")


@pytest.mark.parametrize("as_of", ["nonsense", "2026-13-01", ""])
def test_a_moment_that_cannot_be_freezes_nothing(sign_in, talk, as_of):
    assert "1 conversation." in sign_in("viewer").page(f"/conversations?asof={as_of}")


def test_of_two_who_review_at_once_the_second_sees_both(sign_in, talk):
    edna, eric = sign_in("editor"), sign_in("admin")
    edna.send("/conversations/a/review", tags="dues, urgent", flagged="1", version="0")
    page = eric.send("/conversations/a/review", 409, reviewed="1", version="0").text
    assert "dues, urgent" in page
    assert "dues, urgent" in edna.page("/conversations/a")
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    eric.send("/conversations/a/review", reviewed="1", version=version)
    assert "dues, urgent" not in edna.page("/conversations/a")


def test_a_correction_may_name_the_question_and_leads_to_a_phrase_and_a_test_case(
    sign_in, log, knowledge
):
    turn = {"id": "t-a", "text": "can a chiropractor join"}
    log.talk("a", (0, "answer", turn), start=EARLIER)
    client = sign_in("editor")
    assert "/phrases/new" not in client.page("/conversations/a")
    question = knowledge.answers["membership/who_can_join"].question
    client.send("/conversations/a/correct", turn="t-a", answer=question)
    link = "/phrases/new?turn=t-a&amp;answer=membership/who_can_join&amp;back=/conversations/a"
    assert link in client.page("/conversations/a")
    (case,) = client.page("/corrections.jsonl").splitlines()
    assert json.loads(case) == {
        "text": "can a chiropractor join",
        "accept": ["membership/who_can_join"],
    }


def test_of_two_who_correct_at_once_the_second_sees_both(sign_in, log):
    log.talk("a", (0, "answer", {"id": "t-a", "text": "can i join"}), start=EARLIER)
    edna, eric = sign_in("editor"), sign_in("admin")
    assert 'name="version" value="-"' in edna.page("/conversations/a")
    edna.send("/conversations/a/correct", turn="t-a", answer="none", version="-")
    fields = {"turn": "t-a", "answer": "membership/cme"}
    page = eric.send("/conversations/a/correct", 409, **fields, version="-").text
    assert "<td>none</td><td>membership/cme</td>" in page
    eric.send("/conversations/a/correct", **fields, version="none")
    assert 'name="version" value="membership/cme"' in edna.page("/conversations/a")


def test_whoever_takes_the_corrections_away_stands_in_the_audit(sign_in, engine):
    sign_in("editor").page("/corrections.jsonl")
    entry = audit.entries(engine, what="exported")[0]
    assert (entry.who, entry.about) == ("editor", "corrections")


def test_a_message_that_no_answer_fits_is_taught_as_out_of_scope(sign_in, log):
    log.talk("a", (0, "answer", {"id": "t-a", "text": "my scan"}), start=EARLIER)
    client = sign_in("editor")
    client.send("/conversations/a/correct", turn="t-a", answer="none")
    assert "/phrases/new?turn=t-a&amp;answer=out_of_scope/other&" in client.page("/conversations/a")
    assert '"accept": []' in client.page("/corrections.jsonl")
