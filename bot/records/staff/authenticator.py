"""Codes of an authenticator app, and recovery codes that each replace one once: made and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timezone

import pyotp

from bot.codes import random_letters

ISSUER = "Membership console"
_RECOVERY_CODES = 8
_RECOVERY_LETTERS = 10
_SECONDS = 30


def new_secret() -> str:
    return str(pyotp.random_base32())


def is_secret(text: str) -> bool:
    """Tell whether a text is a secret as `new_secret` makes it: letters A to Z and digits 2 to 7."""
    return len(text) == len(new_secret()) and set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def app_address(secret: str, name: str) -> str:
    """Return the address with which an authenticator app takes the secret."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER))


def matching_step(secret: str, code: str, now: datetime, after: int | None) -> int | None:
    """Return the half minute that a code is of, counted from 1970; None for a wrong or a used one.

    The half minutes before and after this one count too, for clocks differ. `now` is UTC without zone.
    """
    totp = pyotp.TOTP(secret, interval=_SECONDS)
    digits = "".join(code.split())
    this = int(now.replace(tzinfo=timezone.utc).timestamp()) // _SECONDS
    for step in (this - 1, this, this + 1):
        is_unused = after is None or step > after
        if is_unused and totp.verify(digits, for_time=step * _SECONDS):
            return step
    return None


def new_recovery_codes() -> list[str]:
    letters = [random_letters(_RECOVERY_LETTERS) for _ in range(_RECOVERY_CODES)]
    half = _RECOVERY_LETTERS // 2
    return [f"{code[:half]}-{code[half:]}" for code in letters]


def hashes(recovery_codes: Sequence[str]) -> list[str]:
    return [_hash(code) for code in recovery_codes]


def without(stored: Sequence[str], code: str) -> list[str] | None:
    """Return the hashes that are left once this recovery code was used; None when it is none."""
    hash_ = _hash(code)
    return [each for each in stored if each != hash_] if hash_ in stored else None


def _hash(code: str) -> str:
    plain = code.upper().replace("-", "").replace(" ", "")
    return hashlib.sha256(f"recovery {plain}".encode()).hexdigest()
