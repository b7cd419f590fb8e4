"""The `assistant` command: one module a topic, put together here."""

from __future__ import annotations

import typer

app = typer.Typer(
    name="assistant",
    help="The radiology membership assistant.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
