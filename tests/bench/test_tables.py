"""Measured tables are written where their names stand, and nowhere else."""

from __future__ import annotations

import pytest

from bench import tables


def test_a_table_replaces_what_stood_between_its_markers(tmp_path):
    document = tmp_path / "document.md"
    document.write_text("before\n<!-- load -->\nold\n<!-- /load -->\nafter\n")

    tables.write("load", ["| new |"], document)

    text = document.read_text()
    assert "old" not in text
    assert text.startswith("before\n<!-- load -->\n| new |\n\nMeasured ")
    assert text.endswith("<!-- /load -->\nafter\n")


def test_a_table_without_a_place_is_an_error(tmp_path):
    (tmp_path / "document.md").write_text("nothing")

    with pytest.raises(ValueError, match="no place for load"):
        tables.write("load", [], tmp_path / "document.md")


@pytest.mark.parametrize("name", ["load", "work", "length", "faults"])
def test_the_document_has_a_place_for_each(name):
    assert f"<!-- {name} -->" in tables.DOCUMENT.read_text(encoding="utf-8")
