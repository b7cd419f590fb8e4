"""A member of staff is found by their name, however it is written."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.errors import AccountRefused
from bot.records.staff import staff_rows
from bot.records.staff.tables import staff


@pytest.fixture
def connection(database):
    with database.begin() as connection_:
        yield connection_


def add(connection, name, day=1):
    connection.execute(
        staff.insert().values(
            name=name, password="-", role="viewer", created_at=datetime(2026, 11, day)
        )
    )


@pytest.mark.parametrize("name", ["maria", "Maria", "  MARIA "])
def test_a_name_is_found_in_any_letters(connection, name):
    add(connection, "maria")
    assert staff_rows.find(connection, name).name == "maria"


def test_of_two_that_differ_by_a_capital_the_very_one_is_found(connection):
    add(connection, "Maria", 1)
    add(connection, "maria", 2)
    assert staff_rows.find(connection, "maria").name == "maria"
    assert staff_rows.find(connection, "Maria").name == "Maria"


def test_else_the_older_one_is_found(connection):
    add(connection, "MARIA", 2)
    add(connection, "Maria", 1)
    assert staff_rows.find(connection, "maria").name == "Maria"


def test_nobody_is_refused_by_name(connection):
    assert staff_rows.find(connection, "ada") is None
    with pytest.raises(AccountRefused, match="nobody called ada"):
        staff_rows.require(connection, "ada")


def test_a_change_is_of_this_very_row(connection):
    add(connection, "Maria", 1)
    add(connection, "maria", 2)
    staff_rows.update(connection, "maria", role="admin")
    assert staff_rows.require(connection, "maria").role == "admin"
    assert staff_rows.require(connection, "Maria").role == "viewer"
