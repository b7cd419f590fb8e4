"""Who may sign in, for how long, and what happens to somebody who guesses passwords."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from bot.records.staff.role import Role
from bot.records.staff.throttle import TooManyFailures
from testkit.console import PASSWORD
from tests.records.staff.conftest import entries


def test_whoever_signs_in_has_a_session_with_their_role(staff, database):
    token = staff.sessions.sign_in("maria", PASSWORD, "127.0.0.1")
    person = staff.sessions.of(token)
    assert (person.name, person.role) == ("maria", Role.EDITOR)
    assert ("maria", "signed in", "") in entries(database)


def test_neither_password_nor_token_is_stored(staff, database):
    token = staff.sessions.sign_in("maria", PASSWORD, "127.0.0.1")
    with database.connect() as connection:
        rows = [
            str(connection.execute(sa.text(f"SELECT * FROM {table}")).all())
            for table in ("staff", "staff_sessions", "audit", "sign_in_failures")
        ]
    assert not any(secret in row for row in rows for secret in (PASSWORD, token))


@pytest.mark.parametrize(
    ("name", "password", "about"),
    [("maria", "wrong", "maria"), ("nobody", PASSWORD, "no such name")],
)
def test_a_wrong_pair_opens_nothing_and_a_name_is_recorded_where_it_is_one(
    staff, database, name, password, about
):
    assert staff.sessions.sign_in(name, password, "127.0.0.1") is None
    assert entries(database)[0] == ("-", "sign-in failed", about)


def test_five_failures_close_a_name_for_their_address_for_a_quarter_of_an_hour(staff, clock):
    for _ in range(5):
        staff.sessions.sign_in("maria", "wrong", "10.0.0.1")
    with pytest.raises(TooManyFailures):
        staff.sessions.sign_in("maria", PASSWORD, "10.0.0.1")
    assert staff.sessions.sign_in("maria", PASSWORD, "10.0.0.2")
    clock.forward(minutes=16)
    assert staff.sessions.sign_in("maria", PASSWORD, "10.0.0.1")


def test_twenty_failures_from_anywhere_close_a_name_for_browsers_that_it_never_used(staff):
    for number in range(20):
        staff.sessions.sign_in("maria", "wrong", f"10.0.0.{number}")
    with pytest.raises(TooManyFailures):
        staff.sessions.sign_in("maria", PASSWORD, "10.0.1.1")
    assert staff.sessions.sign_in("maria", PASSWORD, "10.0.1.1", device="hers")


def test_five_failures_close_a_name_for_a_browser_that_it_used_before(staff):
    for _ in range(5):
        staff.sessions.sign_in("maria", "wrong", "10.0.0.1", device="hers")
    with pytest.raises(TooManyFailures):
        staff.sessions.sign_in("maria", PASSWORD, "10.0.0.1", device="hers")
    assert staff.sessions.sign_in("maria", PASSWORD, "10.0.0.1")


def test_of_many_wrong_passwords_at_once_five_are_looked_at(staff, monkeypatch):
    checked = []

    def check(hash_, password):
        checked.append(password)
        return False

    monkeypatch.setattr(staff.sessions._passwords, "is_right", check)
    with ThreadPoolExecutor(12) as threads:
        tries = [
            threads.submit(staff.sessions.sign_in, "maria", "wrong", "10.0.0.1") for _ in range(60)
        ]
    refused = [each for each in tries if isinstance(each.exception(), TooManyFailures)]
    assert 1 <= len(checked) <= 5
    assert len(refused) == 60 - len(checked)


def test_who_is_refused_does_not_lengthen_the_wait(staff, clock):
    for _ in range(5):
        staff.sessions.sign_in("maria", "wrong", "10.0.0.1")
    clock.forward(minutes=10)
    with pytest.raises(TooManyFailures):
        staff.sessions.sign_in("maria", PASSWORD, "10.0.0.1")
    clock.forward(minutes=6)
    assert staff.sessions.sign_in("maria", PASSWORD, "10.0.0.1")


def test_tries_at_other_names_close_nothing_for_somebody_at_the_same_address(staff):
    for number in range(40):
        staff.sessions.sign_in(f"guess{number}", "wrong", "10.0.0.1")
    assert staff.sessions.sign_in("maria", PASSWORD, "10.0.0.1")


def test_a_right_password_clears_the_failures_of_its_name(staff):
    for _ in range(2):
        for _ in range(4):
            staff.sessions.sign_in("maria", "wrong", "10.0.0.1")
        assert staff.sessions.sign_in("maria", PASSWORD, "10.0.0.1")


def test_a_session_ends_when_it_is_idle(staff, clock):
    token = staff.sessions.sign_in("maria", PASSWORD, "-")
    clock.forward(minutes=31)
    assert staff.sessions.of(token) is None
    clock.forward(minutes=-31)
    assert staff.sessions.of(token) is None, "it stays ended"


def test_requests_keep_a_session_open_for_twelve_hours_at_most(staff, clock):
    token = staff.sessions.sign_in("maria", PASSWORD, "-")
    for _ in range(36):
        clock.forward(minutes=20)
        assert staff.sessions.of(token)
    clock.forward(minutes=1)
    assert staff.sessions.of(token) is None


def test_a_made_up_token_opens_nothing(staff):
    assert staff.sessions.of("made up") is None


def test_signing_out_ends_the_session(staff, database):
    token = staff.sessions.sign_in("maria", PASSWORD, "-")
    staff.sessions.sign_out(token, "maria")
    assert staff.sessions.of(token) is None
    assert entries(database)[0] == ("maria", "signed out", "")


def test_a_name_with_capitals_from_before_goes_on(staff, database):
    with database.begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET name = 'Maria'")
    assert staff.sessions.of(staff.sessions.sign_in("maria", PASSWORD, "-")).name == "Maria"
    for _ in range(5):
        staff.sessions.sign_in("maria", "wrong", "10.0.0.1")
    assert staff.accounts.find("Maria").is_closed
    staff.accounts.unlock("maria", "tests")
    assert staff.sessions.sign_in("Maria", PASSWORD, "10.0.0.1")
