"""A publication that is made live, and the way back; training and judging are played."""

from __future__ import annotations

import subprocess

import pytest
import sqlalchemy as sa

from bot.errors import ChangeRefused
from bot.nlu import model_file
from bot.nlu.phrases.files import read_phrases
from bot.publishing import staging
from bot.publishing.live_file import WANTED, read_json
from bot.records.publishing import drafts
from bot.records.publishing.releases import State
from bot.records.review import clusters
from bot.records.review.tables import clusters as cluster_table
from testkit.clock import Clock
from tests.publishing.conftest import answers_of, prepared, waiting, write_draft


def test_until_it_is_made_live_nothing_of_the_tree_changes(preparation, live, draft, tree):
    before = staging.content_version(tree)
    release = prepared(preparation)
    assert release.state is State.READY
    assert staging.content_version(tree) == before
    assert "+  installments:" in release.result["difference"]
    assert live.switched() == {}


def test_what_another_console_prepared_under_the_same_number_is_not_made_live(
    preparation, live, draft, tree, places
):
    release = prepared(preparation)
    topic = places.folder(release.number) / "tree" / "knowledge" / "faq" / "membership.yml"
    topic.write_text(topic.read_text() + "# of another database\n")
    before = staging.content_version(tree)
    with pytest.raises(ChangeRefused, match="no longer there"):
        live.go_live(release.number, "pia", "", may_override=False)
    assert staging.content_version(tree) == before


def test_made_live_it_stands_in_the_files_and_the_processes_are_told(
    preparation, live, draft, tree, tmp_path, database
):
    release = prepared(preparation)
    live.go_live(release.number, "pia", "", may_override=False)
    assert "installments:" in answers_of(tree)
    assert model_file.current(tree, tree / "models").name == release.model
    assert (tree / "models" / release.model).is_file()
    assert read_json(tmp_path / "var" / WANTED) == {
        "release": release.number,
        "content": staging.content_version(tree),
        "model": release.model,
    }
    assert waiting(database) == []
    assert preparation.find(release.number).live_by == "pia"


def test_one_goes_back_to_what_was_live_with_its_model(preparation, live, draft, tree, tmp_path):
    before = staging.content_version(tree)
    live.go_live(prepared(preparation).number, "pia", "", may_override=False)
    assert live.kept() == [before]
    live.roll_back(before, "pia", "said the wrong thing")
    assert staging.content_version(tree) == before
    assert read_json(tmp_path / "var" / WANTED)["content"] == before
    assert model_file.current(tree, tree / "models").read_text() == "the first model"
    assert len(live.kept()) == 1  # and forth again


def test_what_is_undone_waits_again_and_what_comes_back_waits_no_longer(
    preparation, live, draft, tree, database
):
    before = staging.content_version(tree)
    live.go_live(prepared(preparation).number, "pia", "", may_override=False)
    after = staging.content_version(tree)
    with database.begin() as connection:
        connection.execute(
            cluster_table.insert().values(
                id="g",
                created_at=Clock().now,
                leader_turn_id="t",
                vector=b"",
                state=clusters.DONE,
                settled_by=clusters.settled_by_publication(1),
            )
        )
    live.roll_back(before, "pia", "said the wrong thing")
    assert waiting(database) == ["membership/installments"]
    with database.connect() as connection:
        assert connection.execute(sa.select(cluster_table.c.state)).scalar() == clusters.OPEN
    live.roll_back(after, "pia", "it was right")
    assert waiting(database) == []
    assert "installments:" in answers_of(tree)


def test_where_only_texts_change_nothing_is_trained(preparation, live, database, tree, runs):
    with database.begin() as connection:
        drafts.save(
            connection,
            0,
            answer_id="account/login_help",
            fields={"answer": "Call {phone} at once."},
            base="",
            by="edna",
            at=Clock().now,
        )
    trained = model_file.current(tree, tree / "models").name
    release = prepared(preparation)
    assert release.model == trained
    live.go_live(release.number, "pia", "", may_override=False)
    assert (tree / "models" / trained).read_text() == "the first model"


def test_what_gets_worse_only_an_administrator_lets_pass_and_says_why(
    preparation, live, draft, runs, tree
):
    runs.verdict = "wrong"
    release = prepared(preparation)
    assert release.state is State.READY
    for override, why in ((False, "please"), (True, "")):
        with pytest.raises(ChangeRefused, match="held-out questions"):
            live.go_live(release.number, "ada", why, may_override=override)
    assert "installments:" not in answers_of(tree)
    live.go_live(release.number, "ada", "the question is out of date", may_override=True)
    assert "installments:" in answers_of(tree)


def test_a_draft_that_changes_after_the_training_is_not_published_untrained(
    preparation, live, draft, database, tree
):
    release = prepared(preparation)
    write_draft(database, 1, answer="Something else; call {phone}.")
    with pytest.raises(ChangeRefused, match="prepare it again"):
        live.go_live(release.number, "pia", "", may_override=False)
    assert preparation.find(release.number).state is State.OUTDATED
    assert "installments:" not in answers_of(tree)


def test_files_that_somebody_changed_meanwhile_are_not_overwritten(preparation, live, draft, tree):
    release = prepared(preparation)
    path = tree / "knowledge/faq/membership.yml"
    path.write_text(path.read_text(encoding="utf-8") + "# a note\n", encoding="utf-8")
    with pytest.raises(ChangeRefused, match="changed meanwhile"):
        live.go_live(release.number, "pia", "", may_override=False)
    assert path.read_text(encoding="utf-8").endswith("# a note\n")


def test_in_a_checkout_git_says_who_published_what(preparation, live, draft, tree):
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "before"]):
        subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@localhost", *arguments],
            cwd=tree,
            check=True,
        )
    (tree / "config.yml").write_text("# somebody's unfinished work\n", encoding="utf-8")
    problem = live.go_live(prepared(preparation).number, "pia", "", may_override=False)
    assert problem == ""
    log = subprocess.run(
        ["git", "log", "-1", "--format=%an: %s", "--name-only"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    assert (
        log[0] == "pia (console): Publish membership/installments from the console (publication 1)"
    )
    assert set(filter(None, log[1:])) == {"knowledge/faq/membership.yml"}


def test_a_removed_phrase_is_gone_from_its_file(preparation, live, tree, database):
    phrase = next(p for p in read_phrases(tree) if p.label == "out_of_scope/payment")
    with database.begin() as connection:
        drafts.remove_phrase(
            connection,
            label=phrase.label,
            text=phrase.text,
            file=phrase.file,
            by="edna",
            at=Clock().now,
        )
    live.go_live(prepared(preparation).number, "pia", "", may_override=False)
    assert phrase.text not in {p.text for p in read_phrases(tree)}
