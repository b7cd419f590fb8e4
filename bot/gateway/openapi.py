"""The description of the chat API for programs, at /openapi.json; its content is in openapi.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

_FILE = Path(__file__).parent / "openapi.yml"


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    document: dict[str, Any] = YAML(typ="safe", pure=True).load(_FILE)
    return document


async def show(_: Request) -> Response:
    return JSONResponse(description())


ROUTE = Route("/openapi.json", show)
