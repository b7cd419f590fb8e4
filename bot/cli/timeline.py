"""`assistant timeline`: what happens when, after training or on retiring."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from bot.dues.calendar_file import to_icalendar
from bot.dues.timeline import after_training, on_retiring
from bot.eligibility.profile import day_of
from bot.errors import SetUpError
from bot.knowledge.loader import load
from bot.records.clock import utc_now


def timeline(
    *,
    training_ends: Annotated[str, typer.Option(help="Last day of training, YYYY-MM-DD.")] = "",
    retires: Annotated[str, typer.Option(help="Day of full retirement, YYYY-MM-DD.")] = "",
    ics: Annotated[Path | None, typer.Option(help="Also write a calendar file.")] = None,
) -> None:
    """Show the dates that matter, and what to do."""
    if bool(training_ends) == bool(retires):
        raise SetUpError("either --training-ends or --retires is needed")
    if training_ends:
        events = after_training(day_of("training_ends", training_ends), load())
    else:
        events = on_retiring(day_of("retires", retires), load())
    for month, of_month in groupby(events, key=lambda event: f"{event.on:%B %Y}"):
        print(month)
        for event in of_month:
            mark = "to do: " if event.is_task else ""
            print(f"  {event.on}  {mark}{event.title}\n              {event.details}")
    if ics:
        try:
            ics.write_bytes(to_icalendar(events, utc_now()))
        except OSError as error:
            raise SetUpError(f"{ics} cannot be written: {error.strerror}") from None
        print(f"Written to {ics}.")
