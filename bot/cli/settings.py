"""`assistant settings`: every setting with its default, as docs/operating.md lists them."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Annotated

import typer

from bot.settings import ROOT, Settings

DOCUMENT = ROOT / "docs" / "operating.md"
_PLACE = re.compile(r"(<!-- settings -->\n).*?(<!-- /settings -->)", re.DOTALL)


def settings(
    *, write: Annotated[bool, typer.Option("--write", help="Into docs/operating.md.")] = False
) -> None:
    """List every setting, its variable and its default."""
    if write:
        DOCUMENT.write_text(with_reference(DOCUMENT.read_text("utf-8")), encoding="utf-8")
    else:
        print(reference())


def reference() -> str:
    rows = [
        f"| `ASSISTANT_{setting.name.upper()}` | {_code(setting.default)} | {setting.metadata['help']} |"
        for setting in fields(Settings)
    ]
    return "\n".join(["| variable | default | what it is |", "| --- | --- | --- |", *rows])


def with_reference(document: str) -> str:
    """Return the document with the list as it is now between its markers."""
    return _PLACE.sub(lambda match: f"{match[1]}{reference()}\n{match[2]}", document)


def _code(default: object) -> str:
    return f"`{default}`" if default != "" else ""
