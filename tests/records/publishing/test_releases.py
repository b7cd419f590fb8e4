"""What was published when, what is live, and what going back undoes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.records.publishing import releases
from bot.records.publishing.releases import PUBLISH, ROLLBACK, State

NOW = datetime(2026, 11, 23, 12, 0)


@pytest.fixture
def connection(database):
    with database.begin() as connection_:
        yield connection_


def begin(connection, kind=PUBLISH, state=State.CHECKING):
    return releases.begin(connection, kind=kind, state=state, by="maria", at=NOW)


def made_live(connection, content, hours, kind=PUBLISH):
    number = begin(connection, kind, State.LIVE)
    at = NOW + timedelta(hours=hours)
    releases.update(connection, number, content=content, live_at=at, live_by="ada")
    return number


def numbers(found):
    return [release.number for release in found]


def test_a_publication_is_noted_before_anything_came_out(connection):
    release = releases.find(connection, begin(connection))
    assert (release.state, release.by, release.changes) == (State.CHECKING, "maria", {})
    assert release.live_at is None


def test_one_that_there_is_not_is_none(connection):
    assert releases.find(connection, 99) is None


@pytest.mark.parametrize(
    ("state", "is_unfinished"),
    [
        (State.CHECKING, True),
        (State.TRAINING, True),
        (State.COMPARING, True),
        (State.READY, False),
        (State.REFUSED, False),
        (State.FAILED, False),
        (State.STOPPED, False),
        (State.OUTDATED, False),
        (State.LIVE, False),
    ],
)
def test_one_that_is_being_made_is_not_finished(connection, state, is_unfinished):
    number = begin(connection, state=state)
    assert releases.find(connection, number).is_unfinished is is_unfinished


def test_the_last_ones_are_listed_newest_first_and_no_more_than_asked_for(connection):
    made = [begin(connection) for _ in range(3)]
    assert numbers(releases.latest(connection)) == made[::-1]
    assert numbers(releases.latest(connection, most=2)) == made[:0:-1]


def test_nothing_is_live_until_something_was_made_live(connection):
    begin(connection, state=State.READY)
    assert releases.last_live(connection) is None


def test_live_is_what_was_made_live_last_not_what_was_begun_last(connection):
    late = made_live(connection, "aaa", hours=5)
    made_live(connection, "bbb", hours=1)
    assert releases.last_live(connection).number == late


def test_going_back_undoes_what_went_live_since(connection):
    first = made_live(connection, "aaa", 1)
    second = made_live(connection, "bbb", 2)
    third = made_live(connection, "ccc", 3)
    assert numbers(releases.undone_by(connection, "aaa")) == [second, third]
    assert numbers(releases.undone_by(connection, "ccc")) == []
    assert first not in numbers(releases.undone_by(connection, "bbb"))


def test_going_back_to_what_is_live_again_undoes_only_what_came_after_that(connection):
    made_live(connection, "aaa", 1)
    made_live(connection, "bbb", 2)
    made_live(connection, "aaa", 3, kind=ROLLBACK)
    last = made_live(connection, "ccc", 4)
    assert numbers(releases.undone_by(connection, "aaa")) == [last]


def test_going_back_to_what_was_before_the_first_undoes_all(connection):
    made = [made_live(connection, name, hours) for hours, name in enumerate(("aaa", "bbb"), 1)]
    assert numbers(releases.undone_by(connection, "before")) == made


def test_content_is_traced_to_the_publication_that_made_it_live(connection):
    made = made_live(connection, "aaa", 1)
    made_live(connection, "aaa", 2, kind=ROLLBACK)
    releases.update(connection, begin(connection), content="bbb")
    assert releases.published_as(connection, "aaa").number == made
    assert releases.published_as(connection, "bbb") is None
