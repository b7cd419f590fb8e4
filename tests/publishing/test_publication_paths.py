"""What a publication leaves behind goes with the next one, or when its time is over."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone

import pytest

from bot.publishing.publication_paths import Places

OLD = datetime(2026, 8, 1)


@pytest.fixture
def places(tmp_path):
    """Three publications left something, the first of them long ago."""
    places = Places(tmp_path, tmp_path / "var")
    for number in (1, 2, 3):
        places.folder(number).mkdir(parents=True)
        (places.folder(number) / "taught.jsonl").write_text("what somebody asked")
    moment = OLD.replace(tzinfo=timezone.utc).timestamp()
    os.utime(places.folder(1), (moment, moment))
    return places


def numbers(places):
    return {int(folder.name) for folder in (places.var / "publish").iterdir()}


def test_what_is_older_goes(places):
    places.drop_folders(before=OLD - timedelta(days=1))
    assert numbers(places) == {1, 2, 3}
    places.drop_folders(before=OLD + timedelta(days=1))
    assert numbers(places) == {2, 3}


def test_all_but_one_go(places):
    places.drop_folders(but=3)
    assert numbers(places) == {3}


def test_where_nothing_was_published_nothing_goes(tmp_path):
    Places(tmp_path, tmp_path / "var").drop_folders()
