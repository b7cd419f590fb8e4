"""The `assistant` command, run in this process as somebody would type it."""

from __future__ import annotations

from dataclasses import dataclass

from typer.testing import CliRunner

from bot.cli import app


@dataclass(frozen=True)
class Result:
    returncode: int
    stdout: str
    stderr: str


def run(*words: str, text: str | None = None) -> Result:
    """Run it with what stands in `text` on standard input; what breaks is raised."""
    result = CliRunner().invoke(app, list(words), input=text, catch_exceptions=False)
    return Result(result.exit_code, result.stdout, result.stderr)
