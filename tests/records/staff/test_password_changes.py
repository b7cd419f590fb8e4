"""Another password: set, chosen with a one-time link, changed by oneself."""

from __future__ import annotations

import pytest

from bot.errors import AccountRefused
from testkit.console import PASSWORD


@pytest.mark.parametrize(
    "password", ["aaaaaaaaaaaa", "password1234", "Maria-Maria-1", "123456789012", "Welcome2026!!"]
)
def test_a_password_that_is_guessed_first_is_refused(staff, password):
    with pytest.raises(AccountRefused, match="easy to guess"):
        staff.passwords.set("maria", password, "tests")


def test_a_new_password_ends_the_sessions_and_the_old_password(staff):
    token = staff.sessions.sign_in("maria", PASSWORD, "-")
    staff.passwords.set("maria", "another good password", "tests")
    assert staff.sessions.of(token) is None
    assert staff.sessions.sign_in("maria", PASSWORD, "-") is None
    assert staff.sessions.sign_in("maria", "another good password", "-")


def test_who_changes_their_password_stays_signed_in_here_alone(staff):
    here, elsewhere = (staff.sessions.sign_in("maria", PASSWORD, "-") for _ in range(2))
    staff.passwords.change_own(here, "maria", PASSWORD, "another good password")
    assert staff.sessions.of(here)
    assert staff.sessions.of(elsewhere) is None
    with pytest.raises(AccountRefused, match="present password is not correct"):
        staff.passwords.change_own(here, "maria", PASSWORD, "a third good password")


def test_a_link_works_once_and_for_a_day(staff, clock):
    token = staff.passwords.make_link("maria", "tests")
    with pytest.raises(AccountRefused, match="12 letters"):
        staff.passwords.use_link(token, "short")
    staff.passwords.use_link(token, "another good password")
    with pytest.raises(AccountRefused, match="used before or has ended"):
        staff.passwords.use_link(token, "a third good password")
    token = staff.passwords.make_link("maria", "tests")
    clock.forward(minutes=24 * 60)
    assert staff.passwords.name_of_link(token) is None
    with pytest.raises(AccountRefused, match="used before or has ended"):
        staff.passwords.use_link(token, "a third good password")


def test_a_newer_link_a_new_password_and_disabling_end_a_link(staff):
    first = staff.passwords.make_link("maria", "tests")
    second = staff.passwords.make_link("maria", "tests")
    assert [staff.passwords.name_of_link(link) for link in (first, second)] == [None, "maria"]
    staff.passwords.set("maria", "another good password", "tests")
    assert staff.passwords.name_of_link(second) is None
    third = staff.passwords.make_link("maria", "tests")
    staff.accounts.disable("maria", "tests")
    assert staff.passwords.name_of_link(third) is None
    with pytest.raises(AccountRefused, match="disabled"):
        staff.passwords.make_link("maria", "tests")


def test_a_link_lets_somebody_in_whom_others_tries_shut_out(staff):
    for number in range(20):
        staff.sessions.sign_in("maria", "wrong", f"10.0.0.{number}")
    staff.passwords.use_link(staff.passwords.make_link("maria", "tests"), "another good password")
    assert staff.sessions.sign_in("maria", "another good password", "10.0.1.1")
