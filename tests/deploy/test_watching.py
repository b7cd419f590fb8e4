"""Dashboard and alerts ask for figures that the gateway shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest
import yaml
from prometheus_client import generate_latest

from bot.gateway import metrics
from testkit.services import free_port

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
DASHBOARD = json.loads((DEPLOY / "grafana" / "assistant.json").read_text(encoding="utf-8"))
ALERTS = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text(encoding="utf-8"))
RULES = [rule for group in ALERTS["groups"] for rule in group["rules"]]


def published_metrics():
    types = set(re.findall(r"^# TYPE (\S+) (\S+)", generate_latest().decode(), re.MULTILINE))
    names = {name for name, _ in types}
    return names | {f"{name}_bucket" for name, kind in types if kind == "histogram"}


def queried_metrics():
    queries = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
    queries += [rule["expr"] for rule in RULES]
    return {name for query in queries for name in re.findall(r"assistant_\w+", query)}


def test_what_is_asked_for_is_shown():
    assert queried_metrics() <= published_metrics()
    assert len(queried_metrics()) >= 8


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_says_what_is_wrong_and_what_to_do(rule):
    assert rule["for"]
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"].keys() == {"summary", "action"}


def test_panels_do_not_lie_over_one_another():
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in DASHBOARD["panels"]]

    assert len(set(places)) == len(places)


def test_the_figures_are_shown_on_their_own_port_and_on_loopback(visitor):
    port = free_port()
    metrics.serve("127.0.0.1", port)
    visitor.say("what do residents pay, I am Ann Example")

    text = httpx.get(f"http://127.0.0.1:{port}/metrics").text

    assert 'assistant_turns_total{outcome="answer"}' in text
    assert 'route="/api/chat/messages",status="200"' in text
    assert "Ann" not in text


def test_they_are_not_shown_at_the_public_door(gateway):
    assert gateway.get("/metrics").status_code == 404
