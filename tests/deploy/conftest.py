"""The gateway of tests/gateway, to look at its figures."""

from tests.gateway.conftest import clock, gateway, open_gateway, rasa, settings, visitor  # noqa: F401
