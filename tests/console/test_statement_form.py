"""Rows of statements are read over what is published by now, and nobody's words are lost."""

from __future__ import annotations

from itertools import count

import pytest

from bot.console.statement_form import (
    StatementRow,
    lay_beside,
    merge,
    new_ids,
    own_statements,
    parse_rows,
    problem_of,
    rows_of,
    shared_with,
    statement_changes,
)
from bot.console.statement_order import StatementOrder
from bot.errors import KnowledgeError
from bot.publishing.answer_grounds import STATEMENT_TEXTS

PUBLISHED = {
    "day_1": {"says": "Reading.", "page": "onet"},
    "day_2": {"says": "Talking.", "page": "hub", "heading": "What is a radiologist?"},
}
OTHERWISE = {"says": "Mostly reading.", "page": "onet"}


def parsed(rows, published=PUBLISHED, order=None):
    order = order or StatementOrder(list(PUBLISHED))
    return parse_rows(rows, order, published, (f"day_{number}" for number in count(3)))


@pytest.fixture
def rows():
    return rows_of(PUBLISHED, {})


def test_rows_that_were_not_touched_mean_nothing(rows):
    assert [row.source for row in rows] == ["onet", "hub | What is a radiologist?"]
    assert parsed(rows).fields == {}


def test_a_text_of_several_lines_is_one_line_in_the_form():
    every = {"day_1": {"says": "Read\n  and  talk.\n", "page": "onet"}, "other_1": OTHERWISE}
    assert own_statements(["day_1", "day_9"], every) == {
        "day_1": {"says": "Read and talk.", "page": "onet"}
    }


def test_only_changed_words_are_kept_and_the_list_stays(rows):
    rows[0].says = "Mostly reading."
    assert parsed(rows).fields == {STATEMENT_TEXTS: {"day_1": OTHERWISE}}


def test_a_new_row_gets_the_next_name_at_the_end(rows):
    new = StatementRow("Procedures.", "onet")
    entry = {"says": "Procedures.", "page": "onet"}
    assert parsed([*rows, new]).fields == {
        STATEMENT_TEXTS: {"day_3": entry},
        "statements": ["day_1", "day_2", "day_3"],
    }
    assert new.id == "day_3"


def test_a_removed_row_is_no_longer_named(rows):
    rows[0].is_removed = True
    assert parsed(rows).fields == {"statements": ["day_2"]}


def test_the_last_statement_cannot_be_removed(rows):
    for row in rows:
        row.is_removed = True
    assert "one statement at least" in parsed(rows).problems["statements"]


@pytest.mark.parametrize(
    ("says", "source", "problem"),
    [("", "onet", "Write what the page says"), ("Words.", "", "as in join | Who can join ACR?")],
)
def test_what_is_missing_is_said_at_its_row(rows, says, source, problem):
    rows[1].says, rows[1].source = says, source
    assert problem in parsed(rows).problems["statement_2"]


def test_what_was_published_meanwhile_stays_where_a_row_was_not_touched(rows):
    now = {**PUBLISHED, "day_1": OTHERWISE, "day_3": OTHERWISE}
    rows[1].says = "Talking much."
    fields = parsed(rows, now).fields
    assert fields == {STATEMENT_TEXTS: {"day_2": {**PUBLISHED["day_2"], "says": "Talking much."}}}


def test_what_was_published_meanwhile_is_shown_where_a_row_was_touched_and_replaced_the_next_time(
    rows,
):
    rows[0].says = "Reading all day."
    now = {**PUBLISHED, "day_1": OTHERWISE}
    assert parsed(rows, now).fields == {}
    assert rows[0].theirs == "Mostly reading.\n(onet)"
    assert rows[0].says == "Reading all day."
    rows[0].theirs = ""
    assert parsed(rows, now).fields[STATEMENT_TEXTS]["day_1"]["says"] == "Reading all day."


def test_what_was_taken_out_meanwhile_is_not_brought_back_unless_its_row_was_touched(rows):
    now = {"day_2": PUBLISHED["day_2"]}
    assert parsed(rows, now).fields == {}
    rows[0].says = "Reading all day."
    parsed(rows, now)
    assert rows[0].theirs == "It is removed."


def test_a_removal_of_what_reads_otherwise_by_now_is_asked_for_again(rows):
    rows[0].is_removed = True
    assert parsed(rows, {**PUBLISHED, "day_1": OTHERWISE}).fields == {}
    assert rows[0].theirs


def test_both_who_wrote_the_same_agree(rows):
    rows[0].says = OTHERWISE["says"]
    assert parsed(rows, {**PUBLISHED, "day_1": OTHERWISE}).fields == {}
    assert not rows[0].theirs


def test_the_rows_of_a_draft_can_be_sent_again_as_they_are():
    draft = {
        STATEMENT_TEXTS: {"day_1": OTHERWISE, "day_3": OTHERWISE},
        "statements": ["day_1", "day_3"],
    }
    rows = rows_of(PUBLISHED, draft)
    assert [(row.id, row.is_removed) for row in rows] == [
        ("day_1", False),
        ("day_2", True),
        ("day_3", False),
    ]
    assert parsed(rows).fields == draft
    assert statement_changes(rows, PUBLISHED) == [
        ("statement_1", "Reading.\n(onet)", "Mostly reading.\n(onet)"),
        ("statement_2", "Talking.\n(hub | What is a radiologist?)", ""),
        ("statement_3", "", "Mostly reading.\n(onet)"),
    ]


def test_moved_rows_are_named_in_their_new_order_and_shown_before_and_after(rows):
    assert parsed(rows[::-1]).fields == {"statements": ["day_2", "day_1"]}
    again = rows_of(PUBLISHED, {"statements": ["day_2", "day_1"]})
    assert [row.id for row in again] == ["day_2", "day_1"]
    assert statement_changes(again, PUBLISHED) == [
        ("order of statements", "1. Reading.\n2. Talking.", "1. Talking.\n2. Reading.")
    ]


def test_a_new_row_stays_where_it_was_moved(rows):
    new = StatementRow("Procedures.", "onet")
    assert parsed([new, *rows]).fields["statements"] == ["day_3", "day_1", "day_2"]


def test_a_removed_row_keeps_its_place_beside_those_that_were_moved():
    published = {**PUBLISHED, "day_3": OTHERWISE}
    rows = rows_of(published, {"statements": ["day_3", "day_1"]})
    assert [(row.id, row.is_removed) for row in rows] == [
        ("day_3", False),
        ("day_1", False),
        ("day_2", True),
    ]


def test_an_order_that_was_published_meanwhile_stays_where_no_row_was_moved(rows):
    now = dict(reversed(PUBLISHED.items()))
    order = StatementOrder(list(PUBLISHED))
    rows[0].says = "Mostly reading."
    assert parsed(rows, now, order).fields == {STATEMENT_TEXTS: {"day_1": OTHERWISE}}
    assert not order.theirs


def test_an_order_that_was_published_meanwhile_is_shown_where_a_row_was_moved_and_replaced_the_next_time():
    three = {**PUBLISHED, "day_3": OTHERWISE}
    rows = rows_of(three, {})
    moved = [rows[1], rows[0], rows[2]]
    now = {id_: three[id_] for id_ in ("day_3", "day_1", "day_2")}
    order = StatementOrder(list(three))
    parsed(moved, now, order)
    assert order.theirs == "1. Mostly reading.\n2. Reading.\n3. Talking."
    again = StatementOrder(order.seen)
    assert parsed(moved, now, again).fields == {"statements": ["day_2", "day_1", "day_3"]}
    assert not again.theirs


def test_both_who_moved_alike_agree(rows):
    order = StatementOrder(list(PUBLISHED))
    assert parsed(rows[::-1], dict(reversed(PUBLISHED.items())), order).fields == {}
    assert not order.theirs


def test_the_order_that_the_others_gave_their_statements_is_shown_beside_ours(rows):
    order = StatementOrder()
    merge(rows, order, "edna has here", rows_of(PUBLISHED, {"statements": ["day_2", "day_1"]}))
    assert (order.whose, order.theirs) == ("edna has here", "1. Talking.\n2. Reading.")


def test_what_others_have_stands_beside_where_it_reads_otherwise(rows):
    lay_beside(rows, "edna has", {"day_1": OTHERWISE, "day_2": PUBLISHED["day_2"]})
    assert [(row.whose, row.theirs) for row in rows] == [
        ("edna has", "Mostly reading.\n(onet)"),
        ("", ""),
    ]


def test_statements_that_only_the_others_have_are_added_to_ours(rows):
    mine = [*rows, StatementRow("Mine.", "onet")]
    draft = {
        STATEMENT_TEXTS: {"day_3": OTHERWISE},
        "statements": ["day_2", "day_3"],
    }
    order = StatementOrder()
    merge(mine, order, "edna has here", rows_of(PUBLISHED, draft))
    assert not order.theirs
    assert [row.says for row in mine] == ["Reading.", "Talking.", "Mine.", "Mostly reading."]
    assert [row.theirs for row in mine] == ["It is removed.", "", "", ""]


def test_names_go_on_from_the_highest_that_is_taken():
    names = new_ids("day", ["day_2", "day_10", "holiday_40", "day_off"])
    assert [next(names), next(names)] == ["day_11", "day_12"]
    assert next(new_ids("night", [])) == "night_1"


def test_the_check_is_told_at_the_row_that_it_refuses(rows):
    missing = KnowledgeError("statements.yml", "day_2.heading", "missing")
    assert problem_of(missing, rows) == (
        "statement_2",
        "this page is cited with one of its headings: choose one",
    )
    unknown = KnowledgeError("statements.yml", "day_1.page", "no page 'x' in sources.yml")
    assert problem_of(unknown, rows) == ("statement_1", "no page 'x' in sources.yml")
    assert problem_of(KnowledgeError("faq/career.yml", "day_1", "off"), rows) is None
    assert problem_of(KnowledgeError("statements.yml", "day_7", "off"), rows) is None


def test_answers_that_share_a_statement_are_named(knowledge):
    others = shared_with(knowledge, "career/competitiveness")["match_chances_1"]
    assert others == ["career/match_chances"]
    assert "competitiveness_1" not in shared_with(knowledge, "career/competitiveness")
