"""Each process fits the memory that Compose and Kubernetes give it, whatever is sent to it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest
import yaml

from bot.settings import ROOT
from testkit.console import TOKEN

pytestmark = [pytest.mark.rasa, pytest.mark.served]

DEPLOY = ROOT / "deploy"
UNITS = {"m": 10**6, "g": 10**9, "Mi": 2**20, "Gi": 2**30}
NAMES = ("gateway", "rasa", "actions", "console")


def size(text):
    number, unit = re.fullmatch(r"(\d+)(\w+)", text).groups()
    return int(number) * UNITS[unit]


def smallest_limit(name):
    """Return the smaller of the limits in bytes that the two sets of files give a process."""
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]
    resources = yaml.safe_load_all((DEPLOY / f"kubernetes/base/{name}.yaml").read_text())
    deployment = next(each for each in resources if each["kind"] == "Deployment")
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    return min(size(services[name]["mem_limit"]), size(container["resources"]["limits"]["memory"]))


def peak(process):
    """Return the most memory that a process has held so far, in bytes."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


def sign_in_eight_times_at_once(address):
    with httpx.Client(base_url=address, timeout=60) as client, ThreadPoolExecutor(8) as threads:
        token = TOKEN.search(client.get("/sign-in").text)[1]
        form = {"token": token, "name": "nobody", "password": "wrong"}
        tries = [threads.submit(client.post, "/sign-in", data=form) for _ in range(8)]
    assert {each.result().status_code for each in tries} <= {403, 429}


def upload_eight_letters_at_once(address):
    """Send pages that take all that a letter process may have; return the most that all held."""
    letter = ("letter.txt", b"june 1 " * 100_000)
    with httpx.Client(base_url=address, timeout=60) as client, ThreadPoolExecutor(8) as threads:
        tries = [threads.submit(client.post, "/letter", files={"file": letter}) for _ in range(8)]
    assert {each.result().status_code for each in tries} <= {200, 422, 503}


def test_the_limits_are_larger_than_what_each_process_held(stack):
    sign_in_eight_times_at_once(stack.address_of("console"))
    upload_eight_letters_at_once(stack.address_of("gateway"))

    held = {name: peak(psutil.Process(stack.running[name].pid)) for name in NAMES}
    # Beside the gateway, two letters may be read, each with the whole of its own limit.
    held["gateway"] += 2 * 160_000_000

    assert {name: bytes_ for name, bytes_ in held.items() if bytes_ > smallest_limit(name)} == {}
