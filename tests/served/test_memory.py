"""Each process fits the memory that Compose and Kubernetes give it, while it gets what takes most of that."""

from __future__ import annotations

import re
from pathlib import Path

import argon2
import psutil
import pytest
import yaml

from bot.gateway import letter_process
from bot.settings import ROOT
from testkit.attacks import ATTACKS, suffer

pytestmark = [pytest.mark.rasa, pytest.mark.served]

DEPLOY = ROOT / "deploy"
UNITS = {"m": 10**6, "g": 10**9, "Mi": 2**20, "Gi": 2**30}
NAMES = ("gateway", "rasa", "actions", "console")
TAKES_MEMORY = ("passwords", "unfolding", "page", "lying", "texts", "head")
ONE_PASSWORD = 1024 * argon2.PasswordHasher().memory_cost


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


def test_the_limits_are_larger_than_what_each_process_held(stack):
    for name in TAKES_MEMORY:
        attack = ATTACKS[name]
        assert suffer(attack, stack.address, 4, stack.address_of(attack.target)).waits

    held = {name: peak(psutil.Process(stack.running[name].pid)) for name in NAMES}
    # Beside the gateway two letters may be read, each with the whole of its own limit, and beside a password of a
    # new browser one of where its person was signed in before.
    held["gateway"] += 2 * letter_process._MEMORY
    held["console"] += ONE_PASSWORD

    assert {name: bytes_ for name, bytes_ in held.items() if bytes_ > smallest_limit(name)} == {}
