"""What the tests of reading facts share: the reader with the published vocabulary, and a day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.nlu.facts.reader import default_reader


@pytest.fixture(scope="session")
def facts_reader():
    return default_reader()


@pytest.fixture
def read(facts_reader):
    """Return the profile of a text, as read on one day."""
    return lambda text: facts_reader.read(text, date(2026, 11, 27))
