"""What the processes said stays over restarts, for its owner to read, and does not grow for ever."""

from __future__ import annotations

from bot.cli import serve_log
from bot.cli.serve_log import ServeLog


def open_log(folder):
    return ServeLog(folder / "serve.log", folder / "serve-8100.log")


def test_of_two_that_run_each_has_its_own_and_later_the_usual_one_is_free_again(tmp_path):
    first, second = open_log(tmp_path), open_log(tmp_path)
    first.write("rasa", "of the first")
    second.write("rasa", "of the second")
    assert "of the first" in (tmp_path / "serve.log").read_text()
    assert "of the second" in (tmp_path / "serve-8100.log").read_text()
    del first
    assert open_log(tmp_path).path.name == "serve.log"


def test_lines_have_the_time_and_the_process_and_stay_over_a_restart(tmp_path):
    for line in ("ready", "café"):
        open_log(tmp_path).write("rasa", line)
    lines = (tmp_path / "serve.log").read_text(encoding="utf-8").splitlines()
    assert [line.split(maxsplit=2)[2] for line in lines] == ["rasa     ready", "rasa     café"]


def test_only_its_owner_reads_it(tmp_path):
    (tmp_path / "serve.log").write_text("of an older version\n")
    (tmp_path / "serve.log").chmod(0o644)
    open_log(tmp_path).write("rasa", "ready")
    assert (tmp_path / "serve.log").stat().st_mode & 0o777 == 0o600


def test_a_large_log_is_put_aside_and_the_oldest_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(serve_log, "_LARGEST", 100)
    log = open_log(tmp_path)
    for number in range(50):
        log.write("rasa", f"line {number}")
    names = sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".lock")
    assert names == ["serve.log", *(f"serve.log.{number}" for number in range(1, 6))]
    assert "line 49" in (tmp_path / "serve.log").read_text()


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path, capsys):
    (tmp_path / "serve.log").mkdir()
    open_log(tmp_path).write("rasa", "ready")
    assert capsys.readouterr().err == ""
