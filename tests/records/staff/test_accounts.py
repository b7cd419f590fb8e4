"""Accounts: who gets one, what may be changed about them, and who stays."""

from __future__ import annotations

import pytest

from bot.errors import AccountRefused
from bot.records.staff import audit
from bot.records.staff.role import Role
from testkit.console import PASSWORD
from tests.records.staff.conftest import entries


@pytest.mark.parametrize("password", ["short", "elevenchars"])
def test_a_short_password_is_refused(staff, password):
    with pytest.raises(AccountRefused, match="12 letters"):
        staff.accounts.add("ada", password, Role.VIEWER, "tests")


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "ada;", "-", "r\u043e\u043et"])
def test_an_odd_name_is_refused(staff, name):
    with pytest.raises(AccountRefused, match="cannot be a name"):
        staff.accounts.add(name, PASSWORD, Role.VIEWER, "tests")


def test_a_name_is_given_once(staff):
    with pytest.raises(AccountRefused, match="already somebody called maria"):
        staff.accounts.add("maria", PASSWORD, Role.VIEWER, "tests")


def test_who_is_closed_is_listed_so_and_can_be_let_in_at_once(staff, database):
    for _ in range(5):
        staff.sessions.sign_in("maria", "wrong", "10.0.0.1")
    assert staff.accounts.find("maria").is_closed
    staff.accounts.unlock("Maria", "ada")
    assert not staff.accounts.find("maria").is_closed
    assert entries(database)[0] == ("ada", "sign-in unlocked", "maria")
    assert staff.sessions.sign_in("maria", PASSWORD, "10.0.0.1")


def test_a_disabled_person_is_out_at_once_and_cannot_return(staff):
    token = staff.sessions.sign_in("maria", PASSWORD, "-")
    staff.accounts.disable("maria", "tests")
    assert staff.sessions.of(token) is None
    assert staff.sessions.sign_in("maria", PASSWORD, "-") is None
    assert [account.is_disabled for account in staff.accounts.all()] == [True]


def test_a_new_role_holds_in_open_sessions_and_is_recorded(staff, database):
    token = staff.sessions.sign_in("maria", PASSWORD, "-")
    staff.accounts.change_role("maria", Role.ADMIN, "ada")
    assert staff.sessions.of(token).role is Role.ADMIN
    (entry, *_) = audit.entries(database)
    assert (entry.who, entry.what, entry.about) == ("ada", "role changed", "maria")
    assert entry.details == '{"role": {"after": "admin", "before": "editor"}}'


def test_nobody_cannot_be_changed(staff):
    with pytest.raises(AccountRefused, match="nobody called ada"):
        staff.accounts.change_role("ada", Role.ADMIN, "tests")
    with pytest.raises(AccountRefused, match="nobody called ada"):
        staff.accounts.disable("ada", "tests")


def test_accounts_are_listed_by_name(staff):
    staff.accounts.add("ada", PASSWORD, Role.ADMIN, "tests")
    assert [(account.name, account.role) for account in staff.accounts.all()] == [
        ("ada", "admin"),
        ("maria", "editor"),
    ]


def test_small_and_capital_letters_are_one_name(staff, database):
    staff.accounts.add("Ada", PASSWORD, Role.VIEWER, "tests")
    assert staff.sessions.of(staff.sessions.sign_in("aDA", PASSWORD, "-")).name == "ada"
    with pytest.raises(AccountRefused, match="already somebody called maria"):
        staff.accounts.add("MARIA", PASSWORD, Role.VIEWER, "tests")


def test_an_enabled_person_returns_with_the_password_from_before(staff, database):
    staff.accounts.disable("maria", "tests")
    staff.accounts.enable("maria", "ada")
    assert staff.sessions.sign_in("maria", PASSWORD, "-")
    assert ("ada", "staff enabled", "maria") in entries(database)


def test_somebody_invited_has_no_password_until_the_link_is_used(staff, database):
    token = staff.accounts.invite("Ada", Role.VIEWER, "tests")
    assert staff.sessions.sign_in("ada", "", "-") is None
    assert staff.passwords.name_of_link(token) == "ada"
    assert staff.passwords.use_link(token, PASSWORD) == "ada"
    assert staff.sessions.sign_in("ada", PASSWORD, "-")
    assert ("ada", "password chosen", "ada") in entries(database)


def test_the_only_administrator_can_neither_go_nor_step_down(staff):
    staff.accounts.add("ada", PASSWORD, Role.ADMIN, "tests")
    with pytest.raises(AccountRefused, match="only administrator"):
        staff.accounts.disable("ada", "ada")
    with pytest.raises(AccountRefused, match="only administrator"):
        staff.accounts.change_role("ada", Role.EDITOR, "ada")
    staff.accounts.change_role("maria", Role.ADMIN, "ada")
    staff.accounts.disable("ada", "maria")
