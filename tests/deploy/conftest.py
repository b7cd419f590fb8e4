"""The door of tests/gateway, to look at its figures."""

from tests.gateway.conftest import clock, door, open_door, rasa, settings, visitor  # noqa: F401
