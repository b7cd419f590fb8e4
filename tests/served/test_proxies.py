"""The real server behind a proxy at another address than the gateway's own."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import httpx
import pytest

from bot.cli.process_commands import commands
from bot.settings import ROOT
from testkit.services import wait_until
from testkit.stack import environment_for, settings_for

pytestmark = [pytest.mark.served]

PROXY = "127.0.0.2"


@pytest.fixture
def open_door(tmp_path):
    """Return a function that starts the gateway or the console, and gives a client at the proxy's address."""
    running = []

    def open_(name, **overrides):
        settings = replace(settings_for(tmp_path, rate_limit="on"), **overrides)
        port = {"gateway": settings.gateway_port, "console": settings.console_port}[name]
        with (tmp_path / "process.log").open("ab") as log:
            process = subprocess.Popen(
                commands(settings, "")[name],
                cwd=ROOT,
                env=environment_for(settings),
                stdout=log,
                stderr=log,
            )
        transport = httpx.HTTPTransport(local_address=PROXY)
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=transport, timeout=20)
        running.append((process, client))
        wait_until(lambda: is_open(client), name, 60)
        return client

    yield open_
    for process, client in running:
        client.close()
        process.terminate()
        process.wait(30)


def is_open(client):
    try:
        return client.get("/healthz").is_success
    except httpx.HTTPError:
        return False


def statuses_of_visitors(client, count=40):
    return {
        client.post(
            "/api/chat/sessions", json={}, headers={"X-Forwarded-For": f"192.0.2.{number}"}
        ).status_code
        for number in range(1, count + 1)
    }


def test_visitors_behind_a_named_proxy_have_limits_of_their_own(open_door):
    assert statuses_of_visitors(open_door("gateway", trusted_proxies="127.0.0.0/30")) == {201}


def test_nobody_else_can_choose_their_address_and_the_log_says_so(open_door, tmp_path):
    assert statuses_of_visitors(open_door("gateway")) == {201, 429}
    log = (tmp_path / "process.log").read_text()
    assert log.count("proxy.untrusted") == 1
    assert "192.0.2." not in log


def test_behind_tls_staff_cookies_are_secure_and_of_this_host_alone(open_door):
    client = open_door("console", trusted_proxies=PROXY)
    response = client.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert response.headers["set-cookie"].startswith("__Host-staff_form=")
    assert "; Secure" in response.headers["set-cookie"]
    assert "max-age" in response.headers["strict-transport-security"]
