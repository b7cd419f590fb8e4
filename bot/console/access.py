"""Who may open a page: the session's cookie is checked, then the role, then the token of a form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console.cookies import Cookies
from bot.console.form_tokens import NO_FIELDS, TOKEN, FormTokens, read_form
from bot.console.request import StaffRequest, address_of, is_local_path
from bot.console.staff_route import StaffRoute
from bot.records.staff.staff import Staff

COOKIE = "staff"


class Access:
    def __init__(
        self,
        staff: Staff,
        tokens: FormTokens,
        cookies: Cookies,
        now: Callable[[], datetime],
        zone: tzinfo,
    ) -> None:
        self._staff = staff
        self._cookies = cookies
        self._tokens = tokens
        self._now = now
        self._zone = zone

    def routes(self, table: Sequence[StaffRoute]) -> list[Route]:
        return [Route(route.path, self._guarded(route), methods=[route.method]) for route in table]

    def _guarded(self, route: StaffRoute) -> Callable[[Request], Awaitable[Response]]:
        async def respond(request: Request) -> Response:
            session = self._cookies.read(request, COOKIE)
            user = await run_in_threadpool(self._staff.sessions.of, session) if session else None
            if user is None:
                return await _to_sign_in(request)
            if not user.role.may(route.minimum_role):
                raise HTTPException(403, f"This page needs the role {route.minimum_role.value}.")
            request.state.session = session
            form = await read_form(request) if route.method == "POST" else NO_FIELDS
            if route.method == "POST":
                request.state.back = page_of_form(request, form)
                self._tokens.check(session, form.get(TOKEN, ""))
            staff_request = StaffRequest(request, user, form, self._now(), self._zone)
            return await run_in_threadpool(route.handler, staff_request)

        return respond


async def _to_sign_in(request: Request) -> Response:
    """Ask to sign in, and lead back to the page; what was typed into its form waits in the browser."""
    if request.method == "GET":
        target = address_of(request)
    else:
        target = page_of_form(request, await read_form(request))
    return RedirectResponse(f"/sign-in?next={quote(target)}" if target else "/sign-in", 303)


def page_of_form(request: Request, form: Mapping[str, str]) -> str:
    """Return the page on which a form stood, as it names it; empty for one that names none."""
    back = form.get("back", "")
    if is_local_path(back):
        return back
    return "/assist" if request.url.path.startswith("/assist") else ""
