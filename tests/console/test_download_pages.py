"""Files of days, conversations and turns, and an audit entry for each that holds texts."""

from __future__ import annotations

import csv
import io
import json

from bot.records.staff import audit
from tests.console.conftest import EARLIER, MISS


def test_a_file_has_a_row_a_conversation_and_a_mark_for_excel_on_request(sign_in, log):
    log.talk("a", (0, "answer"), (1, "answer"), start=EARLIER)
    text = sign_in("editor").page("/conversations.csv?bom=1")
    assert text.startswith("\ufeff")
    assert len(list(csv.DictReader(io.StringIO(text[1:])))) == 1


def rows(client, path):
    return list(csv.DictReader(io.StringIO(client.page(path))))


def test_a_file_of_days_has_a_row_a_day_with_its_counts(sign_in, log):
    log.talk("a", (0, "answer", {"label": "faq/x"}), (1, "fallback", MISS), start=EARLIER)
    days = rows(sign_in("viewer"), "/days.csv?from=2026-11-21&to=2026-11-23")
    counts = {
        row["day"]: (row["conversations"], row["answered"], row["unanswered"]) for row in days
    }
    assert counts["2026-11-22"] == ("1", "1", "1")


def test_a_file_is_named_after_its_days(sign_in):
    response = sign_in("editor").http.get("/turns.csv?from=2026-11-01&to=2026-11-02")
    assert 'filename="turns-2026-11-01-2026-11-02.csv"' in response.headers["Content-Disposition"]
    assert response.headers["Content-Type"].startswith("text/csv")


def test_whoever_downloads_texts_or_conversations_stands_in_the_audit(sign_in, log, engine):
    log.talk("a", (0, "answer"), (1, "answer"), start=EARLIER)
    client = sign_in("editor")
    for name in ("turns", "conversations"):
        client.page(f"/{name}.csv?from=2026-11-20&to=2026-11-23")
    client.page("/days.csv")
    entries = [entry for entry in audit.entries(engine) if entry.what == "exported"]
    assert [(entry.who, entry.about) for entry in entries] == [
        ("editor", "conversations"),
        ("editor", "turns"),
    ]
    assert json.loads(entries[1].details) == {"days": "from=2026-11-20&to=2026-11-23", "rows": 2}


def test_a_file_of_call_backs_says_how_each_ended_and_not_who_asked(sign_in, log, engine):
    log.talk("a", (0, "answer"), start=EARLIER, callback=1)
    client = sign_in("editor")
    client.send("/callbacks/RA/state", state="done", outcome="not_reached")
    (row,) = rows(client, "/callbacks.csv")
    assert (row["reference"], row["state"], row["outcome"]) == ("RA", "completed", "not reached")
    assert "example.org" not in str(row)
    assert rows(client, "/callbacks.csv?from=2026-11-01&to=2026-11-02") == []
    assert audit.entries(engine, what="exported")[0].about == "call-backs"


def test_days_that_cannot_be_are_no_file(sign_in):
    assert sign_in("editor").http.get("/turns.csv?from=soon").status_code == 422
