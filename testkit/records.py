"""A database at the newest migration."""

from __future__ import annotations

from pathlib import Path

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


def count_on_disk(folder: Path, words: bytes) -> int:
    """Return how often the words stand in the files of a folder."""
    return sum(path.read_bytes().count(words) for path in folder.iterdir() if path.is_file())
