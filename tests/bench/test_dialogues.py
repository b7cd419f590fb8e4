"""The line that the benchmark prints, and that a running assistant can be asked."""

from __future__ import annotations

import json
import sys
from collections import Counter

from bench import dialogues
from testkit.dialogues import Score


def test_a_line_says_how_many_held_by_turn_and_how_long_replies_are():
    score = Score(
        held=Counter({1: 2, 2: 1}), expected=Counter({1: 2, 2: 2}), words=list(range(1, 12))
    )
    line = dialogues.line_of("x.jsonl", score)
    assert line.startswith("x.jsonl 3/4 (75.0%)")
    assert "1:2/2 2:1/2" in line
    assert "6/11" in line


def test_with_an_address_it_talks_to_the_assistant_there(tmp_path, monkeypatch, capsys):
    class Visit:
        def __init__(self, address):
            assert address == "http://there"

        def say(self, text):
            return [{"kind": "answer", "text": "well said"}]

    path = tmp_path / "x.jsonl"
    line = {
        "id": "x",
        "turns": ["a", "b"],
        "expect": [{"text_any": ["well"]}, {"text_any": ["no"]}],
    }
    path.write_text(json.dumps(line) + "\n")
    monkeypatch.setattr(dialogues, "HttpVisit", Visit)
    monkeypatch.setattr(
        sys, "argv", ["bench.dialogues", str(path), "--url", "http://there", "--faults"]
    )
    dialogues.main()
    printed = capsys.readouterr().out
    assert "x [2] 'b'" in printed
    assert "1/2 (50.0%)" in printed
