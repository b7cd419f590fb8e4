"""The accounts that may sign in, and what administrators change about them."""

from __future__ import annotations

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.conflict import conflict_page, is_outdated
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.errors import AccountRefused
from bot.records.staff.accounts import Account
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff

LINK_PATH = "/sign-in/link"


class UserPages:
    """`console_url` is where staff reach the console: a link that is handed on begins with it."""

    def __init__(self, staff: Staff, rendering: Rendering, console_url: str) -> None:
        self._staff = staff
        self._rendering = rendering
        self._console_url = console_url
        self._verbs: dict[str, Callable[[str, str], None]] = {
            "disable": staff.accounts.disable,
            "enable": staff.accounts.enable,
            "unlock": staff.accounts.unlock,
            "second-factor": staff.second_factors.turn_off,
        }

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/people", Role.ADMIN, self.people),
            StaffRoute("POST", "/people", Role.ADMIN, self.add),
            StaffRoute("POST", "/people/{name:str}/role", Role.ADMIN, self.change_role),
            StaffRoute("POST", "/people/{name:str}/link", Role.ADMIN, self.make_link),
            StaffRoute("POST", "/people/{name:str}/change", Role.ADMIN, self.change),
        ]

    def people(self, request: StaffRequest) -> Response:
        return self._page(request)

    def add(self, request: StaffRequest) -> Response:
        """Add a person, who chooses a password with a one-time link."""
        name, role = request.field("name", 64), _role(request)
        try:
            token = self._staff.accounts.invite(name, role, request.user.name)
        except AccountRefused as error:
            return self._page(request, problem=error, typed_name=name, typed_role=role.value)
        return self._page(request, link=self._link(token), link_name=name.lower())

    def make_link(self, request: StaffRequest) -> Response:
        name = request.path_part("name")
        try:
            token = self._staff.passwords.make_link(name, request.user.name)
        except AccountRefused as error:
            return self._page(request, problem=error)
        return self._page(request, link=self._link(token), link_name=name)

    def change_role(self, request: StaffRequest) -> Response:
        name, role = request.path_part("name"), _role(request)
        return self._done(
            request,
            f"role {role.value}",
            lambda: self._staff.accounts.change_role(name, role, request.user.name),
        )

    def change(self, request: StaffRequest) -> Response:
        """Disable, enable or unlock an account, or turn its second factor off."""
        verb = self._verbs.get(request.field("do"))
        if verb is None:
            raise HTTPException(422, "This change does not exist.")
        return self._done(
            request,
            request.field("do"),
            lambda: verb(request.path_part("name"), request.user.name),
        )

    def _done(self, request: StaffRequest, wanted: str, act: Callable[[], None]) -> Response:
        """Do it, unless another administrator changed the account since the page was opened."""
        name = request.path_part("name")
        account = self._staff.accounts.find(name)
        now = status_of(account) if account else ""
        if is_outdated(request, now):
            return conflict_page(self._rendering, request, {name: now}, {name: wanted}, now)
        try:
            act()
        except AccountRefused as error:
            return self._page(request, problem=error)
        return request.redirect_back("/people")

    def _link(self, token: str) -> str:
        return f"{self._console_url}{LINK_PATH}?key={token}"

    def _page(
        self, request: StaffRequest, problem: AccountRefused | None = None, **values: object
    ) -> Response:
        page = self._rendering.page(
            request,
            "people.html",
            people=self._staff.accounts.all(),
            roles=list(Role),
            status_of=status_of,
            problem=sentence(problem) if problem else "",
            **{"link": "", "link_name": "", "typed_name": "", "typed_role": "", **values},
        )
        page.status_code = 422 if problem else 200
        return page


def status_of(person: Account) -> str:
    """Return what administrators change about an account, in words: another status, and a form is outdated."""
    return f"{person.role}, {'disabled' if person.is_disabled else 'active'}"


def sentence(error: AccountRefused) -> str:
    """Return what was refused as a sentence of a page."""
    text = str(error)
    return f"{text[0].upper()}{text[1:]}."


def _role(request: StaffRequest) -> Role:
    try:
        return Role(request.field("role"))
    except ValueError:
        raise HTTPException(422, "This role does not exist.") from None
