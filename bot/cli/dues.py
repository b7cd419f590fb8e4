"""`assistant dues`: what is in force on a day, and what is not published."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import settings
from bot.cli.decide import day
from bot.knowledge.dues import Published
from bot.knowledge.library import load, money

dues = typer.Typer(help="The schedule of dues, as far as it is known.", no_args_is_help=True)


@dues.callback()
def _dues() -> None:
    pass


@dues.command()
def show(*, on: Annotated[str, typer.Option(help="YYYY-MM-DD; today unless given.")] = "") -> None:
    """Print what is in force on a day, and what is not published."""
    today = day(on, "on") if on else settings.read().day()
    schedule = load().dues
    print(f"On {today}, in US dollars a membership year (January 1 to December 31):")
    for name, line in schedule.lines.items():
        amount = schedule.amount(name, today)
        told = money(amount.amount) if isinstance(amount, Published) else "not published"
        print(f"  {line.title:<48} {told}")
    share = schedule.federal_discount.fraction * 100
    print(f"  {'Federal service discount on national dues':<48} {share.normalize():f}%")
