"""The list of settings in the documentation is the one in the code."""

from __future__ import annotations

from dataclasses import fields

from bot.cli import settings
from bot.cli.settings import DOCUMENT, with_reference
from bot.settings import Settings
from testkit.command import run


def test_the_documented_list_is_current():
    document = DOCUMENT.read_text(encoding="utf-8")

    assert with_reference(document) == document, "run `assistant settings --write`"


def test_every_setting_is_listed_with_its_default():
    lines = run("settings").stdout.splitlines()
    assert len(lines) == 2 + len(fields(Settings))
    assert "| `ASSISTANT_GATEWAY_PORT` | `8000` | port of the gateway |" in lines


def test_the_list_is_written_between_its_markers(tmp_path, monkeypatch):
    document = tmp_path / "operating.md"
    document.write_text("before\n<!-- settings -->\nan obsolete list\n<!-- /settings -->\nafter\n")
    monkeypatch.setattr(settings, "DOCUMENT", document)
    run("settings", "--write")
    text = document.read_text()
    assert "obsolete" not in text
    assert text.startswith("before\n<!-- settings -->\n| variable |")
    assert text.endswith("<!-- /settings -->\nafter\n")
