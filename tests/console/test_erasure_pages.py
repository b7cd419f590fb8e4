"""A person is erased from the console: found, shown, confirmed, with a receipt."""

from __future__ import annotations

import pytest

from bot.records.staff import audit
from tests.console.conftest import EARLIER


@pytest.fixture
def visitor(log):
    log.talk("visit", (0, "answer", {"text": "my words"}), start=EARLIER, callback=1)


def test_what_is_kept_is_shown_then_erased_after_a_tick(visitor, sign_in, engine):
    client = sign_in()
    page = client.send("/erase/find", 200, person="A@example.org").text
    assert "/callbacks/RVISIT" in page
    assert "/conversations/visit" in page
    assert "Tick the box" in client.send("/erase", 422, person="RVISIT").text
    page = client.send("/erase", 200, person="RVISIT", sure="1").text
    assert "Receipt" in page
    assert "<li>1 call-backs</li>" in page
    assert "by admin; call-back RVISIT" in page
    client.page("/callbacks/RVISIT", 404)
    client.page("/conversations/visit", 404)
    assert audit.entries(engine)[0].what == "person erased"


def test_an_address_that_was_searched_is_in_no_address_and_not_in_the_audit(
    visitor, sign_in, engine
):
    client = sign_in()
    response = client.send("/erase/find", 200, person="a@example.org")
    assert str(response.url).endswith("/erase/find")
    assert not [entry for entry in audit.entries(engine) if "example" in entry.about]


def test_who_is_not_there_is_said(sign_in):
    client = sign_in()
    assert "Nothing is kept under this." in client.send("/erase/find", 200, person="NOSUCH").text
    assert "Receipt" not in client.send("/erase", 422, person="NOSUCH", sure="1").text
