"""`assistant erase-person`: everything that is kept of one person goes, with a receipt."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot import settings
from bot.errors import SetUpError
from bot.records import person_erasure
from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.staff.audit import COMMAND_LINE


def erase_person(
    person: Annotated[
        str, typer.Argument(help="A call-back's reference, a code of saved answers, or an e-mail.")
    ],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what is kept; change nothing.")
    ] = False,
) -> None:
    """Erase call-backs, notes, saved answers and conversations of a person. Prints a receipt."""
    database = settings.read().database
    migrate(database)
    engine = open_engine(database)
    with engine.connect() as connection:
        stored = person_erasure.find(connection, person)
    if not stored:
        raise SetUpError("nothing is kept under this reference, code or e-mail address")
    if dry_run:
        print(json.dumps({"kept": vars(stored)}, indent=2))
        return
    now = utc_now()
    receipt = person_erasure.erase(engine, stored, now, who=COMMAND_LINE)
    print(json.dumps({"at": now.isoformat(timespec="seconds"), "erased": receipt}, indent=2))
