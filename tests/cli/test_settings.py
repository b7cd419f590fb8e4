"""The list of settings in the documentation is the one in the code."""

from __future__ import annotations

import pytest

from bot import settings
from bot.cli.settings import DOCUMENT, with_reference
from bot.errors import SetUpError


def test_the_documented_list_is_current():
    document = DOCUMENT.read_text(encoding="utf-8")

    assert with_reference(document) == document, "run `assistant settings --write`"


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
    said = capsys.readouterr().err
    assert said.count("A secret was made") == 1
    assert (tmp_path / "secret").read_text() not in said
