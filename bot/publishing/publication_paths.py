"""Where a publication finds the tree, and where it leaves what comes into being at run time."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timezone
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

    def drop_folders(self, before: datetime | None = None, but: int = 0) -> None:
        """Remove the folders of publications: in them stand texts that people typed.

        `before`, in UTC: only those that nothing was added to since; `but`: not that of this number.
        """
        for folder in self.folder(but).parent.glob("*"):
            changed_at = datetime.fromtimestamp(folder.stat().st_mtime, timezone.utc)
            is_old = before is None or changed_at.replace(tzinfo=None) < before
            if is_old and folder != self.folder(but):
                shutil.rmtree(folder, ignore_errors=True)
