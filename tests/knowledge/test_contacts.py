"""Whom to ask: nothing is made up that no page states."""

from __future__ import annotations

from bot.knowledge.contacts import parse_contacts
from tests.knowledge.conftest import entry, refusal

CONTACTS = """
membership_department: {name: Members, phone: '1', hours: null}
emergency: {number: '911', crisis_line: '988'}
"""


def test_hours_that_no_page_states_are_none():
    assert parse_contacts(entry(CONTACTS)).hours is None
    stated = CONTACTS.replace("null", "9 to 5")
    assert parse_contacts(entry(stated)).hours == "9 to 5"


def test_a_contact_that_is_missing_is_refused():
    text = CONTACTS.replace("phone: '1', ", "")
    assert refusal(parse_contacts, entry(text)) == ("membership_department.phone", "missing")
