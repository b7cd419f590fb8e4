"""Notifies staff of new call-backs by e-mail or a signed webhook, where the settings name one.

A notice names no person and no question: only that a call-back is open, and its address.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

import aiosmtplib
import httpx
import structlog
from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from bot.console import office_time
from bot.records.conversations import callbacks
from bot.records.conversations.callbacks import Callback
from bot.settings import Settings

log = structlog.get_logger("console")

_WITHIN = timedelta(days=1)
_SECONDS = 10
_TLS_PORT = 465


class Notices:
    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        now: Callable[[], datetime],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._now = now
        self._transport = transport

    @property
    def are_on(self) -> bool:
        mails = bool(self._settings.notify_email and self._settings.smtp_host)
        return mails or bool(self._settings.webhook_url and self._settings.webhook_secret)

    async def send(self) -> int:
        """Send a notice for each new call-back; return how many. One that fails is tried again."""
        if not self.are_on:
            return 0
        sent = 0
        for callback in await run_in_threadpool(self._new):
            try:
                await self._mail(callback)
                await self._call_webhook(callback)
                sent += 1
            except (aiosmtplib.SMTPException, httpx.HTTPError, OSError) as error:
                log.warning("notice", reference=callback.reference, error=type(error).__name__)
                await run_in_threadpool(self._release, callback)
        return sent

    async def _mail(self, callback: Callback) -> None:
        settings = self._settings
        if not (settings.notify_email and settings.smtp_host):
            return
        await aiosmtplib.send(
            mail(callback, settings),
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user or None,
            password=settings.smtp_password or None,
            # This port speaks TLS at once; the others begin it when the server offers it.
            use_tls=settings.smtp_port == _TLS_PORT,
            timeout=_SECONDS,
        )

    async def _call_webhook(self, callback: Callback) -> None:
        settings = self._settings
        if not (settings.webhook_url and settings.webhook_secret):
            return
        body = payload(callback, settings)
        at = f"{self._now().isoformat(timespec='seconds')}Z"
        headers = {
            "Content-Type": "application/json",
            "X-Assistant-Timestamp": at,
            "X-Assistant-Signature": signature(settings.webhook_secret, at, body),
        }
        async with httpx.AsyncClient(timeout=_SECONDS, transport=self._transport) as client:
            response = await client.post(settings.webhook_url, content=body, headers=headers)
            response.raise_for_status()

    def _new(self) -> list[Callback]:
        with self._engine.begin() as connection:
            return callbacks.claim_unnotified(connection, self._now(), _WITHIN)

    def _release(self, callback: Callback) -> None:
        """Leave a call-back for the next try."""
        with self._engine.begin() as connection:
            callbacks.release(connection, callback.reference)


def signature(secret: str, at: str, body: bytes) -> str:
    """Sign time and body together, so that an old notice cannot be sent again as a new one."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"sha256={digest.hexdigest()}"


def payload(callback: Callback, settings: Settings) -> bytes:
    """Return the body of a webhook call."""
    values = {
        "event": "callback.new",
        "reference": callback.reference,
        "topic": callback.topic,
        "created_at": f"{callback.created_at.isoformat(timespec='seconds')}Z",
        "url": f"{settings.console}/callbacks/{callback.reference}",
    }
    return json.dumps(values).encode()


def mail(callback: Callback, settings: Settings) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.smtp_from
    message["To"] = settings.notify_email
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(
        domain=message["From"].rpartition("@")[2].strip("> ") or None
    )
    # No out-of-office reply is wanted.
    message["Auto-Submitted"] = "auto-generated"
    message["Subject"] = f"New request for a call-back ({callback.reference})"
    at = office_time.local(callback.created_at, settings.zone())
    message.set_content(
        f"A visitor requested a call-back on {at:%Y-%m-%d at %H:%M} ({at:%Z}).\n"
        f"{settings.console}/callbacks/{callback.reference}\n"
    )
    return message
