"""The `assistant` command: one module a topic, put together here."""

from __future__ import annotations

import sys

import typer

from bot.cli import (
    ask,
    check,
    decide,
    demo,
    dues,
    evaluate,
    phrases,
    retention,
    rules,
    run_process,
    serve,
    settings,
    timeline,
    train,
    users,
)
from bot.errors import AssistantError

app = typer.Typer(
    name="assistant",
    help="The radiology membership assistant.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(ask.ask)
app.command()(decide.decide)
app.command()(timeline.timeline)
app.command()(rules.rules)
app.add_typer(dues.dues, name="dues")
app.command()(check.check)
app.command()(evaluate.evaluate)
app.command()(train.train)
app.command()(serve.serve)
app.add_typer(users.users, name="users")
app.command()(retention.retain)
app.command()(retention.erase)
app.add_typer(retention.audit_commands, name="audit")
app.add_typer(phrases.commands, name="phrases")
app.command("demo-data")(demo.demo_data)
app.command()(run_process.run)
app.command()(settings.settings)


def main() -> None:
    """Run the command; an error that we raise on purpose is one sentence and exit status 2."""
    try:
        app()
    except AssistantError as error:
        print(f"assistant: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
