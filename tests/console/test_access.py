"""Who may pass: sign-in, idle time, throttle, forms, and every role at every route."""

from __future__ import annotations

import re

import pytest

from bot.console.access import COOKIE
from bot.records.staff.role import Role
from testkit.console import PASSWORD, TOKEN, StaffClient

PARTS = {
    "id": "nothing",
    "reference": "NOTHING",
    "topic": "membership",
    "name": "nothing",
}
OWN_ACCOUNT = ("/account/password", "/account/second-factor", "/account/second-factor/off")


def address(path):
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda m: "1" if m[2] == ":row" else PARTS[m[1]], path)


def test_every_role_may_use_the_routes_that_are_for_it_and_no_others(app, sign_in):
    clients = {role: sign_in(role.value) for role in Role}
    tokens = {role: client.token() for role, client in clients.items()}
    walked = 0
    for route in app.state.staff_routes:
        if route.path == "/sign-out":
            continue
        for role, client in clients.items():
            fields = {"data": {"token": tokens[role]}} if route.method == "POST" else {}
            response = client.http.request(route.method, address(route.path), **fields)
            refused = response.status_code == 403
            assert refused is not role.may(route.minimum_role), (route.method, route.path, role)
            walked += 1
    assert walked == len(Role) * (len(app.state.staff_routes) - 1)


def test_nobody_passes_without_signing_in(app, staff):
    client = StaffClient(app)
    for route in app.state.staff_routes:
        response = client.http.request(route.method, address(route.path))
        assert response.status_code == 303, route.path
        assert response.headers["Location"].startswith("/sign-in")


def test_every_route_is_in_the_table_or_open_on_purpose(app):
    tabled = {route.path for route in app.state.staff_routes}
    others = {route.path for route in app.routes} - tabled
    styles = {f"/static/widget/{name}.css" for name in ("launcher", "panel")}
    assert others == {"/healthz", "/sign-in", "/sign-in/link", "/static", *styles}


def test_everything_that_changes_something_of_others_needs_more_than_a_viewer(app):
    open_to_viewers = {
        route.path
        for route in app.state.staff_routes
        if route.method == "POST" and route.minimum_role is Role.VIEWER
    }
    # A caller's words are sent as a form so that no address holds them.
    calls = {"/assist", "/assist/decision"}
    assert open_to_viewers == {"/sign-out", *calls, *OWN_ACCOUNT}


@pytest.mark.parametrize("token", ["", "wrong", "InN0YWZmIg.aaaa.bbbb"])
def test_a_form_without_its_token_is_refused(sign_in, token):
    response = sign_in("editor").http.post("/callbacks/X/note", data={"token": token, "text": "a"})
    assert response.status_code == 403


def test_a_form_of_another_session_is_refused(sign_in):
    token = sign_in("admin").token()
    response = sign_in("editor").http.post("/callbacks/X/note", data={"token": token, "text": "a"})
    assert response.status_code == 403


def test_a_form_that_lay_open_too_long_is_refused(sign_in, monkeypatch):
    client = sign_in("editor")
    token = client.token()
    import bot.console.form_tokens as form_tokens

    monkeypatch.setattr(form_tokens, "_TOKEN_SECONDS", -1)
    assert client.http.post("/callbacks/X/note", data={"token": token}).status_code == 403


def test_a_wrong_password_is_told_apart_from_nothing(app, staff):
    client = StaffClient(app)
    nobody = client.sign_in("nobody")
    wrong = client.sign_in("admin", "not the password")
    assert (nobody.status_code, wrong.status_code) == (403, 403)
    pages = [TOKEN.sub("", response.text) for response in (nobody, wrong)]
    assert pages[0] == pages[1]


def test_sign_in_closes_for_a_name_after_five_failures_and_opens_again(app, staff, clock):
    client = StaffClient(app)
    for _ in range(5):
        assert client.sign_in("admin", "not the password").status_code == 403
    assert client.sign_in("admin").status_code == 429
    assert client.sign_in("viewer").status_code == 303
    clock.forward(minutes=16)
    assert StaffClient(app).sign_in("admin").status_code == 303


def test_a_session_ends_when_it_was_idle_too_long(sign_in, clock):
    client = sign_in()
    clock.forward(minutes=29)
    client.page("/")
    clock.forward(minutes=29)
    client.page("/")
    clock.forward(minutes=31)
    assert client.http.get("/").status_code == 303


def test_a_session_ends_after_half_a_day_in_any_case(sign_in, clock):
    client = sign_in()
    for _ in range(12 * 3 - 1):
        clock.forward(minutes=20)
        client.page("/people")
    clock.forward(minutes=25)
    assert client.http.get("/people").status_code == 303


def test_signing_out_ends_the_session_on_the_server(sign_in, app):
    client = sign_in()
    cookie = client.http.cookies[COOKIE]
    client.send("/sign-out")
    again = StaffClient(app)
    again.http.cookies.set(COOKIE, cookie)
    assert again.http.get("/").status_code == 303


def test_a_person_who_is_disabled_is_out_at_once(sign_in, staff):
    client = sign_in("editor")
    staff.accounts.disable("editor", "tests")
    assert client.http.get("/").status_code == 303


def test_a_changed_role_holds_at_once(sign_in, staff):
    client = sign_in("editor")
    staff.accounts.change_role("editor", Role.VIEWER, "tests")
    assert client.http.get("/callbacks").status_code == 403


def test_the_cookie_is_kept_from_scripts_and_other_sites(app, staff):
    cookie = StaffClient(app).sign_in("admin").headers["Set-Cookie"].lower()
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
    assert StaffClient(app).sign_in("admin", next=target).headers["Location"] == "/"


def test_after_signing_in_one_is_where_one_wanted_to_be(app, staff):
    client = StaffClient(app)
    target = client.http.get("/callbacks?view=done").headers["Location"]
    assert target == "/sign-in?next=/callbacks%3Fview%3Ddone"
    assert client.sign_in("admin", next="/callbacks?view=done").headers["Location"] == (
        "/callbacks?view=done"
    )


def test_every_response_is_guarded(sign_in):
    client = sign_in()
    for path in ("/", "/sign-in", "/nothing", "/static/console.css"):
        headers = client.http.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"


def test_pages_are_not_kept_by_browsers_or_proxies(sign_in):
    assert sign_in().http.get("/").headers["Cache-Control"] == "no-store"


def test_the_first_visit_says_how_to_add_somebody(app):
    assert "assistant users add" in StaffClient(app).page("/sign-in")


def test_a_password_is_kept_as_a_hash_only(staff, engine):
    with engine.connect() as connection:
        hashes = connection.exec_driver_sql("SELECT password FROM staff").scalars().all()
    assert all(value.startswith("$argon2id$") and PASSWORD not in value for value in hashes)


def test_a_body_that_no_form_sends_is_refused(sign_in):
    client = sign_in("editor")

    def endless():
        yield b"text=" + b"x" * 100_000

    assert client.http.post("/callbacks/X/note", content=endless()).status_code == 411
    response = client.http.post("/callbacks/X/note", data={"text": "x" * 100_000})
    assert response.status_code == 413


def test_after_a_form_the_sign_in_leads_back_to_the_page_it_stood_on(app, staff):
    client = StaffClient(app)
    for fields, target in (
        ({"back": "/unanswered/00ff?x=1"}, "/sign-in?next=/unanswered/00ff%3Fx%3D1"),
        ({"back": "//elsewhere.example"}, "/sign-in"),
        ({}, "/sign-in"),
    ):
        response = client.http.post("/unanswered/00ff/name", data=fields)
        assert response.headers["Location"] == target
    response = client.http.post("/assist", data={"q": "person@example.org"})
    assert response.headers["Location"] == "/sign-in?next=/assist"
