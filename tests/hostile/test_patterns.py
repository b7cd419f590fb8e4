"""No regular expression of ours takes a message so long that others wait."""

from __future__ import annotations

import subprocess
import sys

from bot.gateway.request_body import LONGEST_TEXT
from bot.settings import ROOT

_SECONDS = 900


def test_no_pattern_stalls_on_its_own_words_said_over_and_over():
    run = subprocess.run(
        [sys.executable, "-m", "testkit.pattern_stalls", str(LONGEST_TEXT)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=True,
    )
    *stalling, count = run.stdout.splitlines()

    assert stalling == []
    assert int(count) > 1000
