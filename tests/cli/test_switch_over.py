"""New processes take the place of those that answer: the new answer before anybody turns to them."""

from __future__ import annotations

import threading

import httpx
import pytest

from bot.cli import switch_over
from bot.cli.switch_over import SwitchOver
from bot.publishing.live_file import LIVE, WANTED, read_json, write_json
from bot.settings import Settings

WANTED_NOW = {"release": 4, "content": "c4", "model": "assistant-4.tar.gz"}


class PlayedSupervisor:
    def __init__(self):
        self.running = {"gateway": {}, "console": {}, "rasa": {}, "rasa2": {}, "actions": {}}
        self.commands = {}
        self.probes = {}
        self.steps = []
        self.is_ready, self.is_stopping = threading.Event(), threading.Event()
        self.is_ready.set()

    def add(self, name, command, environment, probe):
        self.running[name] = environment
        self.commands[name] = command
        self.probes[name] = probe
        self.steps.append(f"add {name}")

    def remove(self, names):
        for name in sorted(names):
            del self.running[name]
            self.steps.append(f"remove {name}")

    def names(self):
        return set(self.running)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    for name in ("_SECONDS_BETWEEN", "_SECONDS_MORE", "_SECONDS_TO_BE_READY", "_SECONDS_TO_FOLLOW"):
        monkeypatch.setattr(switch_over, name, 0.01)


@pytest.fixture
def supervisor():
    return PlayedSupervisor()


def switch(supervisor, folder, is_up):
    settings = Settings(rasa_workers=2, redis_url="redis://x", deadline_seconds=0.01)
    live = folder / LIVE.format(8000)
    switch_ = SwitchOver(settings, supervisor, folder / WANTED, live, is_up)
    switch_.begin("models/assistant-3.tar.gz")
    return switch_


def until_spent_have_ended(switch_, supervisor):
    for _ in range(1000):
        switch_.end_spent()
        if any(step.startswith("remove") for step in supervisor.steps):
            return
        supervisor.is_stopping.wait(0.01)


def follow(live):
    for name in ("gateway", "console"):
        live.with_suffix(f".{name}").write_bytes(live.read_bytes())


def test_every_worker_is_replaced_and_the_old_go_last(supervisor, tmp_path):
    live = tmp_path / LIVE.format(8000)

    def is_up(address):
        supervisor.steps.append("asked")
        assert read_json(live)["rasa"] == ""  # nobody has turned to them yet
        return True

    switch_ = switch(supervisor, tmp_path, is_up)
    assert switch_.switch_to(WANTED_NOW)
    until_spent_have_ended(switch_, supervisor)
    assert supervisor.steps == [
        *("add actions@2", "add rasa@2", "add rasa2@2"),
        *("asked", "asked", "asked"),
        *("remove actions", "remove rasa", "remove rasa2"),
    ]
    now = read_json(live)
    assert (now["release"], now["model"]) == (4, "assistant-4.tar.gz")
    assert len(now["rasa"].split(",")) == 2
    port = supervisor.commands["actions@2"][-1]
    assert supervisor.running["rasa@2"] == {
        "ASSISTANT_ACTIONS_URL": f"http://127.0.0.1:{port}/webhook"
    }
    assert "assistant-4.tar.gz" in " ".join(supervisor.commands["rasa2@2"])


def test_the_new_are_asked_whether_they_live_where_they_listen(supervisor, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(httpx, "get", lambda url, **_: asked.append(url))
    switch(supervisor, tmp_path, lambda _: True).switch_to(WANTED_NOW)
    actions, rasa = (
        command[command.index("--port") + 1]
        for command in (supervisor.commands["actions@2"], supervisor.commands["rasa@2"])
    )
    assert supervisor.probes["actions@2"]()
    assert supervisor.probes["rasa@2"]()
    assert asked == [
        f"http://127.0.0.1:{actions}/health",
        f"http://127.0.0.1:{rasa}/webhooks/gateway/",
    ]


def test_where_the_new_do_not_answer_the_old_go_on(supervisor, tmp_path):
    assert not switch(supervisor, tmp_path, lambda _: False).switch_to(WANTED_NOW)
    assert supervisor.names() == {"gateway", "console", "rasa", "rasa2", "actions"}
    now = read_json(tmp_path / LIVE.format(8000))
    assert (now["model"], now["rasa"]) == ("assistant-3.tar.gz", "")
    assert "did not answer" in now["error"]


def test_whoever_goes_back_at_once_does_not_wait_until_the_old_have_ended(
    supervisor, tmp_path, monkeypatch
):
    monkeypatch.setattr(switch_over, "_SECONDS_TO_FOLLOW", 3600)
    live = tmp_path / LIVE.format(8000)
    switch_ = switch(supervisor, tmp_path, lambda _: True)
    assert switch_.switch_to(WANTED_NOW)
    switch_.end_spent()
    assert switch_.switch_to({**WANTED_NOW, "release": 5, "model": "assistant-3.tar.gz"})
    assert read_json(live)["release"] == 5
    switch_.end_spent()
    # Gateway and console have turned to neither yet.
    assert not [step for step in supervisor.steps if step.startswith("remove")]
    follow(live)
    until_spent_have_ended(switch_, supervisor)
    rasa = {"actions@3", "rasa@3", "rasa2@3"}
    assert supervisor.names() == {"gateway", "console", *rasa}


def test_who_was_asked_before_may_still_answer(supervisor, tmp_path, monkeypatch):
    monkeypatch.setattr(switch_over, "_SECONDS_MORE", 3600)
    switch_ = switch(supervisor, tmp_path, lambda _: True)
    switch_.switch_to(WANTED_NOW)
    follow(tmp_path / LIVE.format(8000))
    switch_.end_spent()
    switch_.end_spent()
    assert {"rasa", "rasa2", "actions"} < supervisor.names()


def test_what_was_wanted_before_the_start_is_live_from_the_start(supervisor, tmp_path):
    write_json(tmp_path / WANTED, WANTED_NOW)
    switch_ = switch(supervisor, tmp_path, lambda _: True)
    thread = threading.Thread(target=switch_.run)
    thread.start()
    supervisor.is_stopping.wait(0.1)
    supervisor.is_stopping.set()
    thread.join()
    assert supervisor.steps == []
    assert read_json(tmp_path / LIVE.format(8000))["release"] == 4
