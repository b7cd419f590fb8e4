"""What is owed line by line: an amount, or that there is none, and never a sum of what is not known."""

from __future__ import annotations

import pytest

from bot.messages.dues_table import DuesTable
from tests.messages.conftest import lines


@pytest.fixture(scope="module")
def dues(parts):
    return DuesTable(parts)


def tables(blocks):
    return [block for block in blocks if block["type"] == "table"]


def test_every_line_has_its_amount_and_its_page(dues, case):
    amounts, _ = tables(dues.blocks(*case("resident")))
    assert amounts["head"] == ["What", "A year", "Note"]
    ((label, amount, note),) = amounts["rows"]
    assert (label, amount) == (["Member-in-training dues"], ["$0"])
    assert note[0] == "Free through residency and fellowship."
    assert note[3]["url"].startswith("https://")


def test_what_is_not_published_is_said_to_be_so_and_where_to_ask(dues, case):
    blocks = dues.blocks(*case("veterans_radiologist"))
    assert [row[1] for row in tables(blocks)[0]["rows"]] == [["not published"]] * 3
    assert "$" not in "".join(lines(blocks))
    assert any("schedule of dues; ask the membership department" in line for line in lines(blocks))


def test_where_all_is_known_nobody_is_sent_to_ask(dues, case):
    assert not any(
        "ask the membership department" in line for line in lines(dues.blocks(*case("student")))
    )


def test_what_stands_in_the_table_is_not_said_once_more_below_it(dues, case):
    text = "\n".join(lines(dues.blocks(*case("resident"))))
    assert text.count("Free through residency and fellowship.") == 1


def test_without_a_category_there_is_no_table(dues, case):
    blocks = dues.blocks(*case("lawyer"))
    assert tables(blocks) == []
    assert lines(blocks)[0] == "Please ask the membership department"


def test_dates_stand_in_their_order(dues, case):
    (dates,) = dues.dates(case("retired_member")[1])
    assert dates["head"] == ["When", "What happens", "More"]
    assert [row[0] for row in dates["rows"]] == [
        ["February 1, 2027"],
        ["February 1, 2027"],
        ["March 31, 2027"],
    ]


def test_a_profile_without_a_day_has_no_dates(dues, case):
    assert dues.dates(case("student")[1]) == []


def test_dates_that_were_given_before_are_said_in_a_sentence_only(dues, case):
    decision, profile = case("resident")
    assert len(tables(dues.blocks(decision, profile))) == 2
    assert len(tables(dues.blocks(decision, profile, has_dates=True))) == 1
    assert "January 1" in " ".join(lines(dues.dates(profile, is_brief=True)))
