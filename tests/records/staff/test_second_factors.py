"""A code of an app beside the password: turned on, used once, replaced by a recovery code, kept encrypted."""

from __future__ import annotations

from datetime import timezone

import pyotp
import pytest
import sqlalchemy as sa

from bot.errors import AccountRefused
from bot.records.staff import authenticator
from testkit.console import PASSWORD


def code_of(secret, clock):
    return pyotp.TOTP(secret).at(clock.now.replace(tzinfo=timezone.utc))


def test_with_an_app_a_password_alone_opens_nothing(staff, clock):
    secret = authenticator.new_secret()
    staff.second_factors.turn_on("maria", secret, code_of(secret, clock))
    assert staff.sessions.sign_in("maria", PASSWORD, "-") is None
    clock.forward(minutes=1)
    assert staff.sessions.sign_in("maria", PASSWORD, "-", code=code_of(secret, clock))
    assert staff.sessions.sign_in("maria", PASSWORD, "-", code=code_of(secret, clock)) is None, (
        "used"
    )
    assert staff.sessions.sign_in("maria", "wrong", "-", code=code_of(secret, clock)) is None


def test_the_code_with_which_the_app_was_added_does_not_sign_in(staff, clock):
    secret = authenticator.new_secret()
    code = code_of(secret, clock)
    staff.second_factors.turn_on("maria", secret, code)
    assert staff.sessions.sign_in("maria", PASSWORD, "-", code=code) is None


def test_a_recovery_code_replaces_the_app_once(staff, clock, database):
    secret = authenticator.new_secret()
    codes = staff.second_factors.turn_on("maria", secret, code_of(secret, clock))
    assert len(set(codes)) == 8
    assert staff.sessions.sign_in("maria", PASSWORD, "-", code=codes[0].lower().replace("-", " "))
    assert staff.sessions.sign_in("maria", PASSWORD, "-", code=codes[0]) is None
    assert staff.sessions.sign_in("maria", PASSWORD, "-", code=codes[1])
    with database.connect() as connection:
        stored = str(connection.execute(sa.text("SELECT recovery_codes FROM staff")).scalar())
    assert codes[2] not in stored


def test_a_wrong_code_or_a_made_up_secret_turns_nothing_on(staff, clock):
    secret = authenticator.new_secret()
    for key, code in ((secret, "000000"), ("short", "000000"), ("", "")):
        with pytest.raises(AccountRefused, match="not of the app"):
            staff.second_factors.turn_on("maria", key, code)
    assert not staff.accounts.find("maria").has_second_factor


def test_the_second_factor_is_turned_off_with_the_password_or_by_somebody_else(staff, clock):
    secret = authenticator.new_secret()
    staff.second_factors.turn_on("maria", secret, code_of(secret, clock))
    with pytest.raises(AccountRefused, match="not correct"):
        staff.second_factors.turn_off_own("maria", "wrong")
    staff.second_factors.turn_off_own("maria", PASSWORD)
    assert staff.sessions.sign_in("maria", PASSWORD, "-")
    staff.second_factors.turn_on("maria", secret, code_of(secret, clock))
    staff.second_factors.turn_off("maria", "ada")
    assert not staff.accounts.find("maria").has_second_factor


def stored_secret(database):
    with database.connect() as connection:
        return connection.execute(sa.text("SELECT second_factor FROM staff")).scalar()


def test_the_secret_of_the_app_does_not_stand_in_the_database(staff, clock, database):
    secret = authenticator.new_secret()
    staff.second_factors.turn_on("maria", secret, code_of(secret, clock))
    assert secret not in stored_secret(database)


def test_with_another_key_a_recovery_code_alone_still_signs_in(staff, open_staff, clock):
    secret = authenticator.new_secret()
    codes = staff.second_factors.turn_on("maria", secret, code_of(secret, clock))
    clock.forward(minutes=1)
    moved = open_staff("0a" * 32)
    assert moved.sessions.sign_in("maria", PASSWORD, "-", code=code_of(secret, clock)) is None
    assert moved.sessions.sign_in("maria", PASSWORD, "-", code=codes[0])


def test_a_secret_that_an_earlier_version_stored_as_it_is_is_encrypted_and_goes_on(
    staff, clock, database
):
    secret = authenticator.new_secret()
    with database.begin() as connection:
        connection.execute(sa.text("UPDATE staff SET second_factor = :secret"), {"secret": secret})
    staff.second_factors.encrypt_plain()
    encrypted = stored_secret(database)
    assert secret not in encrypted
    staff.second_factors.encrypt_plain()
    assert stored_secret(database) == encrypted
    assert staff.sessions.sign_in("maria", PASSWORD, "-", code=code_of(secret, clock))
