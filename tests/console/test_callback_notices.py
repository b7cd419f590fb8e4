"""Staff hear of a new call-back once, from one process, and no person is named on the way."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import aiosmtplib
import httpx
import pytest

from bot.console.callback_notices import Notices, mail, signature
from bot.records.conversations import callbacks
from testkit.clock import NOON as NOW

HOOK = {"webhook_url": "https://hooks.example/in", "webhook_secret": "shared"}
MAIL = {
    "notify_email": "desk@example.org",
    "smtp_host": "mail.example",
    "smtp_from": "Assistant <no-reply@example.org>",
}


class Hook:
    def __init__(self, status=200):
        self.status = status
        self.requests = []

    async def __call__(self, request):
        self.requests.append(request)
        return httpx.Response(self.status)


@pytest.fixture
def waiting(log):
    log.talk("a", (0, "answer"), start=NOW - timedelta(hours=1), callback=1)


@pytest.fixture
def notices(engine, settings, clock):
    def made(hook=None, **more):
        transport = httpx.MockTransport(hook) if hook else None
        return Notices(engine, replace(settings, **more), clock, transport)

    return made


def send(notices):
    return asyncio.run(notices.send())


def test_nobody_is_told_unless_it_was_set_up(notices, waiting, engine):
    assert not notices().are_on
    assert not notices(webhook_url="https://hooks.example/in").are_on
    assert send(notices()) == 0
    with engine.begin() as connection:
        assert len(callbacks.claim_unnotified(connection, NOW, timedelta(days=1))) == 1


def test_a_webhook_is_called_once_and_its_signature_fits(notices, waiting):
    hook = Hook()
    assert send(notices(hook, **HOOK)) == 1
    assert send(notices(hook, **HOOK)) == 0
    (request,) = hook.requests
    headers = request.headers
    expected = signature("shared", headers["X-Assistant-Timestamp"], request.content)
    assert headers["X-Assistant-Signature"] == expected
    assert signature("other", headers["X-Assistant-Timestamp"], request.content) != expected
    assert json.loads(request.content)["reference"] == "RA"


def test_no_person_and_no_question_is_in_a_notice(notices, waiting, settings, engine):
    hook = Hook()
    send(notices(hook, **HOOK))
    with engine.connect() as connection:
        callback = callbacks.find(connection, "RA")
    for text in (
        hook.requests[0].content.decode(),
        mail(callback, replace(settings, **MAIL)).as_string(),
    ):
        assert callback.email not in text
        assert callback.reference in text


def test_what_could_not_be_told_is_told_later(notices, waiting):
    assert send(notices(Hook(500), **HOOK)) == 0
    assert send(notices(Hook(), **HOOK)) == 1


def test_an_e_mail_goes_to_the_desk(notices, waiting, monkeypatch):
    sent = []

    async def deliver(message, **more):
        sent.append((message, more))

    monkeypatch.setattr(aiosmtplib, "send", deliver)
    assert send(notices(**MAIL)) == 1
    ((message, more),) = sent
    assert message["To"] == "desk@example.org"
    assert more["hostname"] == "mail.example"
    assert message["From"] == "Assistant <no-reply@example.org>"
    assert message["Message-ID"].endswith("@example.org>")
    assert message["Date"]
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(("port", "at_once"), [(465, True), (587, False), (25, False)])
def test_the_port_for_it_speaks_tls_at_once(notices, waiting, monkeypatch, port, at_once):
    sent = []

    async def deliver(message, **more):
        sent.append(more)

    monkeypatch.setattr(aiosmtplib, "send", deliver)
    send(notices(**MAIL, smtp_port=port))
    assert sent[0]["use_tls"] is at_once


def test_a_mail_server_that_fails_is_tried_again(notices, waiting, monkeypatch):
    async def refuse(message, **more):
        raise aiosmtplib.SMTPConnectError("closed")

    monkeypatch.setattr(aiosmtplib, "send", refuse)
    assert send(notices(**MAIL)) == 0
    with_hook = Hook()
    assert send(notices(with_hook, **HOOK)) == 1


def test_old_ones_are_not_told_when_notices_are_turned_on(notices, log):
    log.talk("a", (0, "answer"), start=NOW - timedelta(days=3), callback=1)
    assert send(notices(Hook(), **HOOK)) == 0
