"""The `assistant` command: one module a topic, imported when its command is called."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module, metadata
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.errors import AssistantError

# In the order of `--help`: where each command stands, by module and attribute of this package.
COMMANDS = {
    "ask": "ask:ask",
    "decide": "decide:decide",
    "attributes": "attributes:attributes",
    "timeline": "timeline:timeline",
    "rules": "rules:rules",
    "dues": "dues:dues",
    "check": "check:check",
    "evaluate": "evaluate:evaluate",
    "train": "train:train",
    "tune": "tune:tune",
    "serve": "serve:serve",
    "users": "users:users",
    "retain": "retention:retain",
    "erase": "retention:erase",
    "erase-person": "erase_person:erase_person",
    "audit": "retention:audit_commands",
    "phrases": "phrases:commands",
    "publish": "publish:commands",
    "demo-data": "demo:demo_data",
    "run": "run_process:run",
    "settings": "settings:settings",
}
DISTRIBUTION = "membership-assistant"
_REFUSED = 2
# No room, or a file that is not this account's: the operator's to mend, wherever it comes to light.
_OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}
# What a shell reports of a command whose reader has gone.
_NOBODY_READS = 141


class LazyCommands(TyperGroup):
    """Imports a command's module when it is called: `decide` needs no encoder, `dues` no database."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - typer passes it
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        return _import(cmd_name) if cmd_name in COMMANDS else None

    def invoke(self, ctx: Any) -> Any:
        """An error that we raise on purpose, or a file that the machine withholds, is one sentence and exit status 2."""
        try:
            return super().invoke(ctx)
        except AssistantError as error:
            print(f"assistant: {error}", file=sys.stderr)
            raise typer.Exit(_REFUSED) from error
        except OSError as error:
            if error.errno not in _OF_THE_MACHINE:
                raise
            what = f"{error.filename} cannot be used" if error.filename else "cannot go on"
            print(f"assistant: {what}: {error.strerror}", file=sys.stderr)
            raise typer.Exit(_REFUSED) from error


def _import(name: str) -> Any:
    """Import a command by its name on the command line."""
    module, _, attribute = COMMANDS[name].partition(":")
    target = getattr(import_module(f"bot.cli.{module}"), attribute)
    if not isinstance(target, typer.Typer):
        holder = typer.Typer(add_completion=False)
        holder.command(name)(target)
        return typer.main.get_command(holder)
    group = typer.main.get_group(target)
    group.name = name
    return group


app = typer.Typer(
    name="assistant",
    cls=LazyCommands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer passes it
    if wanted:
        print(f"assistant {metadata.version(DISTRIBUTION)}")
        raise typer.Exit


@app.callback()
def assistant(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """The radiology membership assistant."""


def main() -> None:
    """Run the command; neither Ctrl-C nor a reader that stopped reading brings a traceback."""
    try:
        app(prog_name="assistant", standalone_mode=True)
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # What is still to be written at the end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(_NOBODY_READS)
