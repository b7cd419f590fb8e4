"""`assistant retain`, `erase` and `audit verify`: texts end, conversations go, the audit stands."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from sqlalchemy.engine import Engine

from bot import settings
from bot.errors import SetUpError
from bot.records import retention
from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.staff import audit
from bot.records.staff.audit import COMMAND_LINE

audit_commands = typer.Typer(help="The record of who did what.", no_args_is_help=True)


def retain(
    *,
    days: Annotated[
        int | None,
        typer.Option(min=1, help="Keep texts so many days; else ASSISTANT_RETENTION_DAYS."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go; change nothing.")
    ] = False,
) -> None:
    """Take away texts that are older; what is counted stays. Prints a receipt."""
    now = utc_now()
    days = days or settings.read().retention_days
    receipt = retention.retain(_engine(), now, days, who=COMMAND_LINE, dry_run=dry_run)
    summary = {"at": now.isoformat(timespec="seconds"), "days": days, "dry_run": dry_run}
    print(json.dumps({**summary, "taken_away": receipt}, indent=2))


def erase(
    conversation: Annotated[str, typer.Argument(help="The conversation's id in the console.")],
) -> None:
    """Erase one conversation everywhere: records, Rasa's events, search, and what rests on them."""
    if not retention.erase(_engine(), conversation, utc_now(), who=COMMAND_LINE):
        raise SetUpError("there is no such conversation")
    print("Erased.")


@audit_commands.callback()
def _audit() -> None:
    pass


@audit_commands.command()
def verify() -> None:
    """Check that no entry was changed, added in between or taken away."""
    breaks = list(audit.verify(_engine()))
    for line in breaks:
        print(line)
    if breaks:
        raise typer.Exit(1)
    print("The chain is whole.")


def _engine() -> Engine:
    current = settings.read()
    migrate(current.database)
    return open_engine(current.database)
