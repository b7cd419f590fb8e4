"""Amounts from a day on: drafted in the console, read as a schedule file is, shown with what they change."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from bot.knowledge.dues import Published
from bot.records.publishing import amounts
from bot.records.staff import audit
from testkit.clock import NOON

NEXT = {
    "line": "international",
    "amount": "410.00",
    "since": "2027-01-01",
    "until": "",
    "source": "Schedule of dues 2027",
    "why": "voted in May",
}


def waiting(engine):
    with engine.connect() as connection:
        return [
            (draft.line, draft.amount, draft.since, draft.until, draft.by)
            for draft in amounts.open_drafts(connection)
        ]


def test_dues_that_no_page_states_have_no_number(sign_in, knowledge):
    page = sign_in("viewer").page("/knowledge/dues")
    assert "$138" in page
    missing = page[page.index("Not published") :]
    unknown = [
        line.title
        for name, line in knowledge.dues.lines.items()
        if not isinstance(knowledge.dues.amount(name, NOON.date()), Published)
    ]
    assert unknown
    assert all(title in missing for title in unknown)
    assert "$" not in missing


def test_next_years_amount_waits_and_shows_what_it_changes(sign_in, engine):
    client = sign_in("editor")
    response = client.send("/knowledge/dues", **NEXT)
    assert response.headers["Location"] == "/knowledge/dues?saved=1#waiting"
    assert waiting(engine) == [("international", "410.00", date(2027, 1, 1), None, "editor")]
    page = client.page("/knowledge/dues?saved=1")
    then = page[page.index("Once it is published") :]
    assert "International member dues: $391 → $410" in then
    assert 'href="/knowledge/answer/membership/international_dues"' in then
    assert "$410.00 from 2027-01-01" in client.page("/publish")


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("line", "parking", "Choose what the amount is for"),
        ("amount", "410", "An amount as in 410.00"),
        ("amount", "-410.00", "An amount as in 410.00"),
        ("since", "next year", "A day as in 2027-01-01"),
        ("since", "2026-11-22", "Today or a day to come"),
        ("until", "2026-12-31", "It ends before it begins"),
        ("source", "", "Say where the amount stands"),
    ],
)
def test_what_a_schedule_file_could_not_say_is_said_at_its_field(
    sign_in, engine, field, value, problem
):
    page = sign_in("editor").send("/knowledge/dues", 422, **{**NEXT, field: value}).text
    assert problem in page
    assert f'id="problem-{field}"' in page
    assert NEXT["why"] in page
    assert waiting(engine) == []


def test_two_amounts_that_overlap_are_refused_together(sign_in, engine):
    client = sign_in("editor")
    client.send("/knowledge/dues", **NEXT)
    page = client.send("/knowledge/dues", 422, **{**NEXT, "since": "2027-06-01"}).text
    assert "overlaps" in page
    assert len(waiting(engine)) == 1


def test_a_second_amount_from_the_same_day_replaces_one_that_was_seen_and_either_is_discarded(
    sign_in, engine
):
    client = sign_in("editor")
    client.send("/knowledge/dues", **NEXT)
    second = {**NEXT, "amount": "405.00"}
    page = sign_in("admin").send("/knowledge/dues", 409, **second).text
    assert "<td>410.00</td><td>405.00</td>" in page
    assert "<td>editor</td><td>admin</td>" in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    client.send("/knowledge/dues", **second, version=version)
    assert [draft[1] for draft in waiting(engine)] == ["405.00"]
    with engine.connect() as connection:
        (draft,) = amounts.open_drafts(connection)
    client.send(f"/knowledge/dues/{draft.id}/discard")
    assert waiting(engine) == []
    details = json.loads(audit.entries(engine, what="amount discarded")[0].details)
    assert details == {"line": "international", "since": "2027-01-01", "amount": "405.00"}
    client.send(f"/knowledge/dues/{draft.id}/discard", 404)


def test_viewers_read_and_write_nothing(sign_in):
    client = sign_in("viewer")
    assert "An amount from a day on" not in client.page("/knowledge/dues")
    client.send("/knowledge/dues", 403, **NEXT)
