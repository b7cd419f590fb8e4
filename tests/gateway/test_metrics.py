"""Figures count by route, status and outcome; they are served on a port of their own."""

from __future__ import annotations

import httpx
from prometheus_client import REGISTRY

from bot.gateway import metrics
from testkit.services import free_port


def value(name, **labels):
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_a_request_is_counted_by_its_pattern(gateway):
    labels = {"method": "GET", "route": "/faq/{topic}/{name}", "status": "200"}
    before = value("assistant_requests_total", **labels)
    gateway.get("/faq/membership/cme")
    assert value("assistant_requests_total", **labels) == before + 1


def test_a_request_is_timed():
    before = value("assistant_request_seconds_sum", route="/timed")
    metrics.count_request("GET", "/timed", 200, 0.5)
    assert value("assistant_request_seconds_sum", route="/timed") == before + 0.5


def test_turns_are_counted_by_outcome_and_none_is_left_running(visitor):
    before = value("assistant_turns_total", outcome="answer")
    visitor.say("what do residents pay")
    assert value("assistant_turns_total", outcome="answer") == before + 1
    assert value("assistant_turns_running") == 0


def test_a_failure_of_rasa_is_counted_by_reason(visitor, rasa):
    before = value("assistant_rasa_failures_total", reason="garbled")
    rasa.reply = "nonsense"
    visitor.say("what do residents pay")
    assert value("assistant_rasa_failures_total", reason="garbled") == before + 1


def test_figures_are_served_where_a_port_is_set():
    port = free_port()
    metrics.serve("127.0.0.1", port)
    assert "assistant_turns" in httpx.get(f"http://127.0.0.1:{port}/metrics").text


def test_without_a_port_none_are_served(monkeypatch):
    started = []
    monkeypatch.setattr(metrics, "start_http_server", lambda *values, **_: started.append(values))
    metrics.serve("127.0.0.1", 0)
    assert started == []
