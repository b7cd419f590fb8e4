"""Staff over a database, with a clock that is turned by hand; hashes take no time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records.staff import audit
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff
from testkit.clock import Clock
from testkit.console import PASSWORD, STAFF_KEY
from testkit.quick_passwords import hash_quickly


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def open_staff(database, clock, monkeypatch):
    """Return a function that opens the staff of the database, with this key."""
    hash_quickly(monkeypatch)
    return lambda key=STAFF_KEY: Staff(database, timedelta(minutes=30), clock, key)


@pytest.fixture
def staff(open_staff):
    staff_ = open_staff()
    staff_.accounts.add("maria", PASSWORD, Role.EDITOR, "tests")
    return staff_


def entries(database):
    return [(entry.who, entry.what, entry.about) for entry in audit.entries(database)]
