"""Measured tables are written where their names stand, and nowhere else."""

from __future__ import annotations

import pytest

from bench import tables
from bench.costs import DOCUMENT


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


@pytest.mark.parametrize("name", ["load", "work", "length", "faults", "soak", "attacks"])
def test_the_document_has_a_place_for_each(name):
    assert f"<!-- {name} -->" in tables.DOCUMENT.read_text(encoding="utf-8")


def test_a_row_is_replaced_by_its_title_and_the_others_stay(tmp_path):
    document = tmp_path / "document.md"
    head = ["| fault | answered |", "| --- | --- |"]
    document.write_text("<!-- faults -->\n<!-- /faults -->\n")
    tables.write("faults", [*head, "| Redis | 1 |", "| disk | 2 |"], document)

    tables.update("faults", head, ["| Redis | 3 |", "| clock | 4 |"], document)

    lines = [line for line in document.read_text().splitlines() if line.startswith("|")]
    assert lines == [*head, "| Redis | 3 |", "| disk | 2 |", "| clock | 4 |"]


def test_a_table_with_other_columns_is_written_anew(tmp_path):
    document = tmp_path / "document.md"
    document.write_text("<!-- faults -->\n| old |\n| --- |\n| Redis |\n<!-- /faults -->\n")

    tables.update("faults", ["| fault | answered |", "| --- | --- |"], ["| disk | 2 |"], document)

    assert "Redis" not in document.read_text()
    assert "| disk | 2 |" in document.read_text()


def test_the_page_of_costs_has_a_place_for_its_table():
    assert "<!-- costs -->" in DOCUMENT.read_text(encoding="utf-8")
