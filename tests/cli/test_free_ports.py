"""A port that is said to be free can be taken."""

from __future__ import annotations

import socket

from bot.cli.free_ports import free_port


def test_a_free_port_can_be_listened_on():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", free_port()))
        probe.listen()


def test_a_port_that_is_taken_is_not_given():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert free_port() != taken.getsockname()[1]
