"""The page of a one-time link, on which a person chooses a password; anybody with the link may see it."""

from __future__ import annotations

import secrets

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console.cookies import Cookies
from bot.console.form_tokens import TOKEN, FormTokens, read_form
from bot.console.rendering import Rendering
from bot.console.sign_in import FORM_COOKIE
from bot.console.user_pages import LINK_PATH, sentence
from bot.errors import AccountRefused
from bot.records.staff.password_rules import LONGEST_PASSWORD, check_same
from bot.records.staff.staff import Staff

_LONGEST_KEY = 100
_LONGEST = LONGEST_PASSWORD + 1


class PasswordLinkPage:
    def __init__(
        self, staff: Staff, tokens: FormTokens, cookies: Cookies, rendering: Rendering
    ) -> None:
        self._staff = staff
        self._tokens = tokens
        self._cookies = cookies
        self._rendering = rendering

    def public_routes(self) -> list[Route]:
        return [
            Route(LINK_PATH, self.form, methods=["GET"]),
            Route(LINK_PATH, self.choose, methods=["POST"]),
        ]

    async def form(self, request: Request) -> Response:
        return await self._page(request, request.query_params.get("key", "")[:_LONGEST_KEY])

    async def choose(self, request: Request) -> Response:
        form = await read_form(request)
        self._tokens.check(self._cookies.read(request, FORM_COOKIE), form.get(TOKEN, ""))
        key, password = form.get("key", "")[:_LONGEST_KEY], form.get("password", "")[:_LONGEST]
        try:
            check_same(password, form.get("again", "")[:_LONGEST])
            await run_in_threadpool(self._staff.passwords.use_link, key, password)
        except AccountRefused as error:
            return await self._page(request, key, sentence(error))
        response = RedirectResponse("/sign-in", 303)
        self._cookies.delete(response, request, FORM_COOKIE)
        return response

    async def _page(self, request: Request, key: str, problem: str = "") -> Response:
        name = await run_in_threadpool(self._staff.passwords.name_of_link, key)
        form_session = self._cookies.read(request, FORM_COOKIE) or secrets.token_urlsafe(24)
        response = self._rendering.plain(
            "password_link.html",
            404 if name is None else 422 if problem else 200,
            name=name,
            key=key,
            problem=problem,
            token=self._tokens.token_of(form_session),
        )
        self._cookies.set(response, request, FORM_COOKIE, form_session)
        return response
