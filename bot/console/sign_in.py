"""Signing in and out; the sign-in page is the only page that anybody may see."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console.access import COOKIE
from bot.console.cookies import Cookies
from bot.console.form_tokens import TOKEN, FormTokens, read_form
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest, is_local_path
from bot.console.staff_route import StaffRoute
from bot.records.staff.password_rules import LONGEST_PASSWORD
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff
from bot.records.staff.throttle import TooManyFailures
from bot.web.client_address import client_address
from bot.web.fair_queue import NoTurn, Turns

FORM_COOKIE = "staff_form"
DEVICE_COOKIE = "staff_device"
_DEVICE_SECONDS = 90 * 24 * 3600
# A password takes 64 MB and a third of a second to check: one at a time for browsers in which that person was signed
# in before, one for all others.
_AT_ONCE = 2
_MOST_WAITING = 22
_MOST_OF_ONE = 8
_SECONDS_TO_WAIT = 15.0
_SHORTLY = {"Retry-After": "5"}
_WRONG = "The name, the password or the code is not correct."


class SignInPage:
    def __init__(
        self, staff: Staff, tokens: FormTokens, cookies: Cookies, rendering: Rendering
    ) -> None:
        self._staff = staff
        self._tokens = tokens
        self._cookies = cookies
        self._rendering = rendering
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="sign-in")
        self._known = Turns(1, _MOST_WAITING, _MOST_OF_ONE)
        self._others = Turns(1, _MOST_WAITING, _MOST_OF_ONE)

    def public_routes(self) -> list[Route]:
        return [
            Route("/sign-in", self.form, methods=["GET"]),
            Route("/sign-in", self.sign_in, methods=["POST"]),
        ]

    def routes(self) -> list[StaffRoute]:
        return [StaffRoute("POST", "/sign-out", Role.VIEWER, self.sign_out)]

    async def form(self, request: Request) -> Response:
        return await self._page(request, 200, "", request.query_params.get("next", "/"))

    async def sign_in(self, request: Request) -> Response:
        form = await read_form(request)
        self._tokens.check(self._cookies.read(request, FORM_COOKIE), form.get(TOKEN, ""))
        name = form.get("name", "").strip()[:64]
        session = await self._session(request, name, form)
        target = form.get("next", "/")
        if session is None:
            return await self._page(request, 403, _WRONG, target)
        response = RedirectResponse(target if is_local_path(target) else "/", 303)
        self._cookies.set(response, request, COOKIE, session)
        device = self._device(request, name) or secrets.token_urlsafe(12)
        self._cookies.set(
            response,
            request,
            DEVICE_COOKIE,
            self._tokens.device_token(name, device),
            seconds=_DEVICE_SECONDS,
        )
        self._cookies.delete(response, request, FORM_COOKIE)
        return response

    def sign_out(self, request: StaffRequest) -> Response:
        self._staff.sessions.sign_out(request.http.state.session, request.user.name)
        response = RedirectResponse("/sign-in", 303)
        self._cookies.delete(response, request.http, COOKIE)
        return response

    async def _session(self, request: Request, name: str, form: Mapping[str, str]) -> str | None:
        """Return the new session; None where anything is wrong. Raises 429 after too many of these."""
        address, device = client_address(request), self._device(request, name)
        sign_in = partial(
            self._staff.sessions.sign_in,
            name,
            form.get("password", "")[:LONGEST_PASSWORD],
            address,
            device,
            form.get("code", "")[:20],
        )
        turns = self._known if device else self._others
        try:
            async with turns.turn(device or address, _SECONDS_TO_WAIT):
                return await asyncio.get_running_loop().run_in_executor(self._threads, sign_in)
        except NoTurn:
            raise HTTPException(
                503, "Many people are signing in. Please try again.", _SHORTLY
            ) from None
        except TooManyFailures:
            raise HTTPException(
                429, "Too many attempts. Please wait 15 minutes.", {"Retry-After": "900"}
            ) from None

    def _device(self, request: Request, name: str) -> str:
        """Return which browser this is, if the person was signed in there before; else empty."""
        token = self._cookies.read(request, DEVICE_COOKIE)
        return self._tokens.device(name, token, _DEVICE_SECONDS) if token else ""

    async def _page(self, request: Request, status: int, problem: str, target: str) -> Response:
        form_session = self._cookies.read(request, FORM_COOKIE) or secrets.token_urlsafe(24)
        has_staff = bool(await run_in_threadpool(self._staff.accounts.all))
        response = self._rendering.plain(
            "sign_in.html",
            status,
            problem=problem,
            token=self._tokens.token_of(form_session),
            target=target,
            has_staff=has_staff,
        )
        self._cookies.set(response, request, FORM_COOKIE, form_session)
        return response
