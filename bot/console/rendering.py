"""Draws the pages of the console; every value is escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timezone, tzinfo
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from bot.console import office_time
from bot.console.label_words import in_words, question_of
from bot.console.request import StaffRequest
from bot.knowledge.loader import Knowledge
from bot.records.staff.role import Role
from bot.web.template_environment import environment

_TEMPLATES = Path(__file__).parent / "templates"


class Rendering:
    """`token_of` gives the token that a form of a session must send back; `version` is what is live.

    `counts` tells how much waits on a page, by its address, for the menu.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        token_of: Callable[[str], str],
        notice: str,
        counts: Callable[[StaffRequest], Mapping[str, int]] = lambda _: {},
        zone: tzinfo = timezone.utc,
        version: str = "",
    ) -> None:
        self._token_of = token_of
        self._counts = counts
        self._environment = environment(_TEMPLATES)
        self._environment.filters.update(
            day=lambda at: f"{office_time.local(at, zone):%Y-%m-%d}",
            moment=lambda at: f"{office_time.local(at, zone):%Y-%m-%d %H:%M}",
            query=urlencode,
            in_words=partial(in_words, knowledge=knowledge),
            question=partial(question_of, knowledge=knowledge),
            percent=_percent,
        )
        self._environment.globals.update(
            contacts=knowledge.contacts,
            knowledge=knowledge,
            Role=Role,
            notice=notice,
            version=version,
        )

    def page(self, request: StaffRequest, template: str, **values: object) -> HTMLResponse:
        """Draw a page for a member of staff who is signed in."""
        session = request.http.state.session
        text = self._environment.get_template(template).render(
            user=request.user,
            token=self._token_of(session),
            current_path=request.http.url.path,
            current_address=request.address,
            now=request.now,
            counts_in_menu=self._counts(request),
            **values,
        )
        return HTMLResponse(text)

    def plain(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """Draw a page for anybody."""
        text = self._environment.get_template(template).render(user=None, **values)
        return HTMLResponse(text, status)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f} %"


def age(at: datetime, now: datetime) -> str:
    """Return how long ago something was, in a word or two."""
    hours = (now - at).total_seconds() / 3600
    if hours < 1:
        return "less than 1 hour"
    if hours < 48:
        return _count(round(hours), "hour")
    return _count(round(hours / 24), "day")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
