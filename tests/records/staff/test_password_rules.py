"""Passwords that are not the first to be guessed."""

from __future__ import annotations

import pytest

from bot.errors import AccountRefused
from bot.records.staff.password_rules import check_password, check_same

FIRST_TO_BE_GUESSED = (
    *(
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "!QAZ@WSX3edc",
        "qwertyuiop12",
        "zxcvbnm12345",
        "qwe123asd456",
    ),
    *("abc123abc123", "trustno1trustno1", "tulip-tulip-tulip", "snow7snow7snow7"),
    *(
        "sunshine1234",
        "football2024!",
        "princess12345",
        "p@ssw0rd1234",
        "we1come-2026!",
        "P4$$w0rd!P4$$w0rd!",
    ),
    *(
        "radiologist2026",
        "maria20262026",
        "correcthorsebatterystaple",
        "correct horse battery staple",
    ),
    *("aaabbbcccddd", "zyxwvutsrqpo"),
)


@pytest.mark.parametrize(
    "password",
    [
        *("copper violin harvest", "Tulips-under-snow7", "zwölf boxkämpfer jagen", "gVk3p@Tm9w#Zr"),
        *("four desert trees were red", "summer boxes fly", "tulips under snow tulips under snow"),
    ],
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
        *((password, "easy to guess") for password in FIRST_TO_BE_GUESSED),
    ],
)
def test_a_password_that_is_guessed_first_is_refused_with_the_reason(password, says):
    with pytest.raises(AccountRefused, match=says):
        check_password(password, "Maria")


def test_twice_the_same_is_typed():
    check_same("correct horse", "correct horse")
    with pytest.raises(AccountRefused, match="differ"):
        check_same("correct horse", "correct hose")
