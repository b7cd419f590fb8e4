"""Jinja as both applications use it: everything is escaped, and an unknown name is an error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import jinja2

from bot.web.links import linked_runs

# Holds the macros that draw the blocks of a message, on public and on staff pages alike.
SHARED_TEMPLATES = Path(__file__).parent / "templates"


def environment(templates: Path) -> jinja2.Environment:
    """Return an environment that reads an application's templates and the shared ones."""
    environment_ = jinja2.Environment(
        loader=jinja2.FileSystemLoader([templates, SHARED_TEMPLATES]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment_.filters.update(linked=linked_runs, short_day=short_day)
    return environment_


def short_day(day: date | str) -> str:
    """Return a day, or its ISO form, as in "Nov 23, 2026"."""
    given = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{given:%b} {given.day}, {given.year}"
