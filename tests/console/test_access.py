"""Who may pass: sign-in, idle time, throttle, forms, and every role at every door."""

from __future__ import annotations

import re

import pytest

from bot.console.access import COOKIE
from bot.records.staff.accounts import Role
from testkit.console import PASSWORD, TOKEN, Desk

PARTS = {
    "id": "nothing",
    "reference": "NOTHING",
    "topic": "membership",
    "name": "nothing",
}


def address(path):
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda m: "1" if m[2] == ":int" else PARTS[m[1]], path)


def test_every_role_passes_the_doors_that_are_for_it_and_no_others(app, desk):
    desks = {role: desk(role.value) for role in Role}
    tokens = {role: one.token() for role, one in desks.items()}
    walked = 0
    for door in app.state.doors:
        if door.path == "/sign-out":
            continue
        for role, one in desks.items():
            fields = {"data": {"token": tokens[role]}} if door.method == "POST" else {}
            response = one.http.request(door.method, address(door.path), **fields)
            refused = response.status_code == 403
            assert refused is not role.may(door.least), (door.method, door.path, role)
            walked += 1
    assert walked == 3 * (len(app.state.doors) - 1)


def test_nobody_passes_without_signing_in(app, staff):
    desk = Desk(app)
    for door in app.state.doors:
        response = desk.http.request(door.method, address(door.path))
        assert response.status_code == 303, door.path
        assert response.headers["Location"].startswith("/sign-in")


def test_every_route_is_in_the_table_or_open_on_purpose(app):
    tabled = {door.path for door in app.state.doors}
    others = {route.path for route in app.routes} - tabled
    assert others == {"/healthz", "/sign-in", "/static"}


def test_everything_that_changes_something_needs_more_than_a_viewer(app):
    posts = [door for door in app.state.doors if door.method == "POST"]
    assert all(door.least is not Role.VIEWER for door in posts if door.path != "/sign-out")


@pytest.mark.parametrize("token", ["", "wrong", "InN0YWZmIg.aaaa.bbbb"])
def test_a_form_without_its_token_is_refused(desk, token):
    response = desk("editor").http.post("/callbacks/X/note", data={"token": token, "text": "a"})
    assert response.status_code == 403


def test_a_form_of_another_session_is_refused(desk):
    token = desk("admin").token()
    response = desk("editor").http.post("/callbacks/X/note", data={"token": token, "text": "a"})
    assert response.status_code == 403


def test_a_form_that_lay_open_too_long_is_refused(desk, monkeypatch):
    one = desk("editor")
    token = one.token()
    import bot.console.access as access

    monkeypatch.setattr(access, "_TOKEN_SECONDS", -1)
    assert one.http.post("/callbacks/X/note", data={"token": token}).status_code == 403


def test_a_wrong_password_is_told_apart_from_nothing(app, staff):
    desk = Desk(app)
    nobody = desk.sign_in("nobody")
    wrong = desk.sign_in("admin", "not the password")
    assert (nobody.status_code, wrong.status_code) == (403, 403)
    shown = [TOKEN.sub("", response.text) for response in (nobody, wrong)]
    assert shown[0] == shown[1]


def test_sign_in_closes_for_a_name_after_five_failures_and_opens_again(app, staff, clock):
    desk = Desk(app)
    for _ in range(5):
        assert desk.sign_in("admin", "not the password").status_code == 403
    assert desk.sign_in("admin").status_code == 429
    assert desk.sign_in("viewer").status_code == 303
    clock.forward(minutes=16)
    assert Desk(app).sign_in("admin").status_code == 303


def test_a_session_ends_when_it_was_idle_too_long(desk, clock):
    one = desk()
    clock.forward(minutes=29)
    one.page("/")
    clock.forward(minutes=29)
    one.page("/")
    clock.forward(minutes=31)
    assert one.http.get("/").status_code == 303


def test_a_session_ends_after_half_a_day_in_any_case(desk, clock):
    one = desk()
    for _ in range(12 * 3 - 1):
        clock.forward(minutes=20)
        one.page("/people")
    clock.forward(minutes=25)
    assert one.http.get("/people").status_code == 303


def test_signing_out_ends_the_session_on_the_server(desk, app):
    one = desk()
    kept = one.http.cookies[COOKIE]
    one.send("/sign-out")
    again = Desk(app)
    again.http.cookies.set(COOKIE, kept)
    assert again.http.get("/").status_code == 303


def test_a_person_who_is_disabled_is_out_at_once(desk, staff):
    one = desk("editor")
    staff.disable("editor", "tests")
    assert one.http.get("/").status_code == 303


def test_a_changed_role_holds_at_once(desk, staff):
    one = desk("editor")
    staff.change_role("editor", Role.VIEWER, "tests")
    assert one.http.get("/callbacks").status_code == 403


def test_the_cookie_is_kept_from_scripts_and_other_sites(app, staff):
    cookie = Desk(app).sign_in("admin").headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        " //evil.example",
    ],
)
def test_after_signing_in_nobody_is_sent_to_another_site(app, staff, target):
    assert Desk(app).sign_in("admin", next=target).headers["Location"] == "/"


def test_after_signing_in_one_is_where_one_wanted_to_be(app, staff):
    desk = Desk(app)
    asked = desk.http.get("/callbacks?view=done").headers["Location"]
    assert asked == "/sign-in?next=/callbacks%3Fview%3Ddone"
    assert desk.sign_in("admin", next="/callbacks?view=done").headers["Location"] == (
        "/callbacks?view=done"
    )


def test_every_response_is_guarded(desk):
    one = desk()
    for path in ("/", "/sign-in", "/nothing", "/static/console.css"):
        headers = one.http.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"


def test_pages_are_not_kept_by_browsers_or_proxies(desk):
    assert desk().http.get("/").headers["Cache-Control"] == "no-store"


def test_the_first_visit_says_how_to_add_somebody(app):
    assert "assistant users add" in Desk(app).page("/sign-in")


def test_a_password_is_kept_as_a_hash_only(staff, engine):
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT password FROM staff").scalars().all()
    assert all(one.startswith("$argon2id$") and PASSWORD not in one for one in kept)


def test_a_body_that_no_form_sends_is_refused(desk):
    one = desk("editor")

    def endless():
        yield b"text=" + b"x" * 100_000

    assert one.http.post("/callbacks/X/note", content=endless()).status_code == 411
    response = one.http.post("/callbacks/X/note", data={"text": "x" * 100_000})
    assert response.status_code == 413
