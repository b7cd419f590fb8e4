"""Which processes there are, how each is started, and what it takes from the environment."""

from __future__ import annotations

import pytest

from bot.cli.process_commands import (
    actions_command,
    commands,
    environment_of,
    numbered,
    rasa_command,
)
from bot.settings import Settings

APPLICATIONS = ("gateway", "console")


@pytest.fixture
def settings():
    return Settings()


def option(command, name):
    return command[command.index(name) + 1]


def test_the_console_is_a_process_of_its_own(settings):
    command = commands(settings, "model.tar.gz")["console"]
    assert "bot.console.app:create_served_app" in command
    assert str(settings.console_port) in command


def test_several_workers_of_rasa_are_numbered_and_have_ports_of_their_own():
    names = commands(Settings(rasa_workers=3, rasa_port=6000), "model.tar.gz")
    workers = {name: command for name, command in names.items() if name.startswith("rasa")}
    assert list(workers) == ["rasa", "rasa2", "rasa3"]
    ports = [command[command.index("--port") + 1] for command in workers.values()]
    assert ports == ["6000", "6001", "6002"]


def test_no_rasa_is_started_where_one_runs_elsewhere():
    assert "rasa" not in commands(Settings(rasa_url="http://elsewhere:5005"), "model.tar.gz")


def test_the_gateway_says_nothing_of_its_server_and_keeps_connections():
    command = commands(Settings(), "model.tar.gz")["gateway"]
    assert {"--no-server-header", "--no-access-log"} <= set(command)


def test_the_secret_of_the_channel_is_not_that_of_the_sessions():
    values = Settings(secret="s")
    environment = environment_of(values)
    assert environment["ASSISTANT_CHANNEL_SECRET"] == values.key("channel")
    assert environment["ASSISTANT_CHANNEL_SECRET"] != values.key("sessions")
    assert environment["ASSISTANT_DATABASE_URL"] == values.database


@pytest.mark.parametrize("application", APPLICATIONS)
def test_a_web_application_ends_in_time_and_bounds_what_a_request_may_send(settings, application):
    command = commands(settings, "model.tar.gz")[application]
    assert option(command, "--timeout-graceful-shutdown") == "20"
    assert option(command, "--http") == "bot.web.http_protocol:BoundedHttp"
    assert option(command, "--limit-concurrency") == "8000"


@pytest.mark.parametrize("application", APPLICATIONS)
@pytest.mark.parametrize(
    ("proxies", "trusted"), [("", None), ("10.0.0.1, 10.0.0.2", "10.0.0.1,10.0.0.2"), ("*", "*")]
)
def test_a_proxy_is_trusted_where_it_is_named(application, proxies, trusted):
    command = commands(Settings(trusted_proxies=proxies), "model.tar.gz")[application]
    assert ("--forwarded-allow-ips" in command) is (trusted is not None)
    if trusted:
        assert option(command, "--forwarded-allow-ips") == trusted


def test_the_web_applications_listen_where_they_are_told_to_and_rasa_on_this_machine_alone():
    names = commands(Settings(host="0.0.0.0", gateway_port=80), "model.tar.gz")
    assert (option(names["gateway"], "--host"), option(names["gateway"], "--port")) == (
        "0.0.0.0",
        "80",
    )
    assert option(names["rasa"], "--interface") == "127.0.0.1"


def test_rasa_runs_without_its_own_command_and_with_the_model_that_is_named():
    command = rasa_command("models/a.tar.gz", 5005)
    assert command[1:4] == ["-m", "bot.rasa", "run"]
    assert option(command, "--model") == "models/a.tar.gz"


def test_the_action_server_has_its_port():
    assert option(actions_command(5055), "--port") == "5055"


@pytest.mark.parametrize(("place", "name"), [(0, "rasa"), (1, "rasa2"), (9, "rasa10")])
def test_the_first_of_several_has_no_number(place, name):
    assert numbered("rasa", place) == name


def test_every_value_of_the_environment_is_text():
    environment = environment_of(Settings(secret="s"))
    assert all(isinstance(value, str) and value for value in environment.values())
    assert environment["OMP_NUM_THREADS"] == "1"
