"""What a password of staff must be like."""

from __future__ import annotations

import re

from bot.errors import AccountRefused

FEWEST_LETTERS = 12
LONGEST_PASSWORD = 200
_FEWEST_DIFFERENT = 5
_FEWEST_OWN = 4
_COMMON = re.compile(
    "password|passw0rd|passwort|welcome|letmein|qwerty|qwertz|asdfgh|iloveyou|changeme|secret"
    "|radiology|member(?:ship)?|admin(?:istrator)?|abcdef(?:gh)?"
)


def check_same(password: str, again: str) -> None:
    """Raise AccountRefused where what was typed twice differs."""
    if password != again:
        raise AccountRefused("the two new passwords differ")


def check_password(password: str, name: str) -> None:
    """Raise AccountRefused for a password that is short or among the first to be guessed."""
    if len(password) < FEWEST_LETTERS:
        raise AccountRefused(f"the password needs {FEWEST_LETTERS} letters at least")
    if len(password) > LONGEST_PASSWORD:
        raise AccountRefused(f"the password may have {LONGEST_PASSWORD} letters at most")
    # What is left without digits, the name, and the words that everybody takes.
    own = re.sub(r"[\W\d_]", "", _COMMON.sub("", password.lower().replace(name.lower(), "")))
    if len(set(password)) < _FEWEST_DIFFERENT or len(own) < _FEWEST_OWN:
        raise AccountRefused(
            "this password is easy to guess: take four words that have nothing to do with each other"
        )
