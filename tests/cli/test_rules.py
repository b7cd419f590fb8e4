"""The rules in words, as lines or as the tables of the documentation."""

from __future__ import annotations

import typer
from typer.testing import CliRunner

from bot.cli.rules import rules

app = typer.Typer()
app.command()(rules)


def run(*arguments):
    return CliRunner().invoke(app, arguments).stdout


def test_steps_are_numbered_and_rules_are_sourced(knowledge):
    text = run()
    assert all(
        f"{number}. {step.title}: " in text for number, step in enumerate(knowledge.rules.steps, 1)
    )
    assert "   - Retired member, if acr history is Yes, in practice" in text
    assert "       join: “When do I qualify as a retired member?”" in text


def test_the_tables_end_with_what_staff_are_told(knowledge):
    tables, _, gaps = run("--markdown").partition("### What staff are told when they must confirm")
    assert tables.startswith("```mermaid")
    assert all(f"- **{gap}** {text}" in gaps for gap, text in knowledge.rules.gaps.items())
