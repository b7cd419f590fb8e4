"""A password is recognised by its hash, and never more of them are hashed at a time than memory is for."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from argon2 import PasswordHasher

from bot.records.staff import password_hashing
from bot.records.staff.password_hashing import Passwords


@pytest.fixture
def quick(monkeypatch):
    hasher = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(password_hashing, "PasswordHasher", hasher)
    return Passwords()


def test_a_password_is_known_by_its_hash_and_no_other_is(quick):
    hash_ = quick.hash("a long password")
    assert "a long password" not in hash_
    assert quick.is_right(hash_, "a long password")
    assert not quick.is_right(hash_, "a long passwort")


def test_the_same_password_has_another_hash_each_time(quick):
    assert quick.hash("a long password") != quick.hash("a long password")


def test_no_password_has_an_unusable_hash(quick):
    assert not quick.is_right(quick.unusable(), "")
    assert quick.unusable() != quick.unusable()


class SlowHasher:
    """Hashes nothing until it may go on; tells how many were at it at a time."""

    def __init__(self):
        self.start, self.go_on = threading.Semaphore(0), threading.Event()
        self.lock, self.present, self.most = threading.Lock(), 0, 0

    def hash(self, password):
        with self.lock:
            self.present += 1
            self.most = max(self.most, self.present)
        self.start.release()
        self.go_on.wait(10)
        with self.lock:
            self.present -= 1
        return password


def test_no_more_are_hashed_at_once_than_memory_is_for(monkeypatch):
    hasher = SlowHasher()
    monkeypatch.setattr(password_hashing, "PasswordHasher", lambda: hasher)
    slow = Passwords()
    threads = [threading.Thread(target=slow.hash, args=("x",)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for _ in range(password_hashing._HASHED_AT_ONCE):
        assert hasher.start.acquire(timeout=10)
    hasher.go_on.set()
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)
    assert hasher.most == password_hashing._HASHED_AT_ONCE
