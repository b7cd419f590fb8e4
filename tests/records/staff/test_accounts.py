"""Who may sign in, for how long, and what happens to somebody who guesses passwords."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta, timezone
from functools import partial

import pyotp
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from bot.errors import AccountRefused
from bot.records.staff import audit, second_factor
from bot.records.staff.accounts import Role, Staff
from bot.records.staff.throttle import TooManyFailures
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
    with pytest.raises(AccountRefused, match="12 letters"):
        staff.add("ada", password, Role.VIEWER, "tests")


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "ada;", "-", "r\u043e\u043et"])
def test_an_odd_name_is_refused(staff, name):
    with pytest.raises(AccountRefused, match="cannot be a name"):
        staff.add(name, PASSWORD, Role.VIEWER, "tests")


def test_a_name_is_given_once(staff):
    with pytest.raises(AccountRefused, match="already somebody called maria"):
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


def test_tries_at_other_names_close_nothing_for_somebody_at_the_same_address(staff):
    for number in range(40):
        staff.sign_in(f"guess{number}", "wrong", "10.0.0.1")
    assert staff.sign_in("maria", PASSWORD, "10.0.0.1")


def test_who_is_closed_is_listed_so_and_can_be_let_in_at_once(staff, database):
    for _ in range(5):
        staff.sign_in("maria", "wrong", "10.0.0.1")
    assert staff.find("maria").is_closed
    staff.unlock("Maria", "ada")
    assert not staff.find("maria").is_closed
    assert entries(database)[0] == ("ada", "sign-in unlocked", "maria")
    assert staff.sign_in("maria", PASSWORD, "10.0.0.1")


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
    with pytest.raises(AccountRefused, match="nobody called ada"):
        staff.change_role("ada", Role.ADMIN, "tests")
    with pytest.raises(AccountRefused, match="nobody called ada"):
        staff.disable("ada", "tests")


def test_accounts_are_listed_by_name(staff):
    staff.add("ada", PASSWORD, Role.ADMIN, "tests")
    assert [(account.name, account.role) for account in staff.all()] == [
        ("ada", "admin"),
        ("maria", "editor"),
    ]


def test_small_and_capital_letters_are_one_name(staff, database):
    staff.add("Ada", PASSWORD, Role.VIEWER, "tests")
    assert staff.of(staff.sign_in("aDA", PASSWORD, "-")).name == "ada"
    with pytest.raises(AccountRefused, match="already somebody called maria"):
        staff.add("MARIA", PASSWORD, Role.VIEWER, "tests")


def test_a_name_with_capitals_from_before_goes_on(staff, database):
    with database.begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET name = 'Maria'")
    assert staff.of(staff.sign_in("maria", PASSWORD, "-")).name == "Maria"
    for _ in range(5):
        staff.sign_in("maria", "wrong", "10.0.0.1")
    assert staff.find("Maria").is_closed
    staff.unlock("maria", "tests")
    assert staff.sign_in("Maria", PASSWORD, "10.0.0.1")


@pytest.mark.parametrize(
    "password", ["aaaaaaaaaaaa", "password1234", "Maria-Maria-1", "123456789012", "Welcome2026!!"]
)
def test_a_password_that_is_guessed_first_is_refused(staff, password):
    with pytest.raises(AccountRefused, match="easy to guess"):
        staff.set_password("maria", password, "tests")


def test_an_enabled_person_returns_with_the_password_from_before(staff, database):
    staff.disable("maria", "tests")
    staff.enable("maria", "ada")
    assert staff.sign_in("maria", PASSWORD, "-")
    assert ("ada", "staff enabled", "maria") in entries(database)


def test_a_new_password_ends_the_sessions_and_the_old_password(staff):
    token = staff.sign_in("maria", PASSWORD, "-")
    staff.set_password("maria", "another good password", "tests")
    assert staff.of(token) is None
    assert staff.sign_in("maria", PASSWORD, "-") is None
    assert staff.sign_in("maria", "another good password", "-")


def test_who_changes_their_password_stays_signed_in_here_alone(staff):
    here, elsewhere = (staff.sign_in("maria", PASSWORD, "-") for _ in range(2))
    staff.change_password(here, "maria", PASSWORD, "another good password")
    assert staff.of(here)
    assert staff.of(elsewhere) is None
    with pytest.raises(AccountRefused, match="present password is not correct"):
        staff.change_password(here, "maria", PASSWORD, "a third good password")


def test_somebody_invited_has_no_password_until_the_link_is_used(staff, database):
    token = staff.invite("Ada", Role.VIEWER, "tests")
    assert staff.sign_in("ada", "", "-") is None
    assert staff.name_of_link(token) == "ada"
    assert staff.use_link(token, PASSWORD) == "ada"
    assert staff.sign_in("ada", PASSWORD, "-")
    assert ("ada", "password chosen", "ada") in entries(database)


def test_a_link_works_once_and_for_a_day(staff, clock):
    token = staff.make_link("maria", "tests")
    with pytest.raises(AccountRefused, match="12 letters"):
        staff.use_link(token, "short")
    staff.use_link(token, "another good password")
    with pytest.raises(AccountRefused, match="used before or has ended"):
        staff.use_link(token, "a third good password")
    token = staff.make_link("maria", "tests")
    clock.forward(minutes=24 * 60)
    assert staff.name_of_link(token) is None
    with pytest.raises(AccountRefused, match="used before or has ended"):
        staff.use_link(token, "a third good password")


def test_a_newer_link_a_new_password_and_disabling_end_a_link(staff):
    first = staff.make_link("maria", "tests")
    second = staff.make_link("maria", "tests")
    assert [staff.name_of_link(link) for link in (first, second)] == [None, "maria"]
    staff.set_password("maria", "another good password", "tests")
    assert staff.name_of_link(second) is None
    third = staff.make_link("maria", "tests")
    staff.disable("maria", "tests")
    assert staff.name_of_link(third) is None
    with pytest.raises(AccountRefused, match="disabled"):
        staff.make_link("maria", "tests")


def test_a_link_lets_somebody_in_whom_others_tries_shut_out(staff):
    for number in range(20):
        staff.sign_in("maria", "wrong", f"10.0.0.{number}")
    staff.use_link(staff.make_link("maria", "tests"), "another good password")
    assert staff.sign_in("maria", "another good password", "10.0.1.1")


def test_the_only_administrator_can_neither_go_nor_step_down(staff):
    staff.add("ada", PASSWORD, Role.ADMIN, "tests")
    with pytest.raises(AccountRefused, match="only administrator"):
        staff.disable("ada", "ada")
    with pytest.raises(AccountRefused, match="only administrator"):
        staff.change_role("ada", Role.EDITOR, "ada")
    staff.change_role("maria", Role.ADMIN, "ada")
    staff.disable("ada", "maria")


def code_of(secret, clock):
    return pyotp.TOTP(secret).at(clock.now.replace(tzinfo=timezone.utc))


def test_with_an_app_a_password_alone_opens_nothing(staff, clock):
    secret = second_factor.new_secret()
    staff.turn_on_second_factor("maria", secret, code_of(secret, clock))
    assert staff.sign_in("maria", PASSWORD, "-") is None
    clock.forward(minutes=1)
    assert staff.sign_in("maria", PASSWORD, "-", code=code_of(secret, clock))
    assert staff.sign_in("maria", PASSWORD, "-", code=code_of(secret, clock)) is None, "used"
    assert staff.sign_in("maria", "wrong", "-", code=code_of(secret, clock)) is None


def test_the_code_with_which_the_app_was_added_does_not_sign_in(staff, clock):
    secret = second_factor.new_secret()
    code = code_of(secret, clock)
    staff.turn_on_second_factor("maria", secret, code)
    assert staff.sign_in("maria", PASSWORD, "-", code=code) is None


def test_a_recovery_code_replaces_the_app_once(staff, clock, database):
    secret = second_factor.new_secret()
    codes = staff.turn_on_second_factor("maria", secret, code_of(secret, clock))
    assert len(set(codes)) == 8
    assert staff.sign_in("maria", PASSWORD, "-", code=codes[0].lower().replace("-", " "))
    assert staff.sign_in("maria", PASSWORD, "-", code=codes[0]) is None
    assert staff.sign_in("maria", PASSWORD, "-", code=codes[1])
    with database.connect() as connection:
        stored = str(connection.execute(sa.text("SELECT recovery_codes FROM staff")).scalar())
    assert codes[2] not in stored


def test_a_wrong_code_or_a_made_up_secret_turns_nothing_on(staff, clock):
    secret = second_factor.new_secret()
    for key, code in ((secret, "000000"), ("short", "000000"), ("", "")):
        with pytest.raises(AccountRefused, match="not of the app"):
            staff.turn_on_second_factor("maria", key, code)
    assert not staff.find("maria").has_second_factor


def test_the_second_factor_is_turned_off_with_the_password_or_by_somebody_else(staff, clock):
    secret = second_factor.new_secret()
    staff.turn_on_second_factor("maria", secret, code_of(secret, clock))
    with pytest.raises(AccountRefused, match="not correct"):
        staff.turn_off_own_second_factor("maria", "wrong")
    staff.turn_off_own_second_factor("maria", PASSWORD)
    assert staff.sign_in("maria", PASSWORD, "-")
    staff.turn_on_second_factor("maria", secret, code_of(secret, clock))
    staff.turn_off_second_factor("maria", "ada")
    assert not staff.find("maria").has_second_factor
