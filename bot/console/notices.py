"""Tells staff of new call-backs, by e-mail or a signed webhook; off unless settings say where to.

What is sent names no person and no question: it says that somebody waits, and where to look.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import aiosmtplib
import httpx
import structlog
from sqlalchemy.engine import Connection, Engine
from starlette.concurrency import run_in_threadpool

from bot.records.conversations import callbacks
from bot.records.conversations.callbacks import Callback
from bot.settings import Settings

log = structlog.get_logger("console")

_WITHIN = timedelta(days=1)
_SECONDS = 10


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

    async def tell(self) -> int:
        """Tell of those that nobody was told of yet; return how many. One that fails is tried again."""
        if not self.are_on:
            return 0
        told = 0
        for one in await run_in_threadpool(self._taken):
            try:
                await self._mail(one)
                await self._call(one)
                told += 1
            except (aiosmtplib.SMTPException, httpx.HTTPError, OSError) as error:
                log.warning("notice", reference=one.reference, error=type(error).__name__)
                await run_in_threadpool(self._in_transaction, callbacks.release, one.reference)
        return told

    async def _mail(self, one: Callback) -> None:
        settings = self._settings
        if not (settings.notify_email and settings.smtp_host):
            return
        await aiosmtplib.send(
            mail(one, settings),
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user or None,
            password=settings.smtp_password or None,
            timeout=_SECONDS,
        )

    async def _call(self, one: Callback) -> None:
        settings = self._settings
        if not (settings.webhook_url and settings.webhook_secret):
            return
        body = json.dumps(
            {
                "event": "callback.new",
                "reference": one.reference,
                "topic": one.topic,
                "created_at": f"{one.created_at.isoformat(timespec='seconds')}Z",
                "url": f"{settings.console}/callbacks/{one.reference}",
            }
        ).encode()
        at = f"{self._now().isoformat(timespec='seconds')}Z"
        headers = {
            "Content-Type": "application/json",
            "X-Assistant-Timestamp": at,
            "X-Assistant-Signature": signature(settings.webhook_secret, at, body),
        }
        async with httpx.AsyncClient(timeout=_SECONDS, transport=self._transport) as client:
            response = await client.post(settings.webhook_url, content=body, headers=headers)
            response.raise_for_status()

    def _taken(self) -> list[Callback]:
        with self._engine.begin() as connection:
            return callbacks.claim_unnotified(connection, self._now(), _WITHIN)

    def _in_transaction(self, do: Callable[[Connection, str], None], reference: str) -> None:
        with self._engine.begin() as connection:
            do(connection, reference)


def signature(secret: str, at: str, body: bytes) -> str:
    """Sign time and body together, so that an old notice cannot be sent again as a new one."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"


def mail(one: Callback, settings: Settings) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.smtp_from or settings.notify_email
    message["To"] = settings.notify_email
    message["Subject"] = f"A call-back is waiting ({one.reference})"
    message.set_content(
        f"Somebody asked to be called back on {one.created_at:%Y-%m-%d at %H:%M} (UTC).\n"
        f"{settings.console}/callbacks/{one.reference}\n"
    )
    return message
