"""Held-out questions come with where they stand."""

from __future__ import annotations

from bot.nlu.phrases.held_out import held_out_questions


def test_each_question_comes_with_its_file_and_line_and_blank_lines_count(tmp_path):
    folder = tmp_path / "tests/nlu"
    folder.mkdir(parents=True)
    (folder / "b.jsonl").write_text('{"text": "three"}\n', "utf-8")
    (folder / "a.jsonl").write_text('{"text": "one"}\n\n{"text": "two"}\n', "utf-8")
    found = [(file, number, row["text"]) for file, number, row in held_out_questions(tmp_path)]
    assert found == [
        ("tests/nlu/a.jsonl", 1, "one"),
        ("tests/nlu/a.jsonl", 3, "two"),
        ("tests/nlu/b.jsonl", 1, "three"),
    ]


def test_where_there_are_none_nothing_is_held_out(tmp_path):
    assert list(held_out_questions(tmp_path)) == []
