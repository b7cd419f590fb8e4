"""Rasa works where TensorFlow is not installed, and says what to install where it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType

import pytest

from bot.errors import TensorFlowMissing
from bot.rasa import missing_tensorflow
from bot.rasa.missing_tensorflow import PACKAGES, MissingFinder

ROOT = Path(__file__).resolve().parents[2]
# Where TensorFlow is installed (for `make bench`), its finder is made not to see it.
HIDE = f"""
import runpy, sys
from importlib.machinery import PathFinder
class Hiding:
    @staticmethod
    def find_spec(name, path=None, target=None):
        hidden = name.partition(".")[0] in {PACKAGES!r}
        return None if hidden else PathFinder.find_spec(name, path, target)
sys.meta_path[sys.meta_path.index(PathFinder)] = Hiding
sys.path.insert(0, "")
"""
RUN_MODULE = (
    "sys.argv = sys.argv[1:]; runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
)
STOCK_CONFIGURATION = """
assistant_id: stock
recipe: default.v1
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: CountVectorsFeaturizer
  - name: DIETClassifier
    epochs: 1
policies:
  - name: RulePolicy
"""
STOCK_DATA = """
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
      - good day
  - intent: leave
    examples: |
      - bye
      - see you
"""
STOCK_DOMAIN = """
version: "3.1"
intents: [greet, leave]
"""


def python(code: str, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", HIDE + code, *arguments],
        cwd=cwd,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_whatever_imports_us_first_can_import_rasa():
    modules = [
        *("bot.nlu.answer_selector", "bot.rasa.channel", "bot.rasa.trackers", "actions.reply"),
        *("rasa.model_training", "rasa.core.run", "rasa.core.agent", "rasa.server"),
        *("rasa.nlu.test", "rasa.core.test", "rasa.validator"),
    ]
    code = "import importlib, json; [importlib.import_module(name) for name in json.loads(sys.argv[1])]"

    run = python(code, json.dumps(modules))

    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("command", ["train", "run", "test", "data validate"])
def test_rasas_commands_begin(command):
    run = python(RUN_MODULE, "bot.rasa", *command.split(), "--help")

    assert run.returncode == 0, run.stderr
    assert f"rasa {command}" in run.stdout


def test_a_configuration_that_needs_tensorflow_is_told_what_to_install(tmp_path):
    (tmp_path / "config.yml").write_text(STOCK_CONFIGURATION, encoding="utf-8")
    (tmp_path / "nlu.yml").write_text(STOCK_DATA, encoding="utf-8")
    (tmp_path / "domain.yml").write_text(STOCK_DOMAIN, encoding="utf-8")

    run = python(RUN_MODULE, *"bot.rasa train nlu --nlu nlu.yml".split(), cwd=tmp_path)

    assert run.returncode == 1
    last = run.stderr.splitlines()[-1]
    assert "diet_classifier.DIET needs TensorFlow, which is not installed" in last
    assert "make tensorflow" in last


def test_a_name_can_be_derived_from_and_not_called():
    module = MissingFinder().create_module(MissingFinder().find_spec("tensorflow"))

    class Layer(module.keras.layers.Dense):
        pass

    with pytest.raises(TensorFlowMissing, match="make tensorflow"):
        Layer(3)
    with pytest.raises(ImportError):
        module.config.get_visible_devices("GPU")


def test_other_packages_are_not_stood_for():
    assert MissingFinder().find_spec("torch") is None


def test_what_an_installed_package_does_not_have_is_not_stood_for(monkeypatch):
    monkeypatch.setitem(sys.modules, "keras", ModuleType("keras"))

    assert MissingFinder().find_spec("keras.optional") is None


def test_registering_again_does_nothing():
    missing_tensorflow.register()

    assert sum(isinstance(finder, MissingFinder) for finder in sys.meta_path) == 1


def test_what_is_installed_comes_first():
    kinds = [finder if isinstance(finder, type) else type(finder) for finder in sys.meta_path]

    assert kinds.index(PathFinder) < kinds.index(MissingFinder)
