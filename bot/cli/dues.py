"""`assistant dues`: what is in force on a day, what is not published, and loading a schedule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot import settings
from bot.cli.text_file import text_of
from bot.dues.schedule_import import Change, changes, read_rows
from bot.eligibility.profile import day_of
from bot.knowledge.dues import Amount, Line, NotPublished, Period, Published
from bot.knowledge.dues_file import write_lines
from bot.knowledge.loader import KNOWLEDGE, load, money

dues = typer.Typer(help="The schedule of dues, as far as it is known.", no_args_is_help=True)
_WIDTH = 48


@dues.callback()
def _dues() -> None:
    pass


@dues.command()
def show(*, on: Annotated[str, typer.Option(help="YYYY-MM-DD; today unless given.")] = "") -> None:
    """Print what is in force on a day, and what is not published."""
    today = day_of("on", on) if on else settings.read().day()
    schedule = load().dues
    print(f"On {today}, in US dollars a membership year (January 1 to December 31):")
    for name, line in schedule.lines.items():
        _print(line, schedule.amount(name, today))
    for name, line in schedule.chapters.items():
        _print(line, schedule.chapter(name, today))
    share = schedule.federal_discount.fraction * 100
    print(f"  {'Federal service discount on national dues':<{_WIDTH}} {share.normalize():f}%")


@dues.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="CSV: category,step,chapter,amount,from,until,source.")
    ],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace amounts that were loaded before.")
    ] = False,
) -> None:
    """Load a schedule of dues into knowledge/dues.yml: all rows, or none."""
    schedule = load().dues
    differences = tuple(changes(read_rows(text_of(file), schedule), schedule, may_replace=replace))
    for change in differences:
        print(change.line.title, *_difference(change), sep="\n")
    if not differences:
        print("Nothing changes: these amounts are in force already.")
    elif dry_run:
        print(f"{len(differences)} lines would change. Nothing was written.")
    else:
        _write(differences)
        print(
            f"{len(differences)} lines changed in {KNOWLEDGE.name}/dues.yml. Run `assistant check`."
        )


def _write(differences: tuple[Change, ...]) -> None:
    write_lines(
        KNOWLEDGE,
        [change.line for change in differences if not change.is_chapter],
        [change.line for change in differences if change.is_chapter],
    )


def _print(line: Line, amount: Amount) -> None:
    value = money(amount.amount) if isinstance(amount, Published) else "not published"
    print(f"  {line.title:<{_WIDTH}} {value}")


def _difference(change: Change) -> Iterator[str]:
    before = [_in_words(period) for period in change.before]
    after = [_in_words(period) for period in change.line.periods]
    yield from (f"  - {period}" for period in before if period not in after)
    yield from (f"  + {period}" for period in after if period not in before)


def _in_words(period: Period) -> str:
    until = f"to {period.until}" if period.until else "on"
    if isinstance(period.value, NotPublished):
        return f"from {period.since} {until}: not published"
    return f"from {period.since} {until}: {money(period.value.amount)} ({_origin(period)})"


def _origin(period: Period) -> str:
    value = period.value
    if isinstance(value, Published):
        return value.source or value.cites.heading
    return value.why if isinstance(value, NotPublished) else value.source
