"""The process that reads a letter says what it found, or what was wrong, as one line of JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest

from bot.gateway import letter_process
from bot.gateway.letter_problems import EMPTY
from bot.knowledge.letter import STANDING
from bot.settings import ROOT

LETTER = b"She is a student in good standing."


def run(content, name="letter.txt"):
    command = [sys.executable, "-m", "bot.gateway.letter_process", name, "2026-11-23"]
    process = subprocess.run(
        command, input=content, capture_output=True, cwd=ROOT, env={}, check=False
    )
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


def test_what_the_letter_says_is_found():
    assert run(LETTER) == {"findings": {STANDING: "“good standing”"}}


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "letter.txt"), (b"no pdf", "letter.pdf"), (b"no zip", "letter.docx")],
)
def test_what_is_wrong_with_it_is_a_code(content, name):
    assert isinstance(run(content, name)["problem"], str)


def test_a_scan_without_a_word_is_empty():
    assert run(b"   \n")["problem"] == EMPTY.code


def test_the_day_is_the_one_that_was_given():
    text = b"She started in August and graduates in May 2028."
    found = letter_process.findings("letter.txt", text, date(2026, 11, 23))
    assert "May 2028" in found.values()
