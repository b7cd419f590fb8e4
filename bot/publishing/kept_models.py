"""Which trained models stay: the newest, to which one can go back, and whatever processes run."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from bot.publishing.live_file import LIVE, WANTED, read_json

_KEPT = 6


def drop_older(models: Path, protected: Collection[str] = ()) -> None:
    """Remove all but the newest models; none of those that are named."""
    by_age = sorted(models.glob("assistant-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for model in by_age[:-_KEPT]:
        if model.name not in protected:
            model.unlink()


def in_use(var: Path) -> set[str]:
    """Return the names of the models that processes run, or are about to."""
    files = [var / WANTED, *var.glob(LIVE.format("*"))]
    names = (read_json(file).get("model") for file in files)
    return {str(name) for name in names if name}
