"""`assistant train`: make the model of the present content, unless it is there already."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import SetUpError
from bot.nlu import model_file
from bot.publishing.kept_models import drop_older, in_use
from bot.settings import ROOT, VAR

# Rasa asks a response phrase of every retrieval example; our answers live in knowledge/.
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "PYTHONWARNINGS": "ignore",
    "PYTHONUNBUFFERED": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "MPLCONFIGDIR": str(VAR / "matplotlib"),
}


def train(
    *,
    force: Annotated[bool, typer.Option("--force", help="Train even if it is current.")] = False,
) -> None:
    """Train the model, if what it is made from has changed."""
    path = ensure_trained(force=force)
    print(f"The model is {path.relative_to(ROOT)}.")


def ensure_trained(*, force: bool = False) -> Path:
    """Return the current model, trained if it is missing. Raises SetUpError."""
    path = model_file.current()
    if path.is_file() and not force:
        return path
    started = time.monotonic()
    with _Progress():
        _rasa_train(path)
    print(f"Trained in {time.monotonic() - started:.0f} seconds.", file=sys.stderr)
    drop_older(path.parent, in_use(VAR))
    return path


def _rasa_train(path: Path) -> None:
    log = VAR / "train.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    # A name of its own until it is whole: an interrupted training leaves nothing that looks done.
    unfinished = path.with_name(f"unfinished-{os.getpid()}.tar.gz")
    # `assistant check` looks at this; Rasa's validation would read everything a second time.
    command = [
        *(sys.executable, "-m", "bot.rasa", "train", "--force", "--skip-validation"),
        *("--out", str(path.parent)),
        *("--fixed-model-name", unfinished.name.removesuffix(".tar.gz")),
    ]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.run(  # noqa: S603 - our own interpreter, no outside input
            command,
            cwd=ROOT,
            env={**os.environ, **QUIET},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if process.returncode or not unfinished.is_file():
        tail = "\n".join(log.read_text(encoding="utf-8").splitlines()[-15:])
        raise SetUpError(f"training failed; the end of {log.relative_to(ROOT)} says:\n{tail}")
    unfinished.replace(path)


class _Progress:
    """Says on stderr that something is going on, and for how long."""

    def __enter__(self) -> None:
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._show, daemon=True)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _show(self) -> None:
        started = time.monotonic()
        every = 1 if sys.stderr.isatty() else 15
        end = "" if sys.stderr.isatty() else "\n"
        print("Training the model (a few minutes, once) …", file=sys.stderr)
        while not self._done.wait(every):
            seconds = time.monotonic() - started
            print(f"\r  {seconds:3.0f} s", end=end, file=sys.stderr, flush=True)
        if not end:
            print("\r", end="", file=sys.stderr)
