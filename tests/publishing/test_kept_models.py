"""Models to go back to are kept, and never is one removed that answers people."""

from __future__ import annotations

import os

from bot.publishing.kept_models import drop_older, in_use
from bot.publishing.live_file import LIVE, WANTED, write_json


def test_five_models_before_the_newest_stay_and_any_that_is_running(tmp_path):
    for age in range(10):
        path = tmp_path / f"assistant-{age}.tar.gz"
        path.write_bytes(b"")
        os.utime(path, (1000 - age, 1000 - age))
    drop_older(tmp_path, {"assistant-9.tar.gz"})
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"assistant-{age}.tar.gz" for age in (0, 1, 2, 3, 4, 5, 9)}


def test_what_any_supervisor_runs_and_what_is_wanted_is_in_use(tmp_path):
    write_json(tmp_path / WANTED, {"model": "next"})
    write_json(tmp_path / LIVE.format(8000), {"model": "first"})
    write_json(tmp_path / LIVE.format(9000), {"model": "second"})
    (tmp_path / LIVE.format(1)).write_text("broken")
    assert in_use(tmp_path) == {"next", "first", "second"}
