"""How visitors see an answer in the chat: the widget's own style sheets and words, for previews."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.settings import ROOT

_WIDGET = ROOT / "bot/gateway/static/assistant"
# A preview is of these; scripts of the widget are not served here.
_STYLES = ("launcher.css", "panel.css")


def words() -> dict[str, str]:
    """Return the widget's English words by name."""
    loaded: dict[str, str] = json.loads((_WIDGET / "locale/en.json").read_text(encoding="utf-8"))
    return loaded


def routes() -> list[Route]:
    return [Route(f"/static/widget/{name}", _serve) for name in _STYLES]


async def _serve(request: Request) -> Response:
    return FileResponse(_WIDGET / request.url.path.rpartition("/")[2])
