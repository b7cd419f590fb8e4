"""Cells that no spreadsheet runs as formulas, and rows without texts that must not leave."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta

import pytest

from bot.console.exports import (
    CONVERSATION,
    TURN,
    conversation_row,
    csv_response,
    load_turns,
    safe,
    turn_row,
)
from bot.records.analytics import conversation_query
from testkit.clock import NOON
from tests.console.conftest import EARLIER, MISS


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", " ="])
def test_no_cell_of_a_file_is_a_formula(sign_in, log, sign):
    log.talk(
        "a", (0, "answer", {"label": "faq/x", "text": f"{sign}cmd|' /C calc'!A0"}), start=EARLIER
    )
    (row,) = csv.DictReader(io.StringIO(sign_in("editor").page("/turns.csv")))
    # What looks like somebody's handle is not kept at all.
    assert row["text"].startswith(("'", "[name]"))
    assert row["outcome"] == "answered"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0.5, "0.5"),
        (-3, "-3"),
        ("text", "text"),
        ("-3", "'-3"),
        ("＝1", "'＝1"),
        ("\n=1", "'\n'=1"),
        ("dues;=1+1", "dues;'=1+1"),
        ("dues; @sum", "dues; '@sum"),
        ("dues|-1+1", "dues|'-1+1"),
        ("dues\t+1", "dues\t'+1"),
        ("dues\n=1+1;", "dues\n'=1+1;"),
        ("dues;＝1", "dues;'＝1"),
        ("a; b=c; d-e", "a; b=c; d-e"),
        ("a=b", "a=b"),
        (datetime(2026, 11, 23), "2026-11-23 00:00:00"),
    ],
)
def test_a_cell_is_text_and_only_texts_are_escaped(value, cell):
    assert safe(value) == cell


async def body_of(response):
    return "".join([part async for part in response.body_iterator])


@pytest.mark.parametrize("bom", [True, False])
def test_a_file_has_its_head_every_row_and_a_mark_on_request(bom):
    import asyncio

    rows = [(number, "x" * 100) for number in range(1000)]
    response = csv_response("numbers", ("number", "text"), rows, bom=bom)
    text = asyncio.run(body_of(response))
    assert text.startswith("\ufeff") is bom
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert read[0] == ["number", "text"]
    assert [row[0] for row in read[1:]] == [str(number) for number in range(1000)]
    assert response.headers["Content-Disposition"] == 'attachment; filename="numbers.csv"'


def test_a_row_of_a_conversation_has_a_cell_for_each_column(log, engine):
    log.talk("a", (0, "fallback", MISS), (1, "answer", {"helpful": True}), start=EARLIER)
    with engine.connect() as connection:
        (talk,) = conversation_query.load(connection, EARLIER - timedelta(days=1), NOON)
    row = dict(zip(CONVERSATION, conversation_row(talk), strict=True))
    assert (row["conversation"], row["turns"]) == ("a", 2)
    assert row["unanswered"] is True
    assert row["thumbs_up"] is True
    assert row["thumbs_down"] is False


def rows_of(engine, since=EARLIER - timedelta(days=1), until=NOON):
    with engine.connect() as connection:
        turns = load_turns(connection, since, until)
    return [dict(zip(TURN, turn_row(turn), strict=True)) for turn in turns]


def test_a_row_of_a_turn_says_how_it_was_understood_and_rated(log, engine):
    more = {"label": "faq/membership_cme", "helpful": False, "reason": "wrong", "id": "t-1"}
    log.talk("a", (0, "answer", {**more, "text": "any CME"}), start=EARLIER)
    (row,) = rows_of(engine)
    assert (row["turn"], row["answer"], row["outcome"]) == ("t-1", "faq/membership_cme", "answered")
    assert (row["typed"], row["helpful"], row["reason"]) == (True, False, "wrong")
    assert row["text"] == "any CME"


def test_texts_are_redacted_once_more(log, engine):
    log.talk("a", (0, "answer", {"text": "my card 4111 1111 1111 1111"}), start=EARLIER)
    assert "4111" not in rows_of(engine)[0]["text"]


def test_openings_tests_of_staff_and_other_days_are_left_out(log, engine):
    log.talk("a", (0, "opening"), (1, "answer", {"id": "counted"}), start=EARLIER)
    log.talk("b", (0, "answer"), start=EARLIER, staff=True)
    log.talk("c", (0, "answer"), start=EARLIER - timedelta(days=9))
    log.talk("d", (0, "answer"), start=NOON)
    assert [row["turn"] for row in rows_of(engine)] == ["counted"]
