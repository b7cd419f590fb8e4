"""A new answer rests on statements from the start, each with its page, and is published with them."""

from __future__ import annotations

import html
import re

import pytest

from bot.knowledge.loader import load
from bot.nlu import model_file
from bot.publishing import staging
from bot.publishing.answer_file import read_fields
from bot.publishing.answer_grounds import read_statements
from bot.publishing.preparation import Preparation
from bot.publishing.publication_paths import Places
from bot.records.publishing import drafts
from testkit.publication import PlayedRuns, copy_content
from testkit.web_form import filled_form

ID = "career/parking"
EDIT = f"/knowledge/edit/{ID}"
START = "/knowledge/new?rests_on=statements"
FIRST, SECOND = "Staff park near the department.", "The walk takes 7 minutes."
ENTRIES = {
    "parking_1": {"says": FIRST, "page": "hub", "heading": "What is a radiologist?"},
    "parking_2": {"says": SECOND, "page": "onet"},
}
FILLED = {
    "topic": ["career"],
    "group": ["like"],
    "name": ["parking"],
    "question": ["Where do radiologists park?"],
    "answer": ["Near the department, 7 minutes away."],
    "lasting": ["Near the department."],
    "statement_says": [FIRST, SECOND],
    "statement_source": ["hub | What is a radiologist?", "onet"],
    "related": ["career/typical_day"],
    "test_question": ["is there a garage for radiologists"],
}


@pytest.fixture
def places(tmp_path):
    """A tree of its own, so that it can be published into."""
    return Places(copy_content(tmp_path / "tree"), tmp_path / "var")


@pytest.fixture
def edna(sign_in):
    return sign_in("editor")


@pytest.fixture
def form(edna):
    return {**filled_form(edna.page(START), "/knowledge/new"), **FILLED}


def drafted(engine):
    with engine.connect() as connection:
        draft = drafts.open_draft(connection, ID)
    return draft and draft.fields


def test_which_kind_of_grounds_it_has_is_chosen_before_anything_is_typed(edna):
    sources = edna.page("/knowledge/new?group=abcdef012345")
    other = html.unescape(re.search(r'href="(/knowledge/new\?[^"]*)"', sources)[1])
    assert other == "/knowledge/new?group=abcdef012345&rests_on=statements"
    assert 'name="sources"' in sources
    assert '<option value="career"' not in sources
    statements = edna.page(other)
    assert 'href="/knowledge/new?group=abcdef012345"' in statements
    assert 'name="sources"' not in statements
    assert re.search(r'<option value="(\w+)"', statements)[1] == "career"
    assert filled_form(statements, "/knowledge/new")["review_months"] == ["12"]


def test_its_statements_are_drafted_with_it_and_edited_like_those_of_others(edna, engine, form):
    address = edna.send("/knowledge/new", **form).headers["Location"]
    assert address == f"{EDIT}?saved=1"
    fields = drafted(engine)
    assert fields["statement_texts"] == ENTRIES
    assert fields["statements"] == list(ENTRIES)
    assert (fields["lasting"], fields["review_months"]) == (FILLED["lasting"][0], 12)
    assert "sources" not in fields
    page = edna.page(address)
    assert "7 minutes away" in page[page.index('aria-label="Preview"') :]
    again = filled_form(page, EDIT)
    assert again["statement_id"][:2] == list(ENTRIES)
    edna.send(EDIT, **{**again, "review_months": ["6"]}, move="2 up")
    fields = drafted(engine)
    assert fields["statements"] == ["parking_2", "parking_1"]
    assert fields["statement_texts"] == ENTRIES
    assert fields["review_months"] == 6


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"statement_says": [""], "statement_source": [""]}, "statements", "one statement"),
        ({"statement_says": [FIRST], "statement_source": [""]}, "statement_1", "Where does it"),
        ({"statement_says": [FIRST]}, "statement_2", "Write what the page says"),
        ({"statement_source": ["hub", "onet"]}, "statement_1", "one of its headings"),
        ({"answer": ["8 minutes away."]}, "answer", "no statement named here says 8"),
        ({"lasting": [""]}, "lasting", "missing"),
        ({"lasting": ["7 minutes."]}, "lasting", "no figures"),
        ({"review_months": ["soon"]}, "review_months", "how many months"),
        ({"review_months": ["40"]}, "review_months", "1 to 36"),
    ],
)
def test_what_is_off_is_said_at_its_field_and_can_be_mended(
    edna, engine, form, changes, field, problem
):
    page = html.unescape(edna.send("/knowledge/new", 422, **{**form, **changes}).text)
    said = page[page.index(f'id="problem-{field}"') :].partition("</p>")[0]
    assert problem in said
    assert drafted(engine) is None
    again = filled_form(page, "/knowledge/new")
    assert again["rests_on"] == ["statements"]
    edna.send("/knowledge/new", **{**again, **{name: form[name] for name in changes}})
    assert drafted(engine)["statement_texts"] == ENTRIES


def test_a_published_answer_does_not_change_its_kind_of_grounds_by_a_field(edna, engine):
    address = "/knowledge/edit/account/login_help"
    form = filled_form(edna.page(address), address)
    edna.send(address, **{**form, "owner": "Help desk", "rests_on": "statements"})
    with engine.connect() as connection:
        assert drafts.open_draft(connection, "account/login_help").fields == {"owner": "Help desk"}


def test_it_is_published_with_its_statements_and_both_are_taken_back(
    edna, sign_in, engine, places, clock, monkeypatch, form
):
    tree = places.root
    monkeypatch.setattr(staging, "run", PlayedRuns(tree))
    model_file.current(tree, tree / "models").write_text("the first model", encoding="utf-8")
    before, first = read_statements(tree), staging.content_version(tree)
    edna.send("/knowledge/new", **form)
    publisher = sign_in("publisher")
    address = publisher.send("/publish").headers["Location"]
    Preparation(engine, places, 0.01, clock).prepare(int(re.search(r"\d+", address)[0]))
    publisher.send(f"{address}/live")
    assert read_statements(tree) == {**before, **ENTRIES}
    answer = load.__wrapped__(tree / "knowledge").answers[ID]
    assert [cited.page for cited in answer.sources] == ["hub", "onet"]
    publisher.send("/publish/back", content=first, why="was wrong")
    assert read_statements(tree) == before
    assert read_fields(tree, ID) == {}
    assert SECOND in edna.page(EDIT)
