"""An entry says who did it and when, as the request says."""

from __future__ import annotations

from bot.console import audit_entry
from bot.records.staff import audit
from testkit.clock import NOON
from tests.console.test_request import request


def test_an_entry_has_the_user_and_the_time_of_the_request(engine):
    with engine.begin() as connection:
        audit_entry.record(connection, request(), "call-back noted", "RA", {"days": 3})
        audit_entry.record(connection, request(), "suggestion put aside")
    later, first = audit.entries(engine)[:2]
    assert (first.who, first.at, first.what) == ("editor", NOON, "call-back noted")
    assert (first.about, first.details) == ("RA", '{"days": 3}')
    assert (later.about, later.details) == ("", "{}")
