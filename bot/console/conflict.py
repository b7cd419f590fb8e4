"""Two people at one form: what was saved meanwhile and what was to be saved now, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.responses import Response

from bot.console.form_tokens import TOKEN
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest

VERSION = "version"
# Stands in a form where nothing was saved yet when it was opened.
NOTHING = "-"
_STATUS = 409
_LONGEST = 100


def is_outdated(request: StaffRequest, version: int | str) -> bool:
    """Tell whether a form was opened before the last change; one that names no version never is."""
    opened = request.field(VERSION, _LONGEST)
    return bool(opened) and opened != str(version)


def replaces(request: StaffRequest, version: int | str) -> bool:
    """Tell whether a form was sent by somebody who saw what is saved, and wants it replaced."""
    return request.field(VERSION, _LONGEST) == str(version)


def conflict_page(
    rendering: Rendering,
    request: StaffRequest,
    now: Mapping[str, str],
    wanted: Mapping[str, str],
    version: int | str,
    fields: Sequence[tuple[str, str]] | None = None,
) -> Response:
    """Show both, and a form that saves the second all the same; status 409.

    `fields` are what that form sends, where it is not what was sent now.
    """
    if fields is None:
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
