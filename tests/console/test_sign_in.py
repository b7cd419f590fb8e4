"""The sign-in page, and what is set and cleared on the way in and out."""

from __future__ import annotations

import asyncio
import re
import threading
from datetime import timezone

import httpx
import pyotp
import pytest
from starlette.testclient import TestClient

from bot.console.access import COOKIE
from bot.console.sign_in import FORM_COOKIE
from bot.records.staff import authenticator
from testkit.console import PASSWORD, TOKEN, StaffClient

SLOW = "a password that takes long"


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


def test_a_cookie_from_before_signing_out_opens_nothing(sign_in):
    client = sign_in("viewer")
    cookie = client.http.cookies[COOKIE]
    client.send("/sign-out")
    client.http.cookies.set(COOKIE, cookie)
    assert client.http.get("/account").headers["location"].startswith("/sign-in")


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


@pytest.fixture
def slow(monkeypatch):
    """Let slow passwords take until `end` is set; return whose passwords were looked at so far, and `end`."""
    end, names = threading.Event(), []

    def check(_, name, password, *__):
        names.append(name)
        if password == SLOW:
            assert end.wait(60)
        return "session" if password == PASSWORD else None

    monkeypatch.setattr("bot.records.staff.sessions.Sessions.sign_in", check)
    yield names, end
    end.set()


def browser(app, address, cookies=None):
    transport = httpx.ASGITransport(app, client=(address, 1))
    return httpx.AsyncClient(transport=transport, base_url="http://testserver", cookies=cookies)


async def status_of(http, password):
    token = TOKEN.search((await http.get("/sign-in")).text)[1]
    form = {"token": token, "name": "admin", "password": password}
    return (await http.post("/sign-in", data=form)).status_code


async def begin(count, http, names):
    """Begin so many slow tries; return them once the first is looked at and all others wait or were refused."""
    tries = [asyncio.create_task(status_of(http, SLOW)) for _ in range(count)]
    await until(lambda: names and refused(tries) == count - 8)
    return tries


def refused(tries):
    return sum(each.done() for each in tries)


async def until(is_so):
    for _ in range(3000):
        if is_so():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("that did not come to pass")


def test_of_one_address_few_tries_wait_and_others_are_not_refused(app, staff, slow):
    names, end = slow

    async def visit():
        async with browser(app, "192.0.2.1") as many, browser(app, "192.0.2.2") as other:
            tries = await begin(30, many, names)
            waiting = asyncio.create_task(status_of(other, PASSWORD))
            end.set()
            return [await each for each in tries], await waiting

    statuses, other = asyncio.run(visit())
    assert sorted(statuses) == [403] * 8 + [503] * 22
    assert other == 303


def test_where_somebody_was_signed_in_before_they_wait_for_no_try_of_others(app, staff, slow):
    names, end = slow
    cookies = dict(StaffClient(app, "admin").http.cookies)
    names.clear()

    async def visit():
        async with browser(app, "192.0.2.1") as many, browser(app, "192.0.2.1", cookies) as known:
            tries = await begin(8, many, names)
            status = await status_of(known, PASSWORD)
            end.set()
            return status, [await each for each in tries]

    assert asyncio.run(visit()) == (303, [403] * 8)


def test_two_passwords_are_checked_at_once_and_no_more(app, staff, slow):
    names, end = slow
    cookies = dict(StaffClient(app, "admin").http.cookies)
    names.clear()

    async def visit():
        browsers = [browser(app, f"192.0.2.{number}") for number in range(4)]
        browsers += [browser(app, "192.0.2.9", cookies) for _ in range(4)]
        tries = [asyncio.create_task(status_of(each, SLOW)) for each in browsers]
        await until(lambda: len(names) > 1)
        await asyncio.sleep(0.2)
        checked = len(names)
        end.set()
        return checked, [await each for each in tries]

    assert asyncio.run(visit()) == (2, [403] * 8)


def test_of_many_addresses_only_so_many_wait(app, staff, slow):
    _, end = slow

    async def visit():
        browsers = [browser(app, f"192.0.2.{number}") for number in range(30)]
        tries = [asyncio.create_task(status_of(each, SLOW)) for each in browsers]
        await until(lambda: refused(tries) == 8)
        end.set()
        return sorted([await each for each in tries])

    assert asyncio.run(visit()) == [403] * 22 + [503] * 8
