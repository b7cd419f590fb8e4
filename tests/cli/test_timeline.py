"""The dates of a timeline, printed by month, and written as a calendar file."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from bot.cli.timeline import timeline
from bot.errors import ImpossibleDates, SetUpError

app = typer.Typer()
app.command()(timeline)


def run(*arguments):
    return CliRunner().invoke(app, arguments)


def test_the_end_of_training_is_shown_by_month():
    lines = run("--training-ends", "2027-06-30").stdout.splitlines()
    assert lines[:2] == ["June 2027", "  2027-06-30  Training ends"]
    assert "  2027-12-01  to do: Check address and board status" in lines
    assert "January 2028" in lines


def test_a_retirement_is_shown_with_what_to_do():
    text = run("--retires", "2027-06-30").stdout
    assert "2028-01-01  to do: Tell the membership department" in text
    assert "2028-03-31  Last day for the full refund" in text


def test_a_calendar_file_is_written(tmp_path):
    file = tmp_path / "dates.ics"
    outcome = run("--training-ends", "2027-06-30", "--ics", str(file))
    assert f"Written to {file}." in outcome.stdout
    assert file.read_bytes().count(b"BEGIN:VEVENT") == 4


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    file = tmp_path / "nowhere" / "dates.ics"
    error = run("--training-ends", "2027-06-30", "--ics", str(file)).exception
    assert isinstance(error, SetUpError)
    assert f"{file} cannot be written: No such file" in str(error)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], SetUpError),
        (["--training-ends", "2027-06-30", "--retires", "2027-06-30"], SetUpError),
        (["--retires", "June"], ImpossibleDates),
        (["--training-ends", "9999-12-31"], ImpossibleDates),
        (["--training-ends", "0207-06-30"], ImpossibleDates),
    ],
)
def test_one_day_is_needed_and_one_only(arguments, error):
    assert isinstance(run(*arguments).exception, error)
