"""Python 3.10 is found with as little as a bare machine has set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "deploy/find-python"


def test_one_on_the_path_is_found_where_nothing_else_is_set(tmp_path):
    (tmp_path / "python3.10").symlink_to(sys.executable)

    found = subprocess.run(
        ["/bin/bash", SCRIPT],
        env={"PATH": f"{tmp_path}:{os.defpath}"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.strip() == str(tmp_path / "python3.10")
