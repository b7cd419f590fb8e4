"""Where a publication finds the tree, and where it leaves what comes into being at run time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """`root` is the tree; `var` is where what comes into being at run time lies.

    `live` is the file in which a supervisor says what its processes run; None where none supervises.
    """

    root: Path
    var: Path
    live: Path | None = None

    @property
    def releases(self) -> Path:
        return self.var / "releases"

    def folder(self, number: int) -> Path:
        return self.var / "publish" / str(number)
