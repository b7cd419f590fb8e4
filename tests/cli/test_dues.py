"""Loading a schedule from the command line: shown first, refused in a sentence."""

from __future__ import annotations

from bot.settings import ROOT
from testkit.command import run

HEADING = "category,step,chapter,amount,from,until,source\n"


def test_a_dry_run_shows_the_difference_and_writes_nothing(tmp_path):
    file = tmp_path / "schedule.csv"
    file.write_text(HEADING + "general,full,,900.00,2027-01-01,2027-12-31,Schedule 2027\n")
    before = (ROOT / "knowledge" / "dues.yml").read_text()
    done = run("dues", "import", str(file), "--dry-run")
    assert done.returncode == 0
    assert "+ from 2027-01-01 to 2027-12-31: $900 (Schedule 2027)" in done.stdout
    assert "Nothing was written" in done.stdout
    assert (ROOT / "knowledge" / "dues.yml").read_text() == before


def test_a_row_that_is_off_is_named_by_its_line(tmp_path):
    file = tmp_path / "schedule.csv"
    file.write_text(HEADING + "general,full,,900,2027-01-01,,Schedule 2027\n")
    done = run("dues", "import", str(file))
    assert done.returncode == 2
    assert "line 2: amount" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_named(tmp_path):
    done = run("dues", "import", str(tmp_path / "none.csv"))
    assert (done.returncode, "none.csv" in done.stderr) == (2, True)


def test_what_is_not_published_is_said_so():
    output = run("dues", "show", "--on", "2027-01-15").stdout
    assert "National dues, first year" in output
    assert "$77" in output
    assert "not published" in output
    assert "$125" not in output
