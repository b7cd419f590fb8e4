"""Codes of an app count once and for a short while; a recovery code counts once."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pyotp
import pytest

from bot.records.staff import authenticator

NOW = datetime(2026, 11, 23, 12, 0, 10)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(moment):
    return pyotp.TOTP(SECRET).at(moment.replace(tzinfo=timezone.utc))


@pytest.mark.parametrize(
    ("seconds", "counts"), [(-90, False), (-30, True), (0, True), (30, True), (90, False)]
)
def test_a_code_counts_in_its_half_minute_and_those_beside_it(seconds, counts):
    code = code_at(NOW + timedelta(seconds=seconds))
    step = authenticator.matching_step(SECRET, code, NOW, None)
    assert (step is not None) is counts


def test_a_code_counts_once():
    step = authenticator.matching_step(SECRET, code_at(NOW), NOW, None)
    assert authenticator.matching_step(SECRET, code_at(NOW), NOW, step) is None
    later = NOW + timedelta(seconds=30)
    assert authenticator.matching_step(SECRET, code_at(later), later, step) == step + 1


def test_blanks_in_a_code_do_not_matter():
    code = code_at(NOW)
    assert authenticator.matching_step(SECRET, f" {code[:3]} {code[3:]} ", NOW, None)


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef"])
def test_what_is_no_code_opens_nothing(code):
    assert code != code_at(NOW)
    assert authenticator.matching_step(SECRET, code, NOW, None) is None


def test_a_secret_is_long_and_each_is_another():
    secrets = {authenticator.new_secret() for _ in range(5)}
    assert len(secrets) == 5
    assert all(map(authenticator.is_secret, secrets))


@pytest.mark.parametrize("text", ["", "SHORT", SECRET.lower(), "1" * len(SECRET)])
def test_what_is_no_secret_is_known(text):
    assert not authenticator.is_secret(text)


def test_the_app_shows_whose_secret_it_is():
    address = authenticator.app_address(SECRET, "maria")
    assert address.startswith("otpauth://totp/Membership%20console:maria?")
    assert f"secret={SECRET}" in address


def test_a_recovery_code_is_used_up_and_the_others_stay():
    codes = authenticator.new_recovery_codes()
    stored = authenticator.hashes(codes)
    assert len(set(codes)) == 8
    assert not set(codes) & set(stored)
    left = authenticator.without(stored, codes[2])
    assert left == [*stored[:2], *stored[3:]]
    assert authenticator.without(left, codes[2]) is None


def test_a_recovery_code_may_be_typed_as_people_type():
    codes = authenticator.new_recovery_codes()
    typed = codes[0].lower().replace("-", " ")
    assert authenticator.without(authenticator.hashes(codes), typed) is not None
