"""Settings come from the environment, and what cannot work is refused with a sentence."""

from __future__ import annotations

import pytest

from bot import settings
from bot.errors import SetUpError


def test_a_secret_is_read_from_the_file_that_is_named(tmp_path):
    (tmp_path / "secret").write_text("from a file\n")

    assert (
        settings.read({"ASSISTANT_SECRET_FILE": str(tmp_path / "secret")}).secret == "from a file"
    )


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
    [("ASSISTANT_GATEWAY_PORT", "eighty", "int"), ("ASSISTANT_DEADLINE_SECONDS", "", "float")],
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


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("https://www.example.org/", {"https://www.example.org"}),
        (
            "HTTPS://Www.Example.org, http://localhost:8350",
            {"https://www.example.org", "http://localhost:8350"},
        ),
        ("http://[::1]:8350", {"http://[::1]:8350"}),
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
