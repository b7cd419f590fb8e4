"""A schedule loaded from the command line is written, and then said by everything that speaks of it."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import dues as command
from bot.errors import ImportRefused, SetUpError
from bot.knowledge.loader import KNOWLEDGE, load
from bot.messages.faq_messages import Messages

HEADING = "category,step,chapter,amount,from,until,source\n"
GENERAL = "general,full,,900.00,2027-01-01,,Schedule 2027\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    copy = shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    monkeypatch.setattr(command, "KNOWLEDGE", copy)
    monkeypatch.setattr(command, "load", lambda: load(copy))
    yield copy
    load.cache_clear()


def run(*arguments):
    app = typer.Typer()
    app.add_typer(command.dues, name="dues")
    return CliRunner().invoke(app, ["dues", *map(str, arguments)])


def schedule(folder, rows):
    file = folder.parent / "schedule.csv"
    file.write_text(HEADING + rows, encoding="utf-8")
    return file


def test_an_amount_is_written_and_shown_from_its_day_on(folder):
    outcome = run("import", schedule(folder, GENERAL))
    assert "National dues, general member" in outcome.stdout
    assert "  + from 2027-01-01 on: $900 (Schedule 2027)" in outcome.stdout
    assert "1 lines changed in knowledge/dues.yml. Run `assistant check`." in outcome.stdout
    load.cache_clear()
    assert (
        "National dues, general member                    $900"
        in run("show", "--on", "2027-01-01").stdout
    )
    assert "$900" not in run("show", "--on", "2026-12-31").stdout


def test_an_amount_with_an_end_is_not_said_after_it(folder):
    rows = "international,full,,400.00,2027-01-01,2027-12-31,Schedule 2027\n"
    assert run("import", schedule(folder, rows)).exit_code == 0
    load.cache_clear()
    knowledge = load(folder)
    texts = [
        Messages(knowledge, day).answer("membership/international_dues")["text"]
        for day in (date(2026, 12, 31), date(2027, 12, 31), date(2028, 1, 1))
    ]
    assert [text[:4] for text in texts[:2]] == ["$391", "$400"]
    assert "$" not in texts[2]


def test_the_same_schedule_twice_changes_nothing(folder):
    file = schedule(folder, GENERAL)
    run("import", file)
    load.cache_clear()
    assert "Nothing changes" in run("import", file).stdout


def test_a_chapter_is_shown_with_the_others(folder):
    rows = "chapter,full,Ohio,150.00,2027-01-01,,Ohio chapter\n"
    run("import", schedule(folder, rows))
    load.cache_clear()
    assert "Ohio chapter dues" in run("show", "--on", "2027-01-01").stdout
    text = Messages(load(folder), date(2027, 1, 1)).answer("membership/chapters")["text"]
    assert "Ohio $150" in text


def test_what_was_loaded_is_replaced_only_on_demand(folder):
    run("import", schedule(folder, GENERAL))
    load.cache_clear()
    corrected = schedule(folder, GENERAL.replace("900.00", "910.00"))
    assert isinstance(run("import", corrected).exception, ImportRefused)
    assert "+ from 2027-01-01 on: $910" in run("import", corrected, "--replace").stdout


def test_a_file_that_cannot_be_read_is_named(folder):
    assert isinstance(run("import", folder / "none.csv").exception, SetUpError)
    binary = folder.parent / "binary.csv"
    binary.write_bytes(b"\xff\xfe")
    assert "UTF-8" in str(run("import", binary).exception)
