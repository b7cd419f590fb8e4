"""The sign-in page: the only page that anybody may see."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console.access import (
    COOKIE,
    FORM_COOKIE,
    TOKEN,
    Access,
    new_form_session,
    read_form,
    set_cookie,
)
from bot.console.rendering import Rendering
from bot.console.request import is_own
from bot.records.staff.accounts import Staff

_WRONG = "Name and password do not belong together."


class SignInPage:
    def __init__(self, access: Access, staff: Staff, rendering: Rendering) -> None:
        self._access = access
        self._staff = staff
        self._rendering = rendering

    def routes(self) -> list[Route]:
        return [
            Route("/sign-in", self.ask, methods=["GET"]),
            Route("/sign-in", self.sign_in, methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        return await self._page(request, 200, "", request.query_params.get("next", "/"))

    async def sign_in(self, request: Request) -> Response:
        form = await read_form(request)
        self._access.check_token(request.cookies.get(FORM_COOKIE, ""), form.get(TOKEN, ""))
        name, password = form.get("name", "").strip()[:64], form.get("password", "")[:200]
        session = await run_in_threadpool(self._access.sign_in, request, name, password)
        target = form.get("next", "/")
        if session is None:
            return await self._page(request, 403, _WRONG, target)
        response = RedirectResponse(target if is_own(target) else "/", 303)
        set_cookie(response, request, COOKIE, session)
        response.delete_cookie(FORM_COOKIE)
        return response

    async def _page(self, request: Request, status: int, problem: str, target: str) -> Response:
        form_session = request.cookies.get(FORM_COOKIE) or new_form_session()
        has_staff = bool(await run_in_threadpool(self._staff.all))
        response = self._rendering.plain(
            "sign_in.html",
            status,
            problem=problem,
            token=self._access.token_of(form_session),
            target=target,
            has_staff=has_staff,
        )
        set_cookie(response, request, FORM_COOKIE, form_session)
        return response
