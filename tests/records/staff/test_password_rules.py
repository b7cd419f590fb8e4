"""Passwords that are not the first to be guessed."""

from __future__ import annotations

import pytest

from bot.errors import AccountRefused
from bot.records.staff.password_rules import check_password, check_same


@pytest.mark.parametrize(
    "password", ["correct horse battery", "Tulips-under-snow7", "zwölf boxkämpfer jagen"]
)
def test_a_password_of_several_words_is_taken(password):
    check_password(password, "maria")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("elevenchars", "12 letters at least"),
        ("x" * 201, "200 letters at most"),
        ("aaaaaaaaaaaa", "easy to guess"),
        ("password1234", "easy to guess"),
        ("Membership2026!", "easy to guess"),
        ("maria-maria-maria", "easy to guess"),
        ("123456789012", "easy to guess"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused_with_the_reason(password, says):
    with pytest.raises(AccountRefused, match=says):
        check_password(password, "Maria")


def test_twice_the_same_is_typed():
    check_same("correct horse", "correct horse")
    with pytest.raises(AccountRefused, match="differ"):
        check_same("correct horse", "correct hose")
