"""Guessing takes long, and nobody is shut out by another's guesses."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.errors import AssistantError
from bot.records.staff import throttle
from bot.records.staff.tables import sign_in_failures
from bot.records.staff.throttle import TooManyFailures

NOW = datetime(2026, 11, 23, 12, 0)


@pytest.fixture
def fail(database):
    """Fail so many times to sign in."""

    def fail_(times, name="maria", address="198.51.100.1", device="", at=NOW):
        for _ in range(times):
            attempt = throttle.begin(database, name, address, device, at)
        return attempt

    return fail_


def is_closed(database, name, at=NOW):
    with database.connect() as connection:
        return throttle.closed_names(connection, [name], at) == {name}


def test_the_sixth_failure_within_a_quarter_of_an_hour_is_not_looked_at(fail, database):
    fail(5)
    assert is_closed(database, "maria")
    with pytest.raises(TooManyFailures) as error:
        fail(1)
    assert isinstance(error.value, AssistantError)


def test_after_a_quarter_of_an_hour_one_tries_again(fail, database):
    fail(5)
    later = NOW + timedelta(minutes=15, seconds=1)
    assert not is_closed(database, "maria", later)
    assert fail(1, at=later)


def test_a_try_that_is_refused_does_not_count(fail, database):
    fail(5)
    for _ in range(3):
        with pytest.raises(TooManyFailures):
            fail(1)
    with database.connect() as connection:
        count = connection.execute(sa.select(sa.func.count()).select_from(sign_in_failures))
        assert count.scalar_one() == 5 * 2


def test_from_another_address_one_still_may_until_twenty_altogether(fail):
    for number in range(4):
        fail(5, address=f"198.51.100.{number}")
    with pytest.raises(TooManyFailures):
        fail(1, address="203.0.113.9")


def test_a_browser_that_was_used_before_is_not_shut_out_by_others(fail):
    for number in range(4):
        fail(5, address=f"198.51.100.{number}")
    assert fail(1, device="hers")
    fail(4, device="hers")
    with pytest.raises(TooManyFailures):
        fail(1, device="hers")


def test_each_name_is_counted_by_itself_and_in_small_letters(fail):
    fail(5)
    assert fail(1, name="ada")
    with pytest.raises(TooManyFailures):
        fail(1, name="MARIA")


def test_a_right_password_clears_what_was_counted_of_that_address(fail, database):
    attempt = fail(4)
    with database.begin() as connection:
        throttle.succeed(connection, attempt)
    assert fail(5)


def test_somebody_is_let_in_again_at_once(fail, database):
    fail(5)
    fail(5, name="ada")
    with database.begin() as connection:
        throttle.clear(connection, "Maria")
    assert not is_closed(database, "maria")
    assert is_closed(database, "ada")


def test_no_name_and_no_address_is_stored_in_clear(fail, database):
    fail(1)
    with database.connect() as connection:
        rows = str(connection.execute(sa.select(sign_in_failures)).all())
    assert "maria" not in rows
    assert "198.51.100" not in rows
