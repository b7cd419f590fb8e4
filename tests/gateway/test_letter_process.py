"""The process that reads a letter says what it found, or what was wrong, as one line of JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date

import pytest

from bot.gateway import letter_process
from bot.gateway.letter_problems import EMPTY
from bot.knowledge.letter import STANDING
from bot.settings import ROOT
from testkit.letters import pdf_of_pages

# In the place of the reading: what this process may still do, once it has bounded itself.
PROBE = """
import os, resource, sys, tempfile, time
from bot.gateway import letter_process

# As a slow machine does, only to get ready.
while time.process_time() < letter_process.SECONDS:
    pass
begun = time.process_time()
tempfile.gettempdir()  # is looked for by writing

def outcome(act):
    try:
        act()
        return "allowed"
    except (MemoryError, OSError) as error:
        return type(error).__name__

def write():
    with tempfile.TemporaryFile() as file:
        file.write(b"a")

def probe(name, content, today):
    return {
        "memory": outcome(lambda: bytearray(letter_process._MEMORY)),
        "a file": outcome(write),
        "niceness": os.nice(0),
        "goes first": open("/proc/self/oom_score_adj").read().strip(),
        "seconds": resource.getrlimit(resource.RLIMIT_CPU)[0] - begun >= letter_process.SECONDS,
        "core": resource.getrlimit(resource.RLIMIT_CORE)[1],
    }

letter_process.findings = probe
letter_process.main()
"""
# Starts a letter process, hands on its output, and says how much memory it held at most.
WEIGHED = """
import resource, subprocess, sys
command = [sys.executable, "-m", "bot.gateway.letter_process", *sys.argv[1:]]
subprocess.run(command, stdin=sys.stdin, check=False, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""

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


def test_it_takes_away_from_itself_what_a_letter_does_not_need():
    command = [sys.executable, "-c", PROBE, "letter.txt", "2026-11-23"]
    process = subprocess.run(command, input=LETTER, capture_output=True, cwd=ROOT, check=False)
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout)["findings"] == {
        "memory": "MemoryError",
        "a file": "OSError",
        "niceness": min(19, os.nice(0) + 5),
        "goes first": "1000",
        "seconds": True,
        "core": 0,
    }


def test_a_letter_that_takes_all_the_memory_it_can_get_gets_no_more_than_it_may():
    pages = pdf_of_pages(b" " * 100_000_000, 1)
    command = [sys.executable, "-c", WEIGHED, "letter.pdf", "2026-11-23"]
    process = subprocess.run(command, input=pages, capture_output=True, cwd=ROOT, check=True)
    kilobytes = int(process.stdout.split()[-1])
    assert kilobytes * 1024 < letter_process._MEMORY
