"""What lasts is searched once, and never again."""

from __future__ import annotations

import gc
import weakref

import pytest

from bot.lasting_objects import leave_unsearched


class Ring:
    """Refers to itself, so that only a search finds that nobody needs it."""

    def __init__(self):
        self.itself = self


@pytest.fixture(autouse=True)
def _as_before():
    yield
    gc.unfreeze()


def test_what_was_there_is_not_searched_and_what_comes_later_is():
    there = Ring()
    leave_unsearched()
    assert not any(found is there for found in gc.get_objects())
    later = Ring()
    assert any(found is later for found in gc.get_objects())


def test_what_nobody_needs_goes_before():
    unneeded = weakref.ref(Ring())
    leave_unsearched()
    assert unneeded() is None
