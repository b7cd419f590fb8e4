"""What others write is read as it is, or as nothing."""

from __future__ import annotations

import pytest

from bot.publishing.live_file import read_json, write_json


def test_what_was_written_is_read(tmp_path):
    write_json(tmp_path / "live-8000.json", {"model": "a.tar.gz", "rasa": [1, 2]})
    assert read_json(tmp_path / "live-8000.json") == {"model": "a.tar.gz", "rasa": [1, 2]}


def test_a_file_is_replaced_in_one_step_and_leaves_nothing_beside_it(tmp_path):
    for number in range(3):
        write_json(tmp_path / "wanted.json", {"number": number})
    assert read_json(tmp_path / "wanted.json") == {"number": 2}
    assert [path.name for path in tmp_path.iterdir()] == ["wanted.json"]


@pytest.mark.parametrize("content", [None, b"", b"{", b"[1]", b'"text"', b"\xff\xfe"])
def test_a_missing_or_broken_file_says_nothing(tmp_path, content):
    path = tmp_path / "live.json"
    if content is not None:
        path.write_bytes(content)
    assert read_json(path) == {}
