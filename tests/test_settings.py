"""Settings come from the environment, and what cannot work is refused with a sentence."""

from __future__ import annotations

import errno
import os
import tarfile
from dataclasses import fields
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot import settings
from bot.errors import SetUpError

SECRET = "0123456789abcdef" * 2


def test_a_secret_is_read_from_the_file_that_is_named(tmp_path):
    (tmp_path / "secret").write_text(f"{SECRET}\n")

    assert settings.read({"ASSISTANT_SECRET_FILE": str(tmp_path / "secret")}).secret == SECRET


def test_rasa_forgets_a_conversation_when_the_gateway_does():
    domain = YAML(typ="safe", pure=True).load(settings.ROOT / "domain.yml")
    minutes = domain["session_config"]["session_expiration_time"]

    assert minutes == settings.read({"ASSISTANT_SECRET": SECRET}).session_minutes


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SetUpError, match=r"ASSISTANT_SECRET_FILE.*nowhere"):
        settings.read({"ASSISTANT_SECRET_FILE": str(tmp_path / "nowhere")})


@pytest.mark.parametrize(
    "environment",
    [{"ASSISTANT_RASA_WORKERS": "3"}, {"ASSISTANT_RASA_URL": "http://a:5005, http://b:5005"}],
)
def test_several_workers_without_a_shared_lock_are_refused_with_a_sentence(environment):
    with pytest.raises(SetUpError, match="ASSISTANT_REDIS_URL"):
        settings.read(environment).refuse_what_cannot_work()

    shared = {**environment, "ASSISTANT_REDIS_URL": "redis://localhost"}
    settings.read(shared).refuse_what_cannot_work()


def test_a_secret_is_made_once_and_its_owner_alone_may_read_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(settings, "VAR", tmp_path)

    first, second = settings.Settings().key("sessions"), settings.Settings().key("sessions")

    assert first == second
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    output = capsys.readouterr().err
    assert output.count("A secret was made") == 1
    assert (tmp_path / "secret").read_text() not in output


def test_what_is_not_set_has_its_default():
    assert settings.read({}) == settings.Settings()


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("ASSISTANT_GATEWAY_PORT", "9000", "gateway_port", 9000),
        ("ASSISTANT_DEADLINE_SECONDS", "2.5", "deadline_seconds", 2.5),
        ("ASSISTANT_HOST", "0.0.0.0", "host", "0.0.0.0"),
    ],
)
def test_a_variable_is_read_as_its_kind(variable, text, name, value):
    assert getattr(settings.read({variable: text}), name) == value


@pytest.mark.parametrize(
    ("variable", "text", "kind"),
    [("ASSISTANT_GATEWAY_PORT", "eighty", "int"), ("ASSISTANT_DEADLINE_SECONDS", "soon", "float")],
)
def test_a_value_of_the_wrong_kind_is_named(variable, text, kind):
    with pytest.raises(SetUpError, match=f"{variable} is {text!r}; {kind} is needed"):
        settings.read({variable: text})


def test_a_secret_that_is_no_text_is_named(tmp_path):
    (tmp_path / "secret").write_bytes(b"\xff\xfe")
    with pytest.raises(SetUpError, match="it is not text"):
        settings.read({"ASSISTANT_SECRET_FILE": str(tmp_path / "secret")})


def test_the_day_is_the_one_that_is_set():
    assert settings.Settings(today="2026-11-23").day().isoformat() == "2026-11-23"
    with pytest.raises(SetUpError, match="ASSISTANT_TODAY is 'tomorrow'"):
        settings.Settings(today="tomorrow").day()


def test_addresses_follow_from_ports_unless_they_are_set():
    several = settings.Settings(rasa_port=6000, rasa_workers=2)
    assert several.rasa == ("http://127.0.0.1:6000", "http://127.0.0.1:6001")
    assert settings.Settings(rasa_url="http://a:1, http://b:2").rasa == ("http://a:1", "http://b:2")
    assert settings.Settings(actions_port=7000).actions == "http://127.0.0.1:7000/webhook"
    assert settings.Settings(actions_url="http://a/webhook").actions == "http://a/webhook"
    assert settings.Settings(console_port=7001).console == "http://127.0.0.1:7001"
    assert settings.Settings(console_url="https://staff").console == "https://staff"


def test_lists_are_split_at_commas_without_empty_parts():
    values = settings.Settings(allowed_origins="https://a, https://b,", frame_ancestors="")
    assert values.origins == {"https://a", "https://b"}
    assert values.framed_by == frozenset()


@pytest.mark.parametrize(("text", "is_limited"), [("on", True), ("off", False), ("", True)])
def test_limits_hold_unless_they_are_off(text, is_limited):
    assert settings.Settings(rate_limit=text).is_limited is is_limited


def test_each_purpose_has_a_secret_of_its_own():
    values = settings.Settings(secret="one and the same")
    assert values.key("sessions") == values.key("sessions")
    assert values.key("sessions") != values.key("channel")
    assert settings.Settings(secret="another").key("sessions") != values.key("sessions")


@pytest.mark.parametrize("secret", ["x", "a" * 31])
def test_a_short_secret_is_refused_and_not_repeated(secret):
    with pytest.raises(SetUpError, match="ASSISTANT_SECRET is too short") as caught:
        settings.read({"ASSISTANT_SECRET": secret})
    assert f" {secret} " not in str(caught.value)


def test_an_empty_file_holds_no_secret(tmp_path, monkeypatch):
    with pytest.raises(SetUpError, match="'/dev/null', which is empty"):
        settings.read({"ASSISTANT_SECRET_FILE": "/dev/null"})
    monkeypatch.setattr(settings, "VAR", tmp_path)
    (tmp_path / "secret").write_text("")
    with pytest.raises(SetUpError, match="remove it to have a new one made"):
        settings.Settings().key("sessions")


def test_a_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(settings, "VAR", tmp_path / "file")
    with pytest.raises(SetUpError, match="file/secret cannot be made"):
        settings.Settings().key("sessions")


def test_a_secret_for_which_there_is_no_room_leaves_no_empty_file(tmp_path, monkeypatch):
    def full(descriptor, *_, **__):
        os.close(descriptor)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(settings, "VAR", tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(settings.os, "fdopen", full)
        with pytest.raises(SetUpError, match="secret cannot be written: No space left"):
            settings.Settings().key("sessions")
    assert settings.Settings().key("sessions")


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_variable_is_one_that_is_not_set(text):
    assert settings.read({"ASSISTANT_GATEWAY_PORT": text}) == settings.Settings()
    assert settings.read({"ASSISTANT_GATEWAY_PORT_FILE": ""}) == settings.Settings()


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("ASSISTANT_GATEWAY_PORT", "99999"),
        ("ASSISTANT_RASA_PORT", "0"),
        ("ASSISTANT_RASA_WORKERS", "0"),
        ("ASSISTANT_DEADLINE_SECONDS", "0"),
        ("ASSISTANT_DEADLINE_SECONDS", "nan"),
        ("ASSISTANT_DEADLINE_SECONDS", "inf"),
        ("ASSISTANT_SESSION_MINUTES", "-5"),
        ("ASSISTANT_RATE_LIMIT", "false"),
        ("ASSISTANT_LOG_FORMAT", "text"),
    ],
)
def test_a_value_that_cannot_work_is_refused_with_those_that_can(variable, text):
    with pytest.raises(SetUpError, match=f"{variable} is '{text}'; .+ is needed"):
        settings.read({variable: text})


def test_every_number_has_bounds():
    assert not [
        field.name
        for field in fields(settings.Settings)
        if isinstance(field.default, (int, float)) and not field.metadata["between"]
    ]


def test_a_word_is_taken_in_any_case():
    assert not settings.read({"ASSISTANT_RATE_LIMIT": "OFF"}).is_limited


def test_a_variable_that_is_no_setting_is_named_with_the_one_that_may_be_meant():
    environment = {
        "ASSISTANT_GATEWEY_PORT": "1",
        "ASSISTANT_SECRET_FILE": "a",
        "ASSISTANT_CHANNEL_SECRET": "b",
        "HOME": "c",
    }
    assert settings.unknown(environment) == [
        "ASSISTANT_GATEWEY_PORT is no setting and changes nothing; is ASSISTANT_GATEWAY_PORT meant?"
    ]


def test_the_short_name_of_postgresql_is_taken_too():
    url = settings.Settings(database_url="postgres://a:b@host/records").database
    assert url == "postgresql://a:b@host/records"


@pytest.mark.parametrize(
    ("name", "value", "variable"),
    [
        ("redis_url", "foo", "ASSISTANT_REDIS_URL"),
        ("trusted_proxies", "10.0.0.0/40", "ASSISTANT_TRUSTED_PROXIES"),
        ("timezone", "Reston", "ASSISTANT_TIMEZONE"),
    ],
)
def test_what_cannot_work_is_refused_by_name(name, value, variable):
    with pytest.raises(SetUpError, match=variable):
        settings.Settings(**{name: value}).refuse_what_cannot_work()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "127.0.0.1", "::1", "localhost"])
@pytest.mark.parametrize(
    "told", [{"notify_email": "a@b.example"}, {"webhook_url": "https://b.example"}]
)
def test_a_notice_never_leads_to_an_address_that_nobody_can_open(host, told):
    with pytest.raises(SetUpError, match="ASSISTANT_CONSOLE_URL"):
        settings.Settings(host=host, **told).refuse_what_cannot_work()
    settings.Settings(host=host).refuse_what_cannot_work()
    reached = settings.Settings(host=host, console_url="https://staff.example", **told)
    reached.refuse_what_cannot_work()


def test_a_notice_by_e_mail_needs_a_sender():
    mail = {"notify_email": "a@b.example", "smtp_host": "b.example", "console_url": "https://c"}
    with pytest.raises(SetUpError, match="ASSISTANT_SMTP_FROM"):
        settings.Settings(**mail).refuse_what_cannot_work()
    settings.Settings(**mail, smtp_from="no-reply@b.example").refuse_what_cannot_work()


def test_a_model_that_was_cut_off_is_refused(tmp_path):
    (tmp_path / "whole").write_bytes(os.urandom(50_000))
    path = tmp_path / "model.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.add(tmp_path / "whole", "whole")
    settings.Settings(model=str(path)).refuse_broken_model(Path("unused"))
    settings.Settings().refuse_broken_model(path)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(SetUpError, match="it is broken or no model"):
        settings.Settings(model=str(path)).refuse_broken_model(Path("unused"))
    with pytest.raises(
        SetUpError, match=r"model\.tar\.gz cannot be used: .*assistant train --force"
    ):
        settings.Settings().refuse_broken_model(path)


def test_a_model_that_is_missing_is_refused():
    with pytest.raises(SetUpError, match=r"ASSISTANT_MODEL is '/none\.tar\.gz'.*No such file"):
        settings.Settings(model="/none.tar.gz").refuse_broken_model(Path("unused"))


def test_today_is_the_day_in_the_offices_time_zone():
    # At any moment it is not the same day in both of these.
    early, late = settings.Settings(timezone="Etc/GMT+12"), settings.Settings(timezone="Etc/GMT-14")
    assert early.day() < late.day()


def test_an_address_of_ipv6_stands_in_brackets():
    assert settings.Settings(host="::1").console == "http://[::1]:8001"


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("https://www.example.org/", {"https://www.example.org"}),
        (
            "HTTPS://Www.Example.org, http://localhost:8350",
            {"https://www.example.org", "http://localhost:8350"},
        ),
        ("http://[::1]:8350", {"http://[::1]:8350"}),
        (
            "https://a.example:443, http://b.example:80, http://[::1]:80, https://c.example:",
            {"https://a.example", "http://b.example", "http://[::1]", "https://c.example"},
        ),
        ("http://a.example:443", {"http://a.example:443"}),
        ("", set()),
    ],
)
def test_a_site_that_may_embed_the_widget_is_written_as_browsers_send_it(text, origins):
    assert settings.Settings(allowed_origins=text).origins == origins


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.org/members",
        "https://*.example.org",
        "www.example.org",
        "https://a.example.org;https://b.example.org",
        "*",
        "null",
        "ftp://example.org",
        "https://user@example.org",
        "https://example.org:99999",
    ],
)
def test_what_no_browser_sends_is_refused_with_a_sentence(text):
    with pytest.raises(SetUpError, match=r"ASSISTANT_ALLOWED_ORIGINS names .* without a path"):
        _ = settings.Settings(allowed_origins=text).origins


@pytest.mark.parametrize(
    ("text", "root"), [("", ""), ("/", ""), ("assistant", "/assistant"), ("/a/b/", "/a/b")]
)
def test_the_folder_has_one_slash_before_it_and_none_after(text, root):
    assert settings.Settings(root_path=text).root == root


@pytest.mark.parametrize(
    "text", ["https://www.example.org/assistant", "www.example.org:8000", "/as sistant", "/a?b"]
)
def test_what_is_no_folder_is_refused_with_a_sentence(text):
    with pytest.raises(SetUpError, match=r"ASSISTANT_ROOT_PATH is .* without https://"):
        settings.Settings(root_path=text).refuse_what_cannot_work()


def test_a_site_that_may_frame_us_is_written_as_browsers_compare_it():
    text = "https://A.example:443/, https://*.example.org"
    assert settings.Settings(frame_ancestors=text).framed_by == {
        "https://a.example",
        "https://*.example.org",
    }


@pytest.mark.parametrize(
    "text", ["https://a.example/members", "https://a.example; script-src *", "a.example", "*"]
)
def test_what_names_no_site_may_not_frame_us(text):
    with pytest.raises(SetUpError, match="ASSISTANT_FRAME_ANCESTORS names"):
        settings.Settings(frame_ancestors=text).refuse_what_cannot_work()


@pytest.mark.parametrize(
    "values",
    [
        {"rasa_url": "::::"},
        {"rasa_url": "http://one:5005,ftp://two"},
        {"actions_url": "http://"},
        {"console_url": "console.example.org"},
        {"webhook_url": "https://a b/hidden-word"},
        {"redis_url": "redis://:hidden-word@127.0.0.1:port/0"},
        {"rabbitmq_url": "hidden-word@host"},
    ],
)
def test_an_address_that_leads_nowhere_is_refused_and_not_repeated(values):
    (name,) = values
    with pytest.raises(SetUpError, match=f"ASSISTANT_{name.upper()} needs to begin with") as caught:
        settings.Settings(**values).refuse_what_cannot_work()
    assert "hidden-word" not in str(caught.value)


@pytest.mark.parametrize("name", ["https://example.org", "example.org:8000", "*", "*.a.*.b", "a b"])
def test_a_host_that_no_request_can_name_is_refused(name):
    with pytest.raises(SetUpError, match="ASSISTANT_ALLOWED_HOSTS names"):
        settings.Settings(allowed_hosts=f"www.example.org, {name}").refuse_what_cannot_work()


def test_addresses_and_hosts_as_they_are_used_are_taken():
    settings.Settings(
        rasa_url="http://rasa:5005,http://[::1]:5006",
        redis_url="unix:///run/redis.sock",
        rabbitmq_url="amqps://user:word@rabbit:5671/records",
        webhook_url="https://example.org/notices?a=b",
        console_url="https://staff.example.org/console",
        allowed_hosts="WWW.example.org, *.example.org, 127.0.0.1",
    ).refuse_what_cannot_work()
