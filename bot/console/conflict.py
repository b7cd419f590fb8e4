"""Two people at one form: what was saved meanwhile and what was to be saved now, side by side."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from bot.console.form_tokens import TOKEN
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest

VERSION = "version"
_STATUS = 409


def is_outdated(request: StaffRequest, version: int) -> bool:
    """Tell whether a form was opened before the last change; one that names no version never is."""
    opened = request.field(VERSION, 12)
    return bool(opened) and opened != str(version)


def conflict_page(
    rendering: Rendering,
    request: StaffRequest,
    now: Mapping[str, str],
    wanted: Mapping[str, str],
    version: int,
) -> Response:
    """Show both, and a form that saves the second all the same; status 409."""
    fields = [item for item in request.form.multi_items() if item[0] not in {TOKEN, VERSION}]
    page = rendering.page(
        request,
        "conflict.html",
        fields=fields,
        version=version,
        rows=[(name, now.get(name, ""), value) for name, value in wanted.items()],
        back=request.back("/"),
    )
    page.status_code = _STATUS
    return page
