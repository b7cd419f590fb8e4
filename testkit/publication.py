"""A copy of the tree's content to publish into, and runs of `assistant` that are played."""

from __future__ import annotations

import json
import shutil

from bot.nlu import model_file
from bot.publishing.staging import CONTENT
from bot.settings import ROOT


def copy_content(target):
    """Copy what a publication may change, and what a model's name is made from."""
    for folder in CONTENT:
        shutil.copytree(ROOT / folder, target / folder)
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, target / name)
    (target / "models").mkdir()
    return target


class PlayedRuns:
    """What `assistant` would do in a copy: checking passes, training leaves a file, verdicts are given."""

    def __init__(self, live):
        self.refused = {}
        self.verdict = "right"
        self.problems = ""
        self.live = live

    def __call__(self, copy, arguments, log):
        if arguments == ["check"]:
            return (1, self.problems) if self.problems else (0, "agree")
        if arguments == ["train"]:
            model = model_file.current(copy, copy / "models")
            if not model.is_file():
                model.write_text("a model", encoding="utf-8")
            return 0, ""
        rows = [("a question", "membership/cme", "right" if copy == self.live else self.verdict)]
        refused = {} if copy == self.live else self.refused
        return 0, json.dumps({"questions": rows, "refused": refused})
