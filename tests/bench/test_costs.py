"""The table of costs says of each figure whether its target holds, and of none what was not measured."""

from __future__ import annotations

import pytest

from bench.costs import COLUMNS, ROWS, better, lines


def row_of(title, before, after):
    (line,) = (line for line in lines(before, after) if line.startswith(f"| {title}"))
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_a_figure_stands_beside_the_one_before_and_its_target():
    before, after = {"environment": 3618.4}, {"environment": 1049.6}

    assert row_of("environment", before, after) == ["3,618 MB", "1,050 MB", "at most 1,300: holds"]


@pytest.mark.parametrize(
    ("key", "figure", "verdict"),
    [
        ("ready", 6.04, "at most 6: **missed**"),
        ("ready", 5.9, "at most 6: holds"),
        ("rate", 139.0, "at least 140: **missed**"),
        ("rate", 140.0, "at least 140: holds"),
    ],
)
def test_a_missed_target_is_said_as_plainly_as_one_that_holds(key, figure, verdict):
    title = next(row.title for row in ROWS if row.key == key)

    assert row_of(title, {}, {key: figure})[-1] == verdict


def test_on_a_busy_machine_the_clock_misses_no_target():
    after = {"p50": 40.0, "ready": 5.0, "memory": 900.0}
    verdicts = [line.split("|")[-2].strip() for line in lines({}, after, busy=True)[2:]]

    assert verdicts == [
        "at most 6: holds",
        "at most 850: **missed**",
        "at most 11: not told, the machine was busy",
    ]


def test_what_was_not_measured_has_no_row_and_no_verdict():
    assert len(lines({}, {"p50": 9.0})) == 3
    assert row_of("a question, one person: p50", {"p50": 20.0}, {}) == ["20.0 ms", "", ""]


def test_of_two_rounds_the_one_that_was_disturbed_less_counts():
    first, second = {"p50": 9.0, "rate": 120.0}, {"p50": 8.0, "rate": 100.0, "training": 90.0}

    assert better(first, second) == {"p50": 8.0, "rate": 120.0, "training": 90.0}


def test_a_row_has_a_cell_for_each_column():
    after = {row.key: 1.0 for row in ROWS}

    assert len(COLUMNS) == 4
    assert {line.count("|") for line in lines({}, after)} == {5}
    assert len(lines({}, after)) == 2 + len(ROWS)
