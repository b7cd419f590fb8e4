"""A database at the newest migration, and a log to write conversations into it."""

from __future__ import annotations

import pytest

from testkit.conversation_log import Log
from testkit.records import database  # noqa: F401


@pytest.fixture
def log(database):  # noqa: F811 - the fixture by its name
    return Log(database)
