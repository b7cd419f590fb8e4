"""A link lets one person choose a password, once, within a day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.records.staff import password_links
from bot.records.staff.tables import staff, staff_links

NOW = datetime(2026, 11, 23, 12, 0)


@pytest.fixture
def connection(database):
    with database.begin() as connection_:
        for name in ("maria", "ada"):
            connection_.execute(
                staff.insert().values(name=name, role="editor", password="", created_at=NOW)
            )
        yield connection_


def test_a_link_is_its_person_s_until_a_day_has_passed(connection):
    token = password_links.make(connection, "maria", NOW)
    assert password_links.name_of(connection, token, NOW) == "maria"
    assert password_links.name_of(connection, token, NOW + timedelta(hours=23)) == "maria"
    assert password_links.name_of(connection, token, NOW + timedelta(hours=24)) is None


def test_the_secret_itself_is_not_stored(connection):
    token = password_links.make(connection, "maria", NOW)
    assert token not in str(connection.execute(sa.select(staff_links)).all())


def test_of_one_person_the_newest_link_counts_and_no_other_person_s_ends(connection):
    other = password_links.make(connection, "ada", NOW)
    old = password_links.make(connection, "maria", NOW)
    new = password_links.make(connection, "maria", NOW)
    assert password_links.name_of(connection, old, NOW) is None
    assert password_links.name_of(connection, new, NOW) == "maria"
    assert password_links.name_of(connection, other, NOW) == "ada"


def test_a_link_is_used_up_once(connection):
    token = password_links.make(connection, "maria", NOW)
    assert password_links.take(connection, token)
    assert not password_links.take(connection, token)
    assert password_links.name_of(connection, token, NOW) is None


def test_who_was_disabled_has_no_link(connection):
    token = password_links.make(connection, "maria", NOW)
    connection.execute(staff.update().where(staff.c.name == "maria").values(disabled_at=NOW))
    assert password_links.name_of(connection, token, NOW) is None


def test_what_has_ended_goes_when_the_next_is_made(connection):
    password_links.make(connection, "maria", NOW)
    password_links.make(connection, "ada", NOW + timedelta(days=2))
    names = connection.execute(sa.select(staff_links.c.name)).scalars().all()
    assert names == ["ada"]


@pytest.mark.parametrize("token", ["", "made-up", "x" * 400])
def test_a_made_up_secret_opens_nothing(connection, token):
    assert password_links.name_of(connection, token, NOW) is None
    assert not password_links.take(connection, token)
