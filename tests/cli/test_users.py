"""Who may sign in to the console, from the command line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records.clock import utc_now
from bot.records.staff import audit, password_links
from bot.records.staff.staff import Staff
from testkit import command
from testkit.console import STAFF_KEY
from tests.cli.conftest import PASSWORD


def test_a_person_is_added_listed_changed_and_shut_out(run):
    assert "may sign in as editor" in run(
        "users", "add", "maria", "--role", "editor", text=PASSWORD
    )
    assert "already somebody" in run("users", "add", "maria", text=PASSWORD)
    assert "editor" in run("users", "list")
    assert "admin now" in run("users", "role", "maria", "admin")
    assert "only administrator" in run("users", "disable", "maria")
    run("users", "add", "ada", "--role", "admin", text=PASSWORD)
    run("users", "disable", "maria")
    assert "disabled" in run("users", "list")
    assert "may sign in again" in run("users", "enable", "Maria")
    assert "disabled" not in run("users", "list")
    assert run("users", "role", "nobody", "admin") == "there is nobody called nobody"
    assert "whole" in run("audit", "verify")


@pytest.mark.parametrize(
    ("name", "password"), [("maria", "short"), ("a b", PASSWORD), ("", PASSWORD)]
)
def test_a_weak_password_or_an_odd_name_is_refused(run, name, password):
    reply = run("users", "add", name, text=password)
    assert "needs 12 letters" in reply or "cannot be a name" in reply
    assert run("users", "list") == ""


def test_a_password_that_was_made_up_is_shown_once(run):
    assert "shown this once" in run("users", "add", "maria", "--generate")


def test_a_forgotten_password_is_set_or_chosen_by_a_link(run):
    run("users", "add", "maria", text=PASSWORD)
    assert "has a new password" in run("users", "password", "maria", text=f"{PASSWORD} too")
    assert "shown this once" in run("users", "password", "maria", "--generate")
    assert "/sign-in/link?key=" in run("users", "password", "maria", "--link")
    assert "may try again" in run("users", "unlock", "maria")
    assert "password alone" in run("users", "second-factor-off", "maria")
    for verb in ("password", "unlock", "second-factor-off", "enable"):
        assert run("users", verb, "nobody", text=PASSWORD) == "there is nobody called nobody"


def test_somebody_who_is_added_signs_in_with_that_password_and_sees_only(run, engine):
    run("users", "add", "maria", text=f"{PASSWORD}\n")
    staff = Staff(engine, timedelta(minutes=30), utc_now, STAFF_KEY)
    token = staff.sessions.sign_in("maria", PASSWORD, "127.0.0.1")
    assert staff.sessions.of(token).role.value == "viewer"


def test_a_made_up_password_is_the_one_that_signs_in(run, engine):
    password = run("users", "add", "maria", "--generate").rstrip("\n").rpartition(" ")[2]
    staff = Staff(engine, timedelta(minutes=30), utc_now, STAFF_KEY)
    assert staff.sessions.sign_in("maria", password, "127.0.0.1")


def test_a_link_is_the_person_s_and_leads_to_the_console(run, engine, monkeypatch):
    monkeypatch.setenv("ASSISTANT_CONSOLE_URL", "https://console.example.org")
    run("users", "add", "maria", text=PASSWORD)
    address, _, token = run("users", "password", "maria", "--link").strip().partition("?key=")
    assert address == "https://console.example.org/sign-in/link"
    with engine.connect() as connection:
        assert password_links.name_of(connection, token, utc_now()) == "maria"


def test_what_is_done_to_an_account_stands_in_the_audit(run, engine):
    run("users", "add", "maria", "--role", "editor", text=PASSWORD)
    run("users", "role", "maria", "publisher")
    entries = [(entry.who, entry.about) for entry in audit.entries(engine)]
    assert {who for who, _ in entries} == {audit.COMMAND_LINE}
    assert all("maria" in about for _, about in entries)


def test_a_role_that_there_is_not_is_refused_with_those_that_there_are(run):
    result = command.run("users", "add", "maria", "--role", "owner", text=PASSWORD)
    assert result.returncode == 2
    assert "publisher" in result.stderr


def test_where_nobody_may_sign_in_nobody_is_listed(run):
    assert run("users", "list") == ""
