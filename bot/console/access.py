"""Who may pass: sign-in, the session's cookie, a token in every form, and one table of roles."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console.request import StaffRequest
from bot.records.staff.accounts import Person, Role, Staff, TooManyFailures
from bot.web.client_address import client_address

COOKIE = "staff"
FORM_COOKIE = "staff_form"
TOKEN = "token"  # noqa: S105 - the name of a field
_TOKEN_SECONDS = 8 * 3600
_MOST_FIELDS = 100
_LONGEST_BODY = 64 * 1024
_STALE_FORM = (
    "This form was opened too long ago, or elsewhere. Go back, reload the page, try again."
)

Handler = Callable[[StaffRequest], Response]


@dataclass(frozen=True)
class StaffRoute:
    """A route and the least role that may pass: the list of these is the table of roles."""

    method: str
    path: str
    least: Role
    room: Handler


class Access:
    def __init__(self, staff: Staff, key: str, now: Callable[[], datetime]) -> None:
        self._staff = staff
        self._now = now
        self._tokens = URLSafeTimedSerializer(key, salt="form")

    def token_of(self, session: str) -> str:
        """Mint what the forms of a session carry; good in that session only, and for some hours."""
        return str(self._tokens.dumps(_short(session)))

    def routes(self, doors: Sequence[StaffRoute]) -> list[Route]:
        return [Route(door.path, self._guarded(door), methods=[door.method]) for door in doors]

    def _guarded(self, door: StaffRoute) -> Callable[[Request], Awaitable[Response]]:
        async def pass_through(request: Request) -> Response:
            session = request.cookies.get(COOKIE, "")
            me = await run_in_threadpool(self._staff.of, session) if session else None
            if me is None:
                return _to_sign_in(request)
            if not me.role.may(door.least):
                raise HTTPException(403, f"This page is for the role {door.least.value}.")
            request.state.session = session
            form = await read_form(request) if door.method == "POST" else {}
            if door.method == "POST":
                self.check_token(session, form.get(TOKEN, ""))
            return await run_in_threadpool(door.room, StaffRequest(request, me, form, self._now()))

        return pass_through

    def check_token(self, session: str, token: str) -> None:
        """Raise 403 for a token that is missing, forged, expired or of another session."""
        try:
            of = self._tokens.loads(token, max_age=_TOKEN_SECONDS)
        except BadSignature:
            of = None
        if not session or of != _short(session):
            raise HTTPException(403, _STALE_FORM)

    def sign_in(self, request: Request, name: str, password: str) -> str | None:
        """Return the new session; None for a wrong pair. Raises 429 after too many of these."""
        try:
            return self._staff.sign_in(name, password, client_address(request))
        except TooManyFailures:
            raise HTTPException(
                429, "Too many tries. Please wait a quarter of an hour.", {"Retry-After": "900"}
            ) from None

    def sign_out(self, visit: StaffRequest) -> Response:
        self._staff.sign_out(visit.request.state.session, visit.me.name)
        response = RedirectResponse("/sign-in", 303)
        response.delete_cookie(COOKIE)
        return response

    def who(self, request: Request) -> Person | None:
        session = request.cookies.get(COOKIE, "")
        return self._staff.of(session) if session else None


def set_cookie(response: Response, request: Request, name: str, value: str) -> None:
    response.set_cookie(
        name, value, httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form; refuses files and bodies that no form of ours sends."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise HTTPException(411, "A form says how long it is.")
    if int(length) > _LONGEST_BODY:
        raise HTTPException(413, "That was too much text for this form.")
    async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
        return {name: value for name, value in form.items() if not isinstance(value, UploadFile)}


def new_form_session() -> str:
    return secrets.token_urlsafe(24)


def _short(session: str) -> str:
    """Name a session in a token without telling it: pages are printed and saved."""
    return hashlib.sha256(f"form {session}".encode()).hexdigest()[:24]


def _to_sign_in(request: Request) -> Response:
    if request.method != "GET":
        return RedirectResponse("/sign-in", 303)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?next={quote(here)}", 303)
