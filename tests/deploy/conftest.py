"""The public door, whose figures are watched."""

from __future__ import annotations

from testkit.gateway import clock, door, open_door, rasa, settings, visitor  # noqa: F401
