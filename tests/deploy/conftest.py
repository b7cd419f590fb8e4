"""The gateway, whose figures are watched."""

from __future__ import annotations

from testkit.gateway import clock, gateway, open_gateway, rasa, settings, visitor  # noqa: F401
