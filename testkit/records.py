"""A database at the newest migration."""

from __future__ import annotations

import pytest

from bot.records.database import open_engine
from bot.records.migrate import migrate


@pytest.fixture
def database(tmp_path):
    url = f"sqlite:///{tmp_path / 'records.db'}"
    migrate(url)
    engine = open_engine(url)
    yield engine
    engine.dispose()
