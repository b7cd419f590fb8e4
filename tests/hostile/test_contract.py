"""Schemathesis makes requests up from the published description, right ones and wrong ones."""

from __future__ import annotations

import httpx
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks

from bot.gateway.openapi import description

schema = schemathesis.openapi.from_dict(description())
CHECKS = [
    checks.not_a_server_error,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
]
# Refusals of the server itself, before any route: a method or a header that it does not take.
BEFORE_ANY_ROUTE = {400, 404, 405}


@schema.parametrize()
@hypothesis_settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
def test_the_door_answers_as_it_says(case, address):
    # A session each: one that is erased must not make the others pass by a 401.
    token = httpx.post(f"{address}/api/chat/sessions", json={}).json()["session"]
    headers = {"Authorization": f"Bearer {token}"}
    response = case.call(base_url=address, headers=headers)

    described = {int(code) for code in case.operation.definition.raw["responses"]}
    assert response.status_code in described | BEFORE_ANY_ROUTE
    if response.status_code in described:
        case.validate_response(response, checks=CHECKS)
