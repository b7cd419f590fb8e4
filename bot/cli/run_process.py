"""`assistant run NAME`: one process alone, for machines where something else starts and watches them."""

from __future__ import annotations

import os
import sys
from enum import Enum
from typing import Annotated

import typer

from bot import settings as settings_module
from bot.cli.process_commands import commands, environment_of, rasa_command
from bot.cli.serve_checks import allow_many_files, keep_private
from bot.cli.train import QUIET
from bot.nlu import model_file
from bot.records.migrate import migrate
from bot.settings import ROOT, Settings


class Process(str, Enum):
    GATEWAY = "gateway"
    CONSOLE = "console"
    RASA = "rasa"
    ACTIONS = "actions"


def run(
    process: Annotated[Process, typer.Argument(help="Which process.")],
    listen: Annotated[str, typer.Option(help="Address on which Rasa and actions listen.")] = "",
) -> None:
    """Become that process: signals reach it, and its status is ours."""
    settings = settings_module.read()
    settings.refuse_what_cannot_work()
    # The console does without phone assist where nothing was trained yet.
    needs_model = process is Process.RASA or (process is Process.CONSOLE and bool(settings.model))
    if needs_model:
        settings.refuse_broken_model(model_file.current())
    for sentence in settings_module.unknown():
        print(f"assistant: {sentence}", file=sys.stderr)
    keep_private(settings)
    allow_many_files()
    migrate(settings.database)
    environment = {**os.environ, **QUIET, **environment_of(settings)}
    if listen:
        environment["SANIC_HOST"] = listen
    command = command_of(process.value, settings, listen or "127.0.0.1")
    os.chdir(ROOT)
    os.execvpe(command[0], command, environment)  # noqa: S606 - our own interpreter, no outside input


def command_of(process: str, settings: Settings, listen: str) -> list[str]:
    model = settings.model or str(model_file.current())
    if process == "rasa":
        return rasa_command(model, settings.rasa_port, listen)
    return commands(settings, model)[process]
