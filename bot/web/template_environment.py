"""Jinja as both applications use it: everything is escaped, and an unknown name is an error."""

from __future__ import annotations

from pathlib import Path

import jinja2

# Holds the macros that draw the blocks of a message, on public and on staff pages alike.
SHARED_TEMPLATES = Path(__file__).parent / "templates"


def environment(templates: Path) -> jinja2.Environment:
    """Return an environment that reads an application's templates and the shared ones."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([templates, SHARED_TEMPLATES]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
