"""Which trained model belongs to what stands in the tree: it is named after its content's hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from bot.errors import SetUpError

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"


def fingerprint(root: Path = ROOT) -> str:
    """Return a short hash over everything that a model is made from."""
    digest = hashlib.sha256()
    for path in _ingredients(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def current(root: Path = ROOT, models: Path = MODELS) -> Path:
    """Return where the model of the present content is, or will be once it is trained."""
    return models / f"assistant-{fingerprint(root)}.tar.gz"


def trained(setting: str = "") -> Path:
    """Return the model to use: the one that is set, or the current one. Raises SetUpError."""
    path = Path(setting) if setting else current()
    if not path.is_file():
        raise SetUpError(f"there is no trained model {path.name}: run `assistant train`")
    return path


def _ingredients(root: Path) -> Iterator[Path]:
    yield root / "config.yml"
    yield root / "domain.yml"
    yield from sorted((root / "data").rglob("*.yml"))
    # The description has the hash of the arrays beside it.
    yield from sorted((root / "data/understanding").glob("*.json"))
    # What else lies in bot/nlu is read at run time, and nothing in the model is made from it.
    for folder in (".", "danger", "encoder", "ranking", "spelling"):
        yield from sorted((root / "bot/nlu" / folder).glob("*.py"))
    yield from (root / "bot/nlu/spelling").glob("*.txt")
