"""Describes the chat API to programs, at /openapi.json; what it says is data, in openapi.yml."""

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
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(_FILE)
    return found


async def show(_: Request) -> Response:
    return JSONResponse(description())


ROUTE = Route("/openapi.json", show)
