"""Whoever waits for an answer waits longer than it may take, and whoever stops a process lets it finish."""

from __future__ import annotations

import re

import pytest
import yaml

from bot.cli import supervisor
from bot.cli.process_commands import SECONDS_TO_FINISH
from bot.cli.serve import _stages
from bot.gateway import letter_reader
from bot.records import database
from bot.settings import ROOT, Settings
from bot.web import database_threads

DEPLOY = ROOT / "deploy"


def seconds(file, pattern):
    return int(re.search(pattern, (DEPLOY / file).read_text())[1])


def longest_message():
    """As long as a person may wait, after a database that only just had time for it."""
    fields = Settings.__dataclass_fields__
    _, longest_deadline = fields["deadline_seconds"].metadata["between"]
    patience = int(database._PATIENCE.partition("=")[2]) / 1000
    return longest_deadline + database_threads._SECONDS_TO_BEGIN + patience


def longest_letter():
    return letter_reader._SECONDS_TO_WAIT + letter_reader._SECONDS_TO_READ


@pytest.mark.parametrize("longest", [longest_message, longest_letter])
def test_the_proxy_waits_and_a_process_that_ends_finishes_it(longest):
    assert longest() < seconds("nginx/proxied.conf", r"proxy_read_timeout (\d+)s")
    assert longest() < SECONDS_TO_FINISH


def test_serve_lets_each_of_its_processes_finish_and_systemd_lets_serve():
    assert supervisor._SECONDS_TO_STOP > SECONDS_TO_FINISH
    of_all_stages = len(_stages(Settings())) * supervisor._SECONDS_TO_STOP
    unit = "systemd/membership-assistant.service"
    assert seconds(unit, r"TimeoutStopSec=(\d+)") > of_all_stages


@pytest.mark.parametrize("name", ["gateway", "rasa", "actions", "console"])
def test_compose_and_kubernetes_let_a_process_finish(name):
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]
    assert int(services[name]["stop_grace_period"].removesuffix("s")) > SECONDS_TO_FINISH
    resources = yaml.safe_load_all((DEPLOY / f"kubernetes/base/{name}.yaml").read_text())
    (deployment,) = [each for each in resources if each["kind"] == "Deployment"]
    grace = deployment["spec"]["template"]["spec"].get("terminationGracePeriodSeconds", 30)
    assert grace > SECONDS_TO_FINISH
