"""A file that a command is given to read."""

from __future__ import annotations

from pathlib import Path

from bot.errors import SetUpError


def text_of(file: Path) -> str:
    """Return what stands in a file. Raises SetUpError, which names one that is not there or is no text."""
    if not file.is_file():
        raise SetUpError(f"there is no file {file}")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise SetUpError(f"{file} cannot be read as UTF-8 text; save it as UTF-8") from None
