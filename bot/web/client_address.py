"""The address that a request came from: limits count by it, and it is never stored."""

from __future__ import annotations

import ipaddress

from starlette.requests import Request

# Whoever has one address of IPv6 has all that begin alike in so many bits.
_BITS_OF_ONE_VISITOR = 64


def client_address(request: Request) -> str:
    """Return the address of the client, of IPv6 the network; a dash where the server does not know it."""
    host = request.client.host if request.client else "-"
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _BITS_OF_ONE_VISITOR), strict=False))
