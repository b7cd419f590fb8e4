"""Passwords hashed as they are, but in no time: what is tested is who may pass, not how long it takes."""

from __future__ import annotations

from functools import partial

import pytest
from argon2 import PasswordHasher


def hash_quickly(patch: pytest.MonkeyPatch) -> None:
    quick = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    patch.setattr("bot.records.staff.password_hashing.PasswordHasher", quick)
