"""A page that changed marks its answers, and what is marked or disputed is not renewed by a tick."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.console.answer_form import values_of
from bot.console.app import create_app
from bot.console.check_obstacles import obstacle, problems_of_check
from bot.publishing.answer_file import read_fields
from bot.records.publishing import drafts
from bot.records.review.page_comparisons import PageComparison
from bot.settings import ROOT
from testkit.clock import NOON
from testkit.console import StaffClient

ID = "membership/training_dues"
QUOTE = "Members don’t pay while in training"
DISPUTED = "membership/enrollment_verification"


@pytest.fixture
def quoting(knowledge):
    """The knowledge in which one answer quotes its page."""
    answer = knowledge.answers[ID]
    sources = (replace(answer.sources[0], quote=QUOTE), *answer.sources[1:])
    answer = replace(answer, sources=sources, disagreement=None)
    answers = {**knowledge.answers, ID: answer}
    topics = tuple(
        replace(topic, answers=tuple(answers[one.id] for one in topic.answers))
        for topic in knowledge.topics
    )
    return replace(knowledge, answers=answers, topics=topics)


@pytest.fixture
def editor(settings, answer_lookup, clock, staff, quoting, monkeypatch):
    monkeypatch.setattr("bot.console.app.load", lambda: quoting)
    return StaffClient(create_app(settings, answer_lookup, clock), "editor")


@pytest.fixture
def page(quoting):
    return f"/knowledge/sources/{quoting.answers[ID].sources[0].page}"


def compared(quoting, quote=QUOTE):
    page = quoting.answers[ID].sources[0].page
    return {page: PageComparison(page, "0" * 64, ((ID, quote),), "edna", NOON)}


def test_words_that_are_gone_stand_against_a_tick_until_others_are_quoted(quoting):
    answer = quoting.answers[ID]
    assert obstacle(answer, {}) == ""
    assert "no longer stand" in obstacle(answer, compared(quoting))
    assert obstacle(answer, compared(quoting, "words that it quoted once")) == ""


def test_pages_that_differ_stand_against_a_tick_until_the_wording_is_chosen(quoting):
    answer = quoting.answers[DISPUTED]
    assert "differ" in obstacle(answer, {})
    assert "wording" in problems_of_check(answer, {}, "", is_wording_chosen=False)
    assert problems_of_check(answer, {}, "", is_wording_chosen=True) == {}


def test_a_changed_page_marks_what_quotes_it_on_every_list(editor, page):
    assert "page changed" not in editor.page("/knowledge")
    editor.send(page, 200, text="Members pay half while in training.")
    listed = editor.page("/knowledge?only=changed")
    assert listed.count("page changed") == 1
    assert f"/knowledge/answer/{ID}" in listed
    assert "1 quotes what no longer stands on its page" in editor.page("/")
    assert "no longer there" in editor.page(page)


def test_a_page_that_reads_as_before_takes_the_mark_away(editor, page):
    editor.send(page, 200, text="Members pay half.")
    said = editor.send(page, 200, text=f"… {QUOTE.upper()} …").text
    assert "its text has changed since then" in said
    assert "page changed" not in editor.page("/knowledge")
    assert "word for word the same since then" in editor.send(page, 200, text=f"… {QUOTE} …").text


def test_what_is_marked_is_not_renewed_by_a_tick(editor, page, engine):
    editor.send(page, 200, text="Members pay half while in training.")
    ticks = {f"check:{ID}": "1", "check:membership/cme": "1"}
    said = editor.send("/knowledge/checked", 422, **ticks).text
    assert f"{ID}: words that it quotes no longer stand on its page" in said
    assert "differ" in editor.send("/knowledge/checked", 422, **{f"check:{DISPUTED}": "1"}).text
    with engine.connect() as connection:
        assert drafts.open_drafts(connection) == []


def test_an_answer_whose_pages_differ_is_renewed_with_the_wording_chosen(editor, engine):
    path = f"/knowledge/edit/{DISPUTED}"
    renewed = {**values_of(read_fields(ROOT, DISPUTED)), "reviewed": "2026-11-24", "version": "0"}
    form = editor.page(path)
    assert "The pages differ" in form
    said = editor.send(path, 422, **renewed).text
    assert "say which wording holds" in said
    editor.send(path, **renewed, wording="1")
    with engine.connect() as connection:
        draft = drafts.open_draft(connection, DISPUTED)
    assert draft.fields == {"reviewed": "2026-11-24"}
