"""How each process is asked whether it lives: any answer counts, silence does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import httpx

from bot.settings import in_address

# Tells whether a process answers.
Probe = Callable[[], bool]

_SECONDS_TO_ANSWER = 5
_HEALTH = {"gateway": "/healthz", "console": "/healthz", "actions": "/health"}
_HEALTH_OF_RASA = "/webhooks/gateway/"


def probe_of(kind: str, host: str, port: int) -> Probe:
    """Return the probe of a process of this kind, which listens there."""
    return partial(
        _answers, f"http://{_reachable(host)}:{port}{_HEALTH.get(kind, _HEALTH_OF_RASA)}"
    )


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host) or in_address(host)  # noqa: S104


def _answers(url: str) -> bool:
    try:
        httpx.get(url, timeout=_SECONDS_TO_ANSWER, trust_env=False)
    except httpx.HTTPError:
        return False
    return True
