"""One's own account: the password, and the second factor."""

from __future__ import annotations

from starlette.responses import Response

from bot.console.rendering import Rendering
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.console.user_pages import sentence
from bot.errors import AccountRefused
from bot.records.staff import authenticator
from bot.records.staff.password_rules import LONGEST_PASSWORD, check_same
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff

# A password is taken as typed, blanks included; one that is too long is refused, not cut.
_LONGEST = LONGEST_PASSWORD + 1


class AccountPages:
    def __init__(self, staff: Staff, rendering: Rendering) -> None:
        self._staff = staff
        self._rendering = rendering

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/account", Role.VIEWER, self.account),
            StaffRoute("POST", "/account/password", Role.VIEWER, self.change_password),
            StaffRoute("POST", "/account/second-factor", Role.VIEWER, self.turn_on),
            StaffRoute("POST", "/account/second-factor/off", Role.VIEWER, self.turn_off),
        ]

    def account(self, request: StaffRequest) -> Response:
        return self._page(request, secret=authenticator.new_secret())

    def change_password(self, request: StaffRequest) -> Response:
        old, new = (request.form.get(name, "")[:_LONGEST] for name in ("old", "new"))
        try:
            check_same(new, request.form.get("again", "")[:_LONGEST])
            session = request.http.state.session
            self._staff.passwords.change_own(session, request.user.name, old, new)
        except AccountRefused as error:
            return self._page(request, error, secret=authenticator.new_secret())
        return self._page(
            request,
            secret=authenticator.new_secret(),
            done="The password is changed. You are signed out everywhere else.",
        )

    def turn_on(self, request: StaffRequest) -> Response:
        """Turn the second factor on with a code of the app that took the key of the form."""
        secret, code = request.field("secret", 64), request.field("code", 20)
        try:
            codes = self._staff.second_factors.turn_on(request.user.name, secret, code)
        except AccountRefused as error:
            again = secret if authenticator.is_secret(secret) else authenticator.new_secret()
            return self._page(request, error, secret=again)
        return self._page(request, recovery_codes=codes)

    def turn_off(self, request: StaffRequest) -> Response:
        password = request.form.get("password", "")[:_LONGEST]
        try:
            self._staff.second_factors.turn_off_own(request.user.name, password)
        except AccountRefused as error:
            return self._page(request, error)
        return request.redirect_back("/account")

    def _page(
        self, request: StaffRequest, problem: AccountRefused | None = None, **values: object
    ) -> Response:
        name = request.user.name
        secret = values.get("secret")
        page = self._rendering.page(
            request,
            "account.html",
            account=self._staff.accounts.find(name),
            app_address=authenticator.app_address(str(secret), name) if secret else "",
            problem=sentence(problem) if problem else "",
            **{"done": "", "recovery_codes": [], "secret": "", **values},
        )
        page.status_code = 422 if problem else 200
        return page
