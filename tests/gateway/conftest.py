"""The gateway, in front of a Rasa that the test plays."""

from __future__ import annotations

from testkit.gateway import (  # noqa: F401
    another_visitor,
    clock,
    gateway,
    open_gateway,
    rasa,
    redis_url,
    settings,
    visitor,
)
