"""Hands out the widget: its small modules joined into one file, without comments, compressed.

The modules also run as they stand in static/assistant/. Joined they are one request instead of
fifteen, and a third smaller. Nothing is renamed or rewritten: a line is kept or left out.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

STATIC = Path(__file__).parent / "static"
PARTS = STATIC / "assistant"

_IMPORT = re.compile(r'^import .* from "\./(\w+\.js)";$', re.MULTILINE)
_COMMENT_LINES = re.compile(r"^\s*(?://|/\*).*(?:\n|$)", re.MULTILINE)
_INDENTATION = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


class WidgetFiles:
    """Every file that a page with the widget loads, ready in memory."""

    def __init__(self) -> None:
        self.files = {name: _Compressed(text, _TYPES[Path(name).suffix]) for name, text in texts()}

    def routes(self) -> list[Route]:
        return [Route(f"/{name}", self.send, methods=["GET"]) for name in self.files]

    async def send(self, request: Request) -> Response:
        return self.files[request.url.path.removeprefix("/")].response(request)


def texts() -> Iterator[tuple[str, str]]:
    """Yield the address and the text of each file."""
    yield "assistant.js", _tight(_read(STATIC / "assistant.js"))
    yield "static/assistant/panel.js", joined("panel.js")
    yield "static/assistant/panel.css", _tight(_read(PARTS / "panel.css"))
    for path in sorted(PARTS.glob("locale/*.json")):
        yield f"static/assistant/locale/{path.name}", _tight(_read(path))


def joined(entry: str) -> str:
    """Return a module and all that it imports as one module; only the entry exports anything."""
    *others, last = _in_order(entry, [])
    parts = [_EXPORT.sub("", _without_imports(name)) for name in others]
    return _tight("\n".join([*parts, _without_imports(last)]))


def _in_order(name: str, seen: list[str]) -> list[str]:
    for imported in _IMPORT.findall(_read(PARTS / name)):
        if imported not in seen:
            _in_order(imported, seen)
    seen.append(name)
    return seen


def _without_imports(name: str) -> str:
    return _IMPORT.sub("", _read(PARTS / name))


def _tight(text: str) -> str:
    return _INDENTATION.sub("", _COMMENT_LINES.sub("", text))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


class _Compressed:
    def __init__(self, text: str, kind: str) -> None:
        self.plain = text.encode()
        self.gzipped = gzip.compress(self.plain, 9, mtime=0)
        self._headers = {
            "Content-Type": f"{kind}; charset=utf-8",
            "ETag": f'"{hashlib.sha256(self.plain).hexdigest()[:20]}"',
            # An update reaches visitors within minutes.
            "Cache-Control": "public, max-age=300",
            # Other sites get a header of their own; a shared cache must not mix the two.
            "Vary": "Accept-Encoding, Origin",
        }

    def response(self, request: Request) -> Response:
        if request.headers.get("if-none-match") == self._headers["ETag"]:
            return Response(status_code=304, headers=self._headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers = {**self._headers, "Content-Encoding": "gzip"}
            return Response(self.gzipped, headers=headers)
        return Response(self.plain, headers=self._headers)
