"""A number in an address is that of a row, or of nothing."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "number", ["9" * 18, "9" * 30, "9" * 5000, "-1"], ids=lambda number: f"{len(number)} signs"
)
def test_a_number_that_no_row_has_is_a_page_that_does_not_exist(app, sign_in, number):
    client = sign_in("admin")
    token = client.token()
    walked = 0
    for route in app.state.staff_routes:
        if ":row}" not in route.path:
            continue
        path = f"{route.path.partition('{')[0]}{number}{route.path.partition('}')[2]}"
        fields = {"data": {"token": token}} if route.method == "POST" else {}
        assert client.http.request(route.method, path, **fields).status_code == 404, route.path
        walked += 1
    assert walked


def test_every_number_in_an_address_is_bounded(app):
    assert not [route.path for route in app.state.staff_routes if ":int}" in route.path]
