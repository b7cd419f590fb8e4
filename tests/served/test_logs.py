"""One id names a request in every process's log, and no log holds what was said."""

from __future__ import annotations

import time

import pytest

pytestmark = [pytest.mark.rasa, pytest.mark.served]


def test_a_request_is_found_in_all_three_logs_and_its_text_in_none(stack, visitor):
    response = visitor.send(
        {"id": "logged", "text": "which membership is right for me, I am Zebedee Quux"}
    )
    request = response.headers["x-request-id"]
    time.sleep(0.5)
    logs = {path.stem: path.read_text() for path in stack.folder.glob("*.log")}

    assert [name for name in ("gateway", "rasa", "actions") if request in logs[name]] == [
        "gateway",
        "rasa",
        "actions",
    ]
    assert not [name for name, text in logs.items() if "Quux" in text]
