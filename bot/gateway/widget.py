"""The files of the widget: its small modules and styles joined into one file, minified, compressed.

The modules also run as they stand in static/assistant/. Joined, with the styles and the English
sentences among them, they are one request instead of nineteen, and less than half as large. What is
joined is one function, so that every name inside it may be shortened.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import minify
import zopfli.gzip
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

STATIC = Path(__file__).parent / "static"
PARTS = STATIC / "assistant"

PANEL = "static/assistant/panel.js"

_IMPORT = re.compile(r'^import (.+) from "\./(?:static/assistant/)?([\w/.]+)".*;$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


class WidgetFiles:
    """Every file that a page with the widget loads, ready in memory."""

    def __init__(self) -> None:
        self.files = {name: _Compressed(text, _TYPES[Path(name).suffix]) for name, text in texts()}
        loader = self.files["assistant.js"]
        digest = hashlib.sha384(loader.plain).digest()
        # The same file under an address of its own, for pages that state its hash.
        self.version = {
            "file": f"assistant-{digest.hex()[:12]}.js",
            "integrity": f"sha384-{base64.b64encode(digest).decode()}",
        }
        self.files[self.version["file"]] = loader

    def routes(self) -> list[Route]:
        files = [Route(f"/{name}", self.send, methods=["GET"]) for name in self.files]
        return [*files, Route("/assistant.json", self.describe, methods=["GET"])]

    async def describe(self, _: Request) -> Response:
        """Return the present version of the script: its own address, and its hash for `integrity`."""
        return JSONResponse(self.version)

    async def send(self, request: Request) -> Response:
        return self.files[request.url.path.removeprefix("/")].response(request)


def texts() -> Iterator[tuple[str, str]]:
    """Yield the address and the text of each file."""
    panel = _minified(joined(PARTS / "panel.js"), ".js")
    # The loader names this very panel, so that its own address and hash change with either.
    loader = _minified(joined(STATIC / "assistant.js"), ".js")
    yield "assistant.js", loader.replace(PANEL, f"{PANEL}?{_digest(panel)}")
    yield PANEL, panel
    for path in sorted(PARTS.glob("locale/*.json")):
        yield f"static/assistant/locale/{path.name}", _minified(_read(path), path.suffix)


def joined(entry: Path) -> str:
    """Return a module and all that it imports as one module; only the entry exports anything."""
    parts = [_EXPORT.sub("", _IMPORT.sub(_inlined, _read(path))) for path in _in_order(entry, [])]
    exported = ", ".join(_EXPORT.findall(_read(entry)))
    body = "\n".join(parts)
    if not exported:
        return f"(() => {{\n{body}\n}})();"
    return f"export const {{ {exported} }} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


def _in_order(path: Path, seen: list[Path]) -> list[Path]:
    """Return the modules that a module needs, and itself last."""
    for _, imported in _IMPORT.findall(_read(path)):
        if imported.endswith(".js") and PARTS / imported not in seen:
            _in_order(PARTS / imported, seen)
    seen.append(path)
    return seen


def _inlined(statement: re.Match[str]) -> str:
    """Return what replaces an import: nothing, or the sentences or styles themselves."""
    name, imported = statement.groups()
    if imported.endswith(".js"):
        return ""
    path = PARTS / imported
    text = _minified(_read(path), path.suffix)
    if imported.endswith(".json"):
        return f"const {name} = {text};"
    quoted = json.dumps(text, ensure_ascii=False)
    return f"const {name} = new CSSStyleSheet();\n{name}.replaceSync({quoted});"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _minified(text: str, suffix: str) -> str:
    shorter: str = minify.string(_TYPES[suffix], text)
    return shorter


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


class _Compressed:
    def __init__(self, text: str, kind: str) -> None:
        self.plain = text.encode()
        self.gzipped: bytes = zopfli.gzip.compress(self.plain)
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
