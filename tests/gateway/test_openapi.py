"""The published description is well-formed, and it is what the gateway does."""

from __future__ import annotations

from openapi_spec_validator import validate_spec

from bot.gateway.openapi import description


def test_the_description_is_well_formed():
    validate_spec(description())


def test_it_is_served(gateway):
    assert gateway.get("/openapi.json").json() == description()


def test_it_names_every_route_of_the_api_and_no_other(gateway):
    routes = {
        (route.path, method.lower())
        for route in gateway.app.routes
        if route.path.startswith("/api/")
        for method in route.methods - {"HEAD"}
    }
    described = {
        (path, method)
        for path, methods in description()["paths"].items()
        if path.startswith("/api/")
        for method in methods
    }

    assert described == routes
