"""Limits and sign-in count by the address that the server saw, whatever a header claims."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from bot.web.client_address import client_address


def request(**scope):
    return Request({"type": "http", "headers": [], **scope})


def test_it_is_the_address_of_the_connection():
    assert client_address(request(client=("192.0.2.7", 1234))) == "192.0.2.7"


def test_a_header_does_not_change_it():
    headers = [(b"x-forwarded-for", b"203.0.113.9")]
    assert client_address(request(client=("192.0.2.7", 1), headers=headers)) == "192.0.2.7"


def test_a_connection_without_an_address_has_a_dash():
    assert client_address(request(client=None)) == "-"


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("2001:db8:1:2::a", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:0:0:1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::a", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
    ],
)
def test_the_many_addresses_that_one_visitor_has_are_one(host, counted):
    assert client_address(request(client=(host, 1))) == counted
