"""The stories of test_stories.yml, held by Rasa's own test command against the trained model."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.cli.train import QUIET
from bot.nlu import model_file
from bot.settings import ROOT

pytestmark = pytest.mark.rasa

STORIES = ROOT / "tests" / "conversations" / "test_stories.yml"


def rasa_test(stories, folder):
    return subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "bot.rasa",
                "test",
                "core",
                "--e2e",
                "--fail-on-prediction-errors",
            ),
            *("--model", str(model_file.current()), "--stories", str(stories)),
            *("--out", str(folder), "--endpoints", str(ROOT / "endpoints.yml")),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            **QUIET,
            "ASSISTANT_DATABASE_URL": f"sqlite:///{folder / 'rasa.db'}",
            "ASSISTANT_ACTIONS_URL": "http://127.0.0.1:9/webhook",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_story_runs_as_written(tmp_path):
    done = rasa_test(STORIES, tmp_path)
    failed = tmp_path / "failed_test_stories.yml"
    assert done.returncode == 0, failed.read_text() if failed.exists() else done.stderr[-2000:]
