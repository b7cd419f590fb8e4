"""The process lives, and is ready when a message would be answered now."""

from __future__ import annotations

import contextlib
import sqlite3

import sqlalchemy as sa

from bot.gateway.health import Health
from bot.gateway.rasa_http import Unreachable


def test_it_is_ready_when_rasa_is(gateway):
    response = gateway.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True, "guide": True})


def test_without_the_action_server_it_is_ready_and_says_what_is_missing(gateway, rasa):
    rasa.guide = False
    response = gateway.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True, "guide": False})


def test_it_is_not_ready_without_rasa_and_says_why(gateway, rasa):
    rasa.reply = Unreachable("dead")
    response = gateway.get("/readyz")
    assert response.status_code == 503
    assert response.json()["error"]["code"] == "no_rasa"


def test_it_is_not_ready_while_rasa_loads_its_model(gateway, rasa):
    rasa.ready = False
    assert gateway.get("/readyz").status_code == 503


def test_it_is_not_ready_without_its_database(gateway, monkeypatch):
    def fail(_):
        raise sa.exc.OperationalError("SELECT 1", {}, Exception("closed"))

    monkeypatch.setattr(Health, "_query_database", fail)
    response = gateway.get("/readyz")
    assert (response.status_code, response.json()["error"]["code"]) == (503, "no_database")


def test_it_lives_whatever_is_not_there(gateway, rasa):
    rasa.reply = Unreachable("dead")
    assert gateway.get("/healthz").json() == {"alive": True}


def test_a_database_that_another_writes_to_for_long_is_not_ready(
    monkeypatch, open_gateway, settings
):
    monkeypatch.setattr("bot.records.database._PRAGMAS", ("journal_mode=WAL", "busy_timeout=10"))
    gateway = open_gateway(settings)
    assert gateway.get("/readyz").status_code == 200
    path = settings.database.removeprefix("sqlite:///")
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        locked = gateway.get("/readyz")
    assert (locked.status_code, locked.json()["error"]["code"]) == (503, "no_database")
    assert gateway.get("/readyz").status_code == 200
