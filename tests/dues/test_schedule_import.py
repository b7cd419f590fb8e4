"""A schedule that staff load: laid over what is known, or refused by row; never half."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal

import pytest

from bot.dues.schedule_import import changes, read_rows
from bot.errors import ImportRefused, KnowledgeError
from bot.knowledge.dues import NotPublished, Published
from bot.knowledge.dues_file import write_lines
from bot.knowledge.loader import KNOWLEDGE, load

HEADING = "category,step,chapter,amount,from,until,source\n"


def loaded(text, dues, **options):
    return {
        change.line.name: change.line
        for change in changes(read_rows(HEADING + text, dues), dues, **options)
    }


def test_an_amount_starts_where_it_says_and_what_was_before_ends_the_day_before(knowledge):
    line = loaded("general,year_1,,79.00,2027-01-01,,Schedule 2027\n", knowledge.dues)[
        "national_year_1"
    ]
    assert line.on(date(2026, 12, 31)).amount == Decimal("77.00")
    assert line.on(date(2027, 1, 1)).amount == Decimal("79.00")
    assert line.on(date(2027, 1, 1)).source == "Schedule 2027"


def test_nothing_is_carried_past_the_end_of_what_was_loaded(knowledge):
    rows = "general,full,,900.00,2027-01-01,2027-12-31,Schedule 2027\n"
    line = loaded(rows, knowledge.dues)["general"]
    assert isinstance(line.on(date(2027, 12, 31)), Published)
    assert isinstance(line.on(date(2028, 1, 1)), NotPublished)


def test_a_published_amount_is_not_carried_past_it_either(knowledge):
    rows = "international,full,,400.00,2027-01-01,2027-12-31,Schedule 2027\n"
    line = loaded(rows, knowledge.dues)["international"]
    assert isinstance(line.on(date(2028, 1, 1)), NotPublished)


def test_a_chapter_that_is_new_gets_a_line_of_its_own(knowledge):
    rows = "chapter,full,Ohio,150.00,2027-01-01,,Ohio chapter\n"
    assert loaded(rows, knowledge.dues)["Ohio"].title == "Ohio chapter dues"


def test_what_is_in_force_already_changes_nothing(knowledge, tmp_path):
    folder, rows = copied(tmp_path), "general,year_2,,200.00,2027-01-01,,Schedule 2027\n"
    write_lines(folder, list(loaded(rows, knowledge.dues).values()), [])
    assert loaded(rows, load(folder).dues) == {}


def copied(tmp_path):
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    return folder


def test_what_was_written_is_read_back_and_the_comments_stay(knowledge, tmp_path):
    folder = copied(tmp_path)
    lines = loaded(
        "general,full,,900.00,2027-01-01,2027-12-31,Schedule 2027\n"
        "chapter,full,Ohio,150.00,2027-01-01,,Ohio chapter\n",
        knowledge.dues,
    )
    write_lines(folder, [lines["general"]], [lines["Ohio"]])
    dues = load(folder).dues
    assert dues.amount("general", date(2027, 6, 1)).amount == Decimal("900.00")
    assert dues.chapter("Ohio", date(2027, 6, 1)).amount == Decimal("150.00")
    before = (KNOWLEDGE / "dues.yml").read_text().splitlines()
    after = (folder / "dues.yml").read_text().splitlines()
    assert [line for line in before if line.startswith("#")] == [
        line for line in after if line.startswith("#")
    ]


def test_a_file_that_would_not_be_read_again_is_not_written(knowledge, tmp_path):
    folder = copied(tmp_path)
    (folder / "faq" / "account.yml").write_text("broken: [")
    before = (folder / "dues.yml").read_text()
    lines = loaded("general,full,,900.00,2027-01-01,,Schedule 2027\n", knowledge.dues)
    with pytest.raises(KnowledgeError):
        write_lines(folder, list(lines.values()), [])
    assert (folder / "dues.yml").read_text() == before
    assert not list(folder.glob(".*"))


def test_what_was_loaded_is_replaced_only_when_that_is_wanted(knowledge, tmp_path):
    folder = copied(tmp_path)
    first = loaded("general,full,,900.00,2027-01-01,2027-12-31,First\n", knowledge.dues)
    write_lines(folder, list(first.values()), [])
    dues = load(folder).dues
    corrected = "general,full,,910.00,2027-01-01,2027-12-31,Corrected\n"
    with pytest.raises(ImportRefused, match="--replace"):
        loaded(corrected, dues)
    line = loaded(corrected, dues, may_replace=True)["general"]
    assert line.on(date(2027, 6, 1)).amount == Decimal("910.00")


@pytest.mark.parametrize(
    ("text", "row", "names"),
    [
        ("", 1, "no amounts"),
        ("general,full,,900,2027-01-01,,S\n", 2, "amount"),
        ("general,full,,$900.00,2027-01-01,,S\n", 2, "amount"),
        ("general,full,,9e2,2027-01-01,,S\n", 2, "amount"),
        ("general,full,,900.00,2027-02-30,,S\n", 2, "from"),
        ("general,full,,900.00,2027-01-01,2026-01-01,S\n", 2, "until"),
        ("general,full,,900.00,2027-01-01,,\n", 2, "source"),
        ("generel,full,,900.00,2027-01-01,,S\n", 2, "generel"),
        ("general,year_9,,900.00,2027-01-01,,S\n", 2, "year_9"),
        ("chapter,full,,900.00,2027-01-01,,S\n", 2, "chapter"),
        ("general,full,Ohio,900.00,2027-01-01,,S\n", 2, "chapter"),
        ("general,full,,900.00,2027-01-01\n", 2, "columns"),
        ("general,full,,900.00,2027-01-01,,S,more\n", 2, "columns"),
        (
            "general,full,,1.00,2027-01-01,2027-12-31,S\ngeneral,full,,2.00,2027-12-31,,S\n",
            3,
            "overlaps",
        ),
        ("general,full,,1.00,2027-01-01,,S\ngeneral,full,,2.00,2028-01-01,,S\n", 3, "overlaps"),
        (
            "general,full,,1.00,2027-01-01,2027-12-31,S\ngeneral,full,,2.00,2028-01-02,,S\n",
            3,
            "gap",
        ),
        ("general,full,,1.00,2020-01-01,,S\n", 2, "past amount"),
        ("retired,full,,1.00,2020-01-01,,S\n", 2, "before the schedule"),
    ],
)
def test_a_row_that_must_not_be_loaded_is_refused_by_its_number(knowledge, text, row, names):
    with pytest.raises(ImportRefused, match=names) as refusal:
        loaded(text, knowledge.dues)
    assert refusal.value.row == row


def test_a_file_with_other_columns_is_refused(knowledge):
    with pytest.raises(ImportRefused, match="heading") as refusal:
        read_rows("category,amount\ngeneral,900.00\n", knowledge.dues)
    assert refusal.value.row == 1
