"""Draws the pages of the staff door. Everything is escaped; there is no way to say otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urlencode

import jinja2
from starlette.responses import HTMLResponse

from bot.console.request import StaffRequest
from bot.knowledge.loader import Knowledge
from bot.messages import blocks
from bot.records.staff.accounts import Role

HERE = Path(__file__).parent
_TEMPLATES = [HERE / "templates", Path(blocks.__file__).parent / "templates"]


class Rendering:
    """`token_of` mints what a form of a session must send back."""

    def __init__(self, knowledge: Knowledge, token_of: Callable[[str], str], notice: str) -> None:
        self._token_of = token_of
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            day=lambda at: f"{at:%Y-%m-%d}",
            moment=lambda at: f"{at:%Y-%m-%d %H:%M}",
            path=lambda text: quote(text, safe=""),
            query=urlencode,
            percent=_percent,
        )
        self._environment.globals.update(
            contacts=knowledge.contacts, knowledge=knowledge, Role=Role, notice=notice
        )

    def page(
        self, visit: StaffRequest, template: str, status: int = 200, **values: object
    ) -> HTMLResponse:
        """Draw a page for somebody who is signed in."""
        session = visit.request.state.session
        text = self._environment.get_template(template).render(
            me=visit.me,
            token=self._token_of(session),
            here=visit.request.url.path,
            back=_here(visit),
            now=visit.now,
            **values,
        )
        return HTMLResponse(text, status)

    def plain(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """Draw a page for anybody."""
        text = self._environment.get_template(template).render(me=None, **values)
        return HTMLResponse(text, status)


def _here(visit: StaffRequest) -> str:
    url = visit.request.url
    return f"{url.path}?{url.query}" if url.query else url.path


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f} %"


def age(at: datetime, now: datetime) -> str:
    """Say how long ago something was, in a word or two."""
    hours = (now - at).total_seconds() / 3600
    if hours < 1:
        return "under an hour"
    if hours < 48:
        return f"{hours:.0f} hours"
    return f"{hours / 24:.0f} days"
