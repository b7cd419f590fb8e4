"""A log line helps whoever runs this, and tells nothing about whoever asked."""

from __future__ import annotations

import io
import json
import logging
import sys

import pytest
import structlog
import uvicorn

from bot import logs

SECRET = "I am Ann Example and my number is 555 0100"


@pytest.fixture
def lines(capsys):
    before = logging.getLogger().handlers, structlog.get_config()
    logs.configure("tested")
    yield lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    logging.getLogger().handlers = before[0]
    structlog.configure(**before[1])


def written(name, message, *values, exc_info=None):
    """Return a line of the standard library's as it would be written."""
    record = logging.LogRecord(name, logging.ERROR, __file__, 42, message, values, exc_info)
    return json.loads(logs.PlaceOnly("tested").format(record))


def test_a_line_is_json_with_process_time_and_request(lines):
    with structlog.contextvars.bound_contextvars(request="abc"):
        structlog.get_logger("gateway").info("turn", ms=3)

    (line,) = lines()
    assert line["timestamp"].endswith("Z")
    assert (line["event"], line["process"], line["request"], line["ms"]) == (
        "turn",
        "tested",
        "abc",
        3,
    )


@pytest.mark.parametrize("key", ["text", "message", "question", "sender", "exception", "token"])
def test_a_key_that_could_hold_words_is_dropped(lines, key):
    structlog.get_logger("gateway").warning("turn", **{key: SECRET})

    assert "Ann" not in json.dumps(lines())


def test_of_a_library_only_the_place_goes_on():
    line = written("rasa.core.processor", "cannot parse %s", SECRET)

    assert "Ann" not in json.dumps(line)
    assert line["event"] == "rasa.core.processor:42"


def test_of_an_error_its_kind_is_kept_and_not_what_it_says(lines):
    try:
        int(SECRET)
    except ValueError:
        structlog.get_logger("gateway").exception("broken")
        theirs = written("sanic.error", "broken: %s", SECRET, exc_info=sys.exc_info())

    (ours,) = lines()
    assert ours["error"] == theirs["error"] == "ValueError"
    assert "Ann" not in json.dumps([ours, theirs])


def test_a_line_that_cannot_be_written_breaks_nothing(lines, monkeypatch):
    class Full(io.StringIO):
        def write(self, _):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())

    structlog.get_logger("gateway").info("turn", ms=3)


def test_of_a_servers_own_logger_only_kind_and_place_go_on(lines):
    uvicorn.Config("unused", log_level="warning")
    logs.configure("tested")
    try:
        int(SECRET)
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")

    (line,) = lines()
    assert (line["error"], line["at"].partition(":")[0]) == ("ValueError", "test_logs.py")
    assert "Ann" not in json.dumps(line)
