"""Figures for Prometheus, on a separate port that is never public. No label holds what visitors type."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram, start_http_server

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUESTS = Counter(
    "assistant_requests", "Requests by route and status.", ("method", "route", "status")
)
REQUEST_SECONDS = Histogram(
    "assistant_request_seconds", "Time to answer a request.", ("route",), buckets=_SECONDS
)
TURNS = Counter("assistant_turns", "Messages answered, by outcome.", ("outcome",))
TURNS_RUNNING = Gauge("assistant_turns_running", "Messages that are being answered now.")
RASA_SECONDS = Histogram("assistant_rasa_seconds", "Time that Rasa took.", buckets=_SECONDS)
RASA_FAILURES = Counter("assistant_rasa_failures", "Rasa gave no answer, by reason.", ("reason",))
LIMITED = Counter("assistant_limited", "Requests refused because there were too many.", ("limit",))
SHARED_AWAY = Counter(
    "assistant_shared_away", "Times that Redis did not answer and each process went by itself."
)


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    REQUESTS.labels(method, route, str(status)).inc()
    REQUEST_SECONDS.labels(route).observe(seconds)


_served: set[int] = set()


def serve(host: str, port: int) -> None:
    """Serve the figures at http://host:port/metrics, once a process; port 0 serves none."""
    if port and port not in _served:
        _served.add(port)
        start_http_server(port, addr=host)
