"""A copy of the tree in which changes are written, checked and learned, while the tree itself stays as it is.

The copy has the program too: what runs in it reads the copy's knowledge and phrases, and nothing of the
tree's.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.publishing.answer_file import replace_file

# What a publication may change.
CONTENT = ("knowledge", "data/nlu", "tests/nlu")
_PROGRAM = ("actions", "bot", "data", "config.yml", "domain.yml", "endpoints.yml")
_ROOT_FILES = ("credentials.yml", "pyproject.toml")
_MODELS = "models"
# As long as the records allow.
_LONGEST_VERSION = 40


def make_copy(root: Path, copy: Path) -> None:
    """Copy the tree, without its models but for the encoder's; what stood at `copy` goes."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    for name in {*CONTENT, *_PROGRAM, *_ROOT_FILES} - {"data/nlu"}:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=ignored)
        elif source.is_file():
            shutil.copy2(source, copy / name)
    (copy / _MODELS).mkdir()
    for encoder in (root / _MODELS).glob("encoder-*"):
        (copy / _MODELS / encoder.name).symlink_to(encoder.resolve())


def run(copy: Path, arguments: Sequence[str], log: Path) -> tuple[int, str]:
    """Run `assistant` with these arguments in the copy; return its status and what it printed."""
    with log.open("a", encoding="utf-8") as errors:
        process = subprocess.run(  # noqa: S603 - our own interpreter, no outside input
            [sys.executable, "-m", "bot.cli", *arguments],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy)},
            stdout=subprocess.PIPE,
            stderr=errors,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
        )
    return process.returncode, process.stdout


def content_version(root: Path) -> str:
    """Return a short hash over all that a publication may change."""
    digest = hashlib.sha256()
    for name, path in content_files(root).items():
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def turn_version(model: str, content: str) -> str:
    """Return how a turn records what replied: a model's name and a content's hash."""
    name = model.removesuffix(".tar.gz")
    return f"{name[: _LONGEST_VERSION - len(content) - 1]} {content}"


def content_files(root: Path) -> dict[str, Path]:
    """Return what a publication may change, by the path below the root."""
    return {
        path.relative_to(root).as_posix(): path
        for folder in CONTENT
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in {".yml", ".jsonl"} and not path.name.startswith(".")
    }


def changed_files(root: Path, copy: Path) -> list[str]:
    """Return the files of the content that are not the same in both, or only in one."""
    mine, theirs = content_files(root), content_files(copy)
    return sorted(
        name
        for name in {*mine, *theirs}
        if name not in mine
        or name not in theirs
        or mine[name].read_bytes() != theirs[name].read_bytes()
    )


def difference(root: Path, copy: Path) -> str:
    """Return what changed as `git diff` would show it."""
    return "\n".join(
        line for name in changed_files(root, copy) for line in _difference(root, copy, name)
    )


def _difference(root: Path, copy: Path, name: str) -> Iterator[str]:
    return difflib.unified_diff(
        _lines(root / name), _lines(copy / name), name, name, lineterm="", n=2
    )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def install(source: Path, root: Path, files: Sequence[str]) -> None:
    """Bring files of the content from `source` into the tree, each in one step."""
    for name in files:
        if (source / name).is_file():
            replace_file(root / name, (source / name).read_text(encoding="utf-8"))
        else:
            (root / name).unlink(missing_ok=True)
