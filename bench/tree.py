"""A tree of this project with the Python that runs it: what its environment weighs, what a training takes."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackagePath, distributions
from pathlib import Path

from bot.cli.train import QUIET
from bot.settings import ROOT

_MEGABYTE = 1 << 20
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


@dataclass(frozen=True)
class Tree:
    folder: Path
    python: str

    def environment_megabytes(self) -> float:
        """Return the size of the packages that `requirements.txt` locks; others may lie beside them."""
        wanted = locked(self.folder / "requirements.txt")
        sizes = {
            _plain(package.metadata["Name"]): _bytes_of(package.files or ())
            for package in distributions(path=[self._packages()])
        }
        return sum(size for name, size in sizes.items() if name in wanted) / _MEGABYTE

    def image_megabytes(self) -> float:
        """Return what the layers of an image add to the system: environment, tree, model and encoder."""
        files = self._output("git", "ls-files").splitlines()
        models = self.folder / "models"
        newest = (_newest(models, "assistant-*"), _newest(models, "encoder-*"))
        whole = [*map(self.folder.joinpath, files), *newest]
        own = sum(path.stat().st_size for path in whole if path.is_file())
        return self.environment_megabytes() + own / _MEGABYTE

    def prepare(self) -> None:
        """Train where the tree has no model of its own, so that serving begins at once."""
        self._run(self.python, "-m", "bot.cli", "train")

    def train(self) -> tuple[float, float]:
        """Train anew; return the seconds on the clock and those of processor time."""
        started, before = time.monotonic(), _processor_seconds()
        self._run(self.python, "-m", "bot.cli", "train", "--force")
        return time.monotonic() - started, _processor_seconds() - before

    def install(self, folder: Path) -> float:
        """Make the environment anew in the folder; return the seconds. What pip fetched before is used."""
        started = time.monotonic()
        self._run(self.python, "-m", "venv", str(folder))
        self._run(
            *(str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--no-deps"),
            *("--disable-pip-version-check", "--require-hashes", "-r", "requirements.txt"),
        )
        return time.monotonic() - started

    def _packages(self) -> str:
        return self._output(
            self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"
        ).strip()

    def _output(self, *command: str) -> str:
        return subprocess.run(
            command, cwd=self.folder, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def _run(self, *command: str) -> None:
        environment = {**os.environ, **QUIET, "PYTHONPATH": str(self.folder)}
        subprocess.run(command, cwd=self.folder, env=environment, check=True)


@contextmanager
def checked_out(revision: str, folder: Path) -> Iterator[Path]:
    """Lay out an earlier revision in the folder, and remove it at the end."""
    subprocess.run(
        ["git", "worktree", "add", "--quiet", "--detach", folder, revision], cwd=ROOT, check=True
    )
    try:
        yield folder
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", folder], cwd=ROOT, check=True)


def locked(requirements: Path) -> set[str]:
    """Return the names of the packages that a file locks."""
    return set(map(_plain, _LOCKED.findall(requirements.read_text(encoding="utf-8"))))


def _newest(folder: Path, pattern: str) -> Path:
    return max(folder.glob(pattern), key=lambda path: path.stat().st_mtime)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _bytes_of(files: Iterable[PackagePath]) -> int:
    paths = (Path(str(file.locate())) for file in files)
    return sum(path.stat().st_size for path in paths if path.is_file())


def _processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
