"""The command `assistant`, as `make install` leaves it beside the interpreter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

COMMAND = Path(sys.executable).with_name("assistant")


def test_it_runs_from_any_folder(tmp_path):
    done = subprocess.run(
        [COMMAND, "dues", "show", "--on", "2027-01-15"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "National dues, first year" in done.stdout


def test_a_mistake_is_one_sentence_and_status_2(tmp_path):
    done = subprocess.run(
        [COMMAND, "timeline"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "--training-ends" in done.stderr
