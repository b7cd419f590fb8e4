"""The sign-in page, and what is set and cleared on the way in and out."""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timezone

import pyotp
from starlette.testclient import TestClient

from bot.console.access import COOKIE
from bot.console.sign_in import FORM_COOKIE
from bot.records.staff import authenticator
from testkit.console import PASSWORD, TOKEN, StaffClient


def test_the_page_says_what_was_wrong_and_keeps_where_one_wanted_to_go(app, staff):
    response = StaffClient(app).sign_in("admin", "not the password", next="/callbacks")
    assert response.status_code == 403
    assert "The name, the password or the code is not correct." in response.text
    assert 'name="next" value="/callbacks"' in response.text


def test_a_password_is_never_in_the_page(app, staff):
    assert "not the password" not in StaffClient(app).sign_in("admin", "not the password").text


def test_too_many_attempts_say_how_long_to_wait(app, staff):
    client = StaffClient(app)
    for _ in range(5):
        client.sign_in("admin", "not the password")
    response = client.sign_in("admin")
    assert (response.status_code, response.headers["Retry-After"]) == (429, "900")
    assert "Please wait 15 minutes." in response.text


def test_with_an_app_its_code_is_asked_for_on_the_same_page(app, staff, clock):
    secret = authenticator.new_secret()
    totp = pyotp.TOTP(secret)
    staff.second_factors.turn_on("admin", secret, totp.at(clock.now.replace(tzinfo=timezone.utc)))
    clock.forward(minutes=1)
    code = totp.at(clock.now.replace(tzinfo=timezone.utc))
    client = StaffClient(app)
    assert client.sign_in("admin").status_code == 403
    assert client.sign_in("admin", code=code).status_code == 303


def test_the_form_needs_the_cookie_that_came_with_it(app, staff):
    page = TestClient(app).get("/sign-in").text
    fields = {"token": TOKEN.search(page)[1], "name": "admin", "password": PASSWORD}
    response = TestClient(app, follow_redirects=False).post("/sign-in", data=fields)
    assert response.status_code == 403


def test_after_signing_in_only_the_session_is_left(app, staff):
    client = StaffClient(app, "admin")
    assert COOKIE in client.http.cookies
    assert FORM_COOKIE not in client.http.cookies


def test_over_https_the_cookie_is_sent_over_https_only(app, staff):
    http = TestClient(app, base_url="https://testserver", follow_redirects=False)
    token = TOKEN.search(http.get("/sign-in").text)[1]
    fields = {"token": token, "name": "admin", "password": PASSWORD}
    cookies = http.post("/sign-in", data=fields).headers["Set-Cookie"]
    assert re.search(r"staff=\S+; .*secure", cookies, re.IGNORECASE)


def test_signing_out_clears_the_cookie_and_leads_to_the_sign_in_page(sign_in):
    client = sign_in("viewer")
    response = client.send("/sign-out")
    assert response.headers["Location"] == "/sign-in"
    assert COOKIE not in client.http.cookies


def test_a_page_after_the_session_expired_leads_to_signing_in_and_back(sign_in, clock):
    client = sign_in("viewer")
    clock.forward(minutes=31)
    response = client.http.get("/conversations?words=a b")
    assert response.headers["Location"] == "/sign-in?next=/conversations%3Fwords%3Da%2520b"
    assert client.http.post("/sign-out").headers["Location"] == "/sign-in"


def test_others_tries_do_not_shut_out_who_was_signed_in_here_before(app, staff):
    client = StaffClient(app, "admin")
    for _ in range(5):
        StaffClient(app).sign_in("admin", "not the password")
    assert StaffClient(app).sign_in("admin").status_code == 429
    client.send("/sign-out")
    assert client.sign_in("admin").status_code == 303


def test_the_mark_of_a_browser_is_of_one_name_alone(app, staff):
    client = StaffClient(app, "viewer")
    for _ in range(5):
        StaffClient(app).sign_in("admin", "not the password")
    client.send("/sign-out")
    assert client.sign_in("admin").status_code == 429


def test_two_passwords_are_checked_at_once_and_no_more(app, staff, monkeypatch):
    running, most, lock = 0, 0, threading.Lock()

    def check(*_):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.05)
        with lock:
            running -= 1
        return "wrong"

    monkeypatch.setattr("bot.records.staff.sessions.Sessions.sign_in", lambda *_: check() and None)
    with TestClient(app) as http, ThreadPoolExecutor(8) as threads:
        token = TOKEN.search(http.get("/sign-in").text)[1]
        fields = {"token": token, "name": "admin", "password": "not the password"}
        tries = [threads.submit(http.post, "/sign-in", data=fields) for _ in range(8)]
    assert {each.result().status_code for each in tries} == {403}
    assert most == 2
