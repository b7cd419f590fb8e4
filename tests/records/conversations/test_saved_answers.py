"""Answers under a code come back until they expire, and hold nothing that was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.records.conversations import saved_answers
from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.conversations.tables import applications
from testkit.clock import Clock
from testkit.records import count_on_disk
from testkit.services import wait_until

PROFILE = {"place": "canada", "stage": "in_training"}
DAY = 24 * 60


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def answers(database, clock):
    return SavedAnswers(database, 90, clock)


def rows(database):
    with database.connect() as connection:
        return connection.execute(sa.select(applications)).mappings().all()


def test_what_was_saved_comes_back_under_its_code(answers):
    code = answers.keep("category", PROFILE, "member_in_training")
    answer = answers.find(code)
    assert (answer.goal, answer.told, answer.category) == (
        "category",
        PROFILE,
        "member_in_training",
    )


def test_another_code_opens_nothing(answers):
    answers.keep("category", PROFILE, "general")
    assert answers.find("AAAA-3333") is None


def test_a_code_is_good_until_its_last_day_and_not_after(answers, clock):
    code = answers.keep("category", PROFILE, "general")
    clock.forward(90 * DAY)
    assert answers.find(code) is not None
    clock.forward(1)
    assert answers.find(code) is None


def test_expired_answers_are_deleted_when_the_next_are_saved(answers, clock, database):
    answers.keep("category", PROFILE, "general")
    clock.forward(91 * DAY)
    code = answers.keep("dues", PROFILE, "associate")
    assert [row["code"] for row in rows(database)] == [code]


def test_a_code_can_be_erased_once(answers, database):
    code = answers.keep("category", PROFILE, "general")
    assert answers.erase(code)
    assert not answers.erase(code)
    assert rows(database) == []


def test_a_code_that_is_taken_is_not_given_to_somebody_else(answers, monkeypatch):
    codes = iter(["AAAA-3333", "AAAA-3333", "BBBB-4444"])
    monkeypatch.setattr(saved_answers, "new_code", lambda: next(codes))
    first = answers.keep("category", PROFILE, "general")
    second = answers.keep("category", {"place": "us"}, "associate")
    assert (first, second) == ("AAAA-3333", "BBBB-4444")
    assert answers.find(first).told == PROFILE


def test_codes_that_differ_in_one_character_are_near_until_they_expire(answers, clock):
    code = answers.keep("apply", PROFILE, "member_in_training")
    wrong, twice = "#" + code[1:], "##" + code[2:]
    assert (answers.near(wrong), answers.near(twice), answers.near(code)) == ([code], [], [])
    clock.forward(minutes=91 * DAY)
    assert answers.near(wrong) == []


def test_what_is_erased_is_in_no_file_either(answers, database):
    folder = Path(database.url.database).parent
    code = answers.keep("category", {"place": "unheard_of_place"}, "general")
    assert count_on_disk(folder, b"unheard_of_place")
    assert answers.erase(code)
    assert not count_on_disk(folder, b"unheard_of_place")


def test_what_is_erased_while_somebody_reads_is_in_no_file_once_they_have(
    answers, database, monkeypatch
):
    monkeypatch.setattr("bot.records.database._SECONDS_BETWEEN_TRIES", 0.01)
    folder = Path(database.url.database).parent
    code = answers.keep("category", {"place": "unheard_of_place"}, "general")
    with database.connect() as reader:
        reader.exec_driver_sql("BEGIN")
        reader.execute(sa.select(applications)).all()
        assert answers.erase(code)
        assert count_on_disk(folder, b"unheard_of_place")
    wait_until(lambda: not count_on_disk(folder, b"unheard_of_place"), "the end")
