"""A copy of the tree's content, which a test may change."""

from __future__ import annotations

import shutil

import pytest

from bot.publishing.staging import CONTENT
from bot.settings import ROOT
from testkit.records import database  # noqa: F401


@pytest.fixture
def tree(tmp_path):
    for folder in CONTENT:
        shutil.copytree(ROOT / folder, tmp_path / "tree" / folder)
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, tmp_path / "tree" / name)
    (tmp_path / "tree" / "models").mkdir()
    return tmp_path / "tree"
