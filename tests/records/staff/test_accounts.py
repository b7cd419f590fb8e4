"""Who may sign in, for how long, and what happens to somebody who guesses passwords."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from bot.errors import SetUpError
from bot.records.staff import audit
from bot.records.staff.accounts import Role, Staff, TooManyFailures
from testkit.clock import Clock

PASSWORD = "a long enough password"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def staff(database, clock, monkeypatch):
    quick = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("bot.records.staff.accounts.PasswordHasher", quick)
    staff_ = Staff(database, timedelta(minutes=30), clock)
    staff_.add("maria", PASSWORD, Role.EDITOR, "tests")
    return staff_


def entries(database):
    return [(entry.who, entry.what, entry.about) for entry in audit.entries(database)]


@pytest.mark.parametrize(
    ("role", "least", "may"),
    [
        (Role.VIEWER, Role.VIEWER, True),
        (Role.VIEWER, Role.EDITOR, False),
        (Role.EDITOR, Role.VIEWER, True),
        (Role.EDITOR, Role.ADMIN, False),
        (Role.ADMIN, Role.EDITOR, True),
    ],
)
def test_each_role_may_do_what_those_before_it_may(role, least, may):
    assert role.may(least) is may


def test_whoever_signs_in_has_a_session_with_their_role(staff, database):
    token = staff.sign_in("maria", PASSWORD, "127.0.0.1")
    person = staff.of(token)
    assert (person.name, person.role) == ("maria", Role.EDITOR)
    assert ("maria", "signed in", "") in entries(database)


def test_neither_password_nor_token_is_stored(staff, database):
    token = staff.sign_in("maria", PASSWORD, "127.0.0.1")
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
    assert staff.sign_in(name, password, "127.0.0.1") is None
    assert entries(database)[0] == ("-", "sign-in failed", about)


@pytest.mark.parametrize("password", ["short", "elevenchars"])
def test_a_short_password_is_refused(staff, password):
    with pytest.raises(SetUpError, match="12 letters"):
        staff.add("ada", password, Role.VIEWER, "tests")


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "ada;", "-"])
def test_an_odd_name_is_refused(staff, name):
    with pytest.raises(SetUpError, match="no name to sign in with"):
        staff.add(name, PASSWORD, Role.VIEWER, "tests")


def test_a_name_is_given_once(staff):
    with pytest.raises(SetUpError, match="already somebody called maria"):
        staff.add("maria", PASSWORD, Role.VIEWER, "tests")


def test_five_failures_close_a_name_for_their_address_for_a_quarter_of_an_hour(staff, clock):
    for _ in range(5):
        staff.sign_in("maria", "wrong", "10.0.0.1")
    with pytest.raises(TooManyFailures):
        staff.sign_in("maria", PASSWORD, "10.0.0.1")
    assert staff.sign_in("maria", PASSWORD, "10.0.0.2")
    clock.forward(minutes=16)
    assert staff.sign_in("maria", PASSWORD, "10.0.0.1")


def test_twenty_failures_from_anywhere_close_a_name_for_browsers_that_it_never_used(staff):
    for number in range(20):
        staff.sign_in("maria", "wrong", f"10.0.0.{number}")
    with pytest.raises(TooManyFailures):
        staff.sign_in("maria", PASSWORD, "10.0.1.1")
    assert staff.sign_in("maria", PASSWORD, "10.0.1.1", device="hers")


def test_five_failures_close_a_name_for_a_browser_that_it_used_before(staff):
    for _ in range(5):
        staff.sign_in("maria", "wrong", "10.0.0.1", device="hers")
    with pytest.raises(TooManyFailures):
        staff.sign_in("maria", PASSWORD, "10.0.0.1", device="hers")
    assert staff.sign_in("maria", PASSWORD, "10.0.0.1")


def test_of_many_wrong_passwords_at_once_five_are_looked_at(staff, monkeypatch):
    checked = []

    def check(hash_, password):
        checked.append(password)
        return False

    monkeypatch.setattr(staff, "_is_right", check)
    with ThreadPoolExecutor(12) as threads:
        tries = [threads.submit(staff.sign_in, "maria", "wrong", "10.0.0.1") for _ in range(60)]
    refused = [each for each in tries if isinstance(each.exception(), TooManyFailures)]
    assert 1 <= len(checked) <= 5
    assert len(refused) == 60 - len(checked)


def test_who_is_refused_does_not_lengthen_the_wait(staff, clock):
    for _ in range(5):
        staff.sign_in("maria", "wrong", "10.0.0.1")
    clock.forward(minutes=10)
    with pytest.raises(TooManyFailures):
        staff.sign_in("maria", PASSWORD, "10.0.0.1")
    clock.forward(minutes=6)
    assert staff.sign_in("maria", PASSWORD, "10.0.0.1")


def test_an_address_is_closed_after_twenty_failures_whatever_the_names(staff):
    for number in range(20):
        staff.sign_in(f"guess{number}", "wrong", "10.0.0.1")
    with pytest.raises(TooManyFailures):
        staff.sign_in("maria", PASSWORD, "10.0.0.1")
    assert staff.sign_in("maria", PASSWORD, "10.0.0.2")


def test_a_right_password_clears_the_failures_of_its_name(staff):
    for _ in range(2):
        for _ in range(4):
            staff.sign_in("maria", "wrong", "10.0.0.1")
        assert staff.sign_in("maria", PASSWORD, "10.0.0.1")


def test_a_session_ends_when_it_is_idle(staff, clock):
    token = staff.sign_in("maria", PASSWORD, "-")
    clock.forward(minutes=31)
    assert staff.of(token) is None
    clock.forward(minutes=-31)
    assert staff.of(token) is None, "it stays ended"


def test_requests_keep_a_session_open_for_twelve_hours_at_most(staff, clock):
    token = staff.sign_in("maria", PASSWORD, "-")
    for _ in range(36):
        clock.forward(minutes=20)
        assert staff.of(token)
    clock.forward(minutes=1)
    assert staff.of(token) is None


def test_a_made_up_token_opens_nothing(staff):
    assert staff.of("made up") is None


def test_signing_out_ends_the_session(staff, database):
    token = staff.sign_in("maria", PASSWORD, "-")
    staff.sign_out(token, "maria")
    assert staff.of(token) is None
    assert entries(database)[0] == ("maria", "signed out", "")


def test_a_disabled_person_is_out_at_once_and_cannot_return(staff):
    token = staff.sign_in("maria", PASSWORD, "-")
    staff.disable("maria", "tests")
    assert staff.of(token) is None
    assert staff.sign_in("maria", PASSWORD, "-") is None
    assert [account.is_disabled for account in staff.all()] == [True]


def test_a_new_role_holds_in_open_sessions_and_is_recorded(staff, database):
    token = staff.sign_in("maria", PASSWORD, "-")
    staff.change_role("maria", Role.ADMIN, "ada")
    assert staff.of(token).role is Role.ADMIN
    (entry, *_) = audit.entries(database)
    assert (entry.who, entry.what, entry.about) == ("ada", "role changed", "maria")
    assert entry.details == '{"role": {"after": "admin", "before": "editor"}}'


def test_nobody_cannot_be_changed(staff):
    with pytest.raises(SetUpError, match="nobody called ada"):
        staff.change_role("ada", Role.ADMIN, "tests")
    with pytest.raises(SetUpError, match="nobody called ada"):
        staff.disable("ada", "tests")


def test_accounts_are_listed_by_name(staff):
    staff.add("ada", PASSWORD, Role.ADMIN, "tests")
    assert [(account.name, account.role) for account in staff.all()] == [
        ("ada", "admin"),
        ("maria", "editor"),
    ]
