"""A publication from its beginning to live and back; training and judging are played."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.errors import ChangeRefused
from bot.nlu import model_file
from bot.nlu.phrases.files import read_phrases
from bot.publishing import staging
from bot.publishing.live_file import WANTED, read_json
from bot.publishing.release_service import Places, ReleaseService
from bot.records.publishing import drafts, releases
from bot.records.publishing.releases import State
from bot.records.review import clusters
from bot.records.review.tables import clusters as cluster_table
from testkit.clock import Clock

QUESTION = "Can I pay my dues in installments?"
FIELDS = {
    "group": "all",
    "question": QUESTION,
    "answer": "The page names no installments; call {phone}.",
    "sources": [{"page": "join", "heading": "Who can join ACR?"}],
    "reviewed": "2026-12-01",
    "related": [],
}


class PlayedRuns:
    """What `assistant` would do in a copy: checking passes, training leaves a file, verdicts are given."""

    def __init__(self):
        self.refused = {}
        self.verdict = "right"
        self.problems = ""
        self.live = None

    def __call__(self, copy, arguments, log):
        if arguments == ["check"]:
            return (1, self.problems) if self.problems else (0, "agree")
        if arguments == ["train"]:
            model = model_file.current(copy, copy / "models")
            if not model.is_file():
                model.write_text("a model", encoding="utf-8")
            return 0, ""
        rows = [("a question", "membership/cme", "right" if copy == self.live else self.verdict)]
        refused = {} if copy == self.live else self.refused
        return 0, json.dumps({"questions": rows, "refused": refused})


@pytest.fixture
def runs(monkeypatch, tree):
    played = PlayedRuns()
    played.live = tree
    monkeypatch.setattr(staging, "run", played)
    return played


@pytest.fixture
def service(database, tree, tmp_path, runs):
    model_file.current(tree, tree / "models").write_text("the first model", encoding="utf-8")
    return ReleaseService(
        database, Places(tree, tmp_path / "var"), 0.01, Clock(tick=timedelta(seconds=1))
    )


@pytest.fixture
def draft(database):
    return write_draft(database)


def write_draft(database, version=0, **fields):
    with database.begin() as connection:
        assert drafts.save(
            connection,
            version,
            answer_id="membership/installments",
            fields={**FIELDS, **fields},
            base="",
            why="asked often",
            by="edna",
            at=Clock().now,
        )


def prepared(service):
    number = service.begin("pia", "asked often")
    service.prepare(number)
    return service.find(number)


def answers_of(tree):
    return (tree / "knowledge/faq/membership.yml").read_text(encoding="utf-8")


def waiting(database):
    with database.connect() as connection:
        return [draft.answer_id for draft in drafts.open_drafts(connection)]


def test_until_it_is_made_live_nothing_of_the_tree_changes(service, draft, tree):
    before = staging.content_version(tree)
    release = prepared(service)
    assert release.state is State.READY
    assert staging.content_version(tree) == before
    assert "+  installments:" in release.result["difference"]
    assert service.switched() == {}


def test_made_live_it_stands_in_the_files_and_the_processes_are_told(
    service, draft, tree, tmp_path, database
):
    release = prepared(service)
    service.go_live(release.number, "pia", "", may_override=False)
    assert "installments:" in answers_of(tree)
    assert model_file.current(tree, tree / "models").name == release.model
    assert (tree / "models" / release.model).is_file()
    assert read_json(tmp_path / "var" / WANTED) == {
        "release": release.number,
        "content": staging.content_version(tree),
        "model": release.model,
    }
    assert waiting(database) == []
    assert service.find(release.number).live_by == "pia"


def test_one_goes_back_to_what_was_live_with_its_model(service, draft, tree, tmp_path):
    before = staging.content_version(tree)
    service.go_live(prepared(service).number, "pia", "", may_override=False)
    assert service.kept() == [before]
    service.roll_back(before, "pia", "said the wrong thing")
    assert staging.content_version(tree) == before
    assert read_json(tmp_path / "var" / WANTED)["content"] == before
    assert model_file.current(tree, tree / "models").read_text() == "the first model"
    assert len(service.kept()) == 1  # and forth again


def test_what_is_undone_waits_again_and_what_comes_back_waits_no_longer(
    service, draft, tree, database
):
    before = staging.content_version(tree)
    service.go_live(prepared(service).number, "pia", "", may_override=False)
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
    service.roll_back(before, "pia", "said the wrong thing")
    assert waiting(database) == ["membership/installments"]
    with database.connect() as connection:
        assert connection.execute(sa.select(cluster_table.c.state)).scalar() == clusters.OPEN
    service.roll_back(after, "pia", "it was right")
    assert waiting(database) == []
    assert "installments:" in answers_of(tree)


def test_while_a_setting_names_the_model_nothing_is_published(database, tree, tmp_path, draft):
    service = ReleaseService(database, Places(tree, tmp_path), 0.01, Clock(), "models/mine.tar.gz")
    with pytest.raises(ChangeRefused, match="ASSISTANT_MODEL"):
        service.begin("pia", "")


def test_where_only_texts_change_nothing_is_trained(service, database, tree, runs):
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
    release = prepared(service)
    assert release.model == trained
    service.go_live(release.number, "pia", "", may_override=False)
    assert (tree / "models" / trained).read_text() == "the first model"


def test_a_taught_text_that_is_refused_stops_it(service, draft, runs):
    runs.refused = {QUESTION: "visitors get out_of_scope/payment"}
    release = prepared(service)
    assert release.state is State.REFUSED
    assert QUESTION in release.result["problems"][0]
    with pytest.raises(ChangeRefused, match="not ready"):
        service.go_live(release.number, "ada", "I know better", may_override=True)


def test_what_gets_worse_only_an_administrator_lets_pass_and_says_why(service, draft, runs, tree):
    runs.verdict = "wrong"
    release = prepared(service)
    assert release.state is State.READY
    for override, why in ((False, "please"), (True, "")):
        with pytest.raises(ChangeRefused, match="held-out questions"):
            service.go_live(release.number, "ada", why, may_override=override)
    assert "installments:" not in answers_of(tree)
    service.go_live(release.number, "ada", "the question is out of date", may_override=True)
    assert "installments:" in answers_of(tree)


def test_what_the_check_says_stops_it(service, draft, runs):
    runs.problems = "knowledge/faq/x.yml: answers.y: off"
    release = prepared(service)
    assert release.state is State.REFUSED
    assert release.result["problems"] == [runs.problems]


def test_a_source_that_is_not_listed_stops_it(service, database, runs):
    write_draft(database, sources=[{"page": "nowhere", "heading": "x"}])
    release = prepared(service)
    assert release.state is State.REFUSED
    assert "sources" in release.result["problems"][0]


def test_a_draft_that_changes_after_the_training_is_not_published_untrained(
    service, draft, database, tree
):
    release = prepared(service)
    write_draft(database, 1, answer="Something else; call {phone}.")
    with pytest.raises(ChangeRefused, match="prepare it again"):
        service.go_live(release.number, "pia", "", may_override=False)
    assert service.find(release.number).state is State.OUTDATED
    assert "installments:" not in answers_of(tree)


def test_files_that_somebody_changed_meanwhile_are_not_overwritten(service, draft, tree):
    release = prepared(service)
    path = tree / "knowledge/faq/membership.yml"
    path.write_text(path.read_text(encoding="utf-8") + "# a note\n", encoding="utf-8")
    with pytest.raises(ChangeRefused, match="changed meanwhile"):
        service.go_live(release.number, "pia", "", may_override=False)
    assert path.read_text(encoding="utf-8").endswith("# a note\n")


def test_one_publication_is_prepared_at_a_time(service, draft):
    service.begin("pia", "")
    with pytest.raises(ChangeRefused, match="another publication"):
        service.begin("paul", "")


def test_one_whose_process_died_is_noted_and_does_not_block_the_next(service, draft, database):
    number = service.begin("pia", "")
    process = subprocess.Popen(["true"])
    process.wait()
    with database.begin() as connection:
        releases.update(connection, number, pid=process.pid)
    assert service.find(number).state is State.STOPPED
    assert service.begin("paul", "") == number + 1


def test_nothing_is_published_where_nothing_waits(service):
    with pytest.raises(ChangeRefused, match="nothing waits"):
        service.begin("pia", "")


def test_in_a_checkout_git_says_who_published_what(service, draft, tree):
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "before"]):
        subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@localhost", *arguments],
            cwd=tree,
            check=True,
        )
    (tree / "config.yml").write_text("# somebody's unfinished work\n", encoding="utf-8")
    problem = service.go_live(prepared(service).number, "pia", "", may_override=False)
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


def test_a_removed_phrase_is_gone_from_its_file(service, tree, database):
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
    service.go_live(prepared(service).number, "pia", "", may_override=False)
    assert phrase.text not in {p.text for p in read_phrases(tree)}
