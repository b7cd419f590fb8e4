"""`assistant phrases`, run as a person would type it, on a small tree."""

from __future__ import annotations

import json
import shutil
from datetime import datetime

import pytest
from typer.testing import CliRunner

from bot.cli import app, phrases
from bot.cli.phrases import CONSOLE, screen, write
from bot.nlu.phrases.files import read_phrases
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.review import phrases as review
from bot.settings import ROOT

NOW = datetime(2026, 11, 23)
CME = "data/nlu/membership/cme.yml"
CME_PHRASES = """\
version: "3.1"

nlu:
  - intent: faq/membership_cme
    metadata: {writer: editors, split: calibration}
    examples: |
      - any CME?
      - courses for members

  - intent: faq/membership_cme
    metadata: {writer: trainees, split: train}
    examples: |
      - credits, anyone
"""
JOBS_PHRASES = """\
version: "3.1"
nlu:
- intent: out_of_scope/jobs
  metadata:
    writer: editors
    split: calibration
  examples: |
    - who is hiring
"""


@pytest.fixture
def tree(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    (tmp_path / "data/nlu/membership").mkdir(parents=True)
    (tmp_path / CME).write_text(CME_PHRASES, encoding="utf-8")
    (tmp_path / "data/nlu/out_of_scope").mkdir()
    (tmp_path / "data/nlu/out_of_scope/jobs.yml").write_text(JOBS_PHRASES, encoding="utf-8")
    (tmp_path / "tests/nlu").mkdir(parents=True)
    question = {"text": "How many credits a year?", "accept": ["membership/cme"]}
    (tmp_path / "tests/nlu/held_out_a.jsonl").write_text(json.dumps(question), encoding="utf-8")
    monkeypatch.setattr(phrases, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def run(tree):
    def run_(*words, text=None):
        result = CliRunner().invoke(app, ["phrases", *words], input=text)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.output

    return run_


def texts(tree, label, writer):
    return [
        phrase.text
        for phrase in read_phrases(tree)
        if (phrase.label, phrase.writer) == (label, writer)
    ]


class TestShow:
    def test_phrases_of_an_answer_are_listed_by_writer(self, run):
        assert run("show", "membership/cme") == (
            f"membership/cme: 3 phrases by 2 writers in {CME}\n"
            "\neditors: 2\n  - any CME?\n  - courses for members\n"
            "\ntrainees: 1\n  - credits, anyone\n"
        )

    def test_a_theme_has_phrases_too(self, run):
        assert run("show", "out_of_scope/jobs").startswith(
            "out_of_scope/jobs: 1 phrase by 1 writer in"
        )

    def test_an_answer_without_phrases_names_the_file_that_they_belong_in(self, run):
        assert run("show", "membership/benefits") == (
            "membership/benefits: 0 phrases by 0 writers in data/nlu/membership/benefits.yml\n"
        )

    def test_a_name_that_is_not_there_is_answered_with_the_nearest(self, run):
        assert run("show", "membership/general_due") == (
            "assistant: there is no answer, theme or intent called 'membership/general_due'; "
            "did you mean membership/general_dues?\n"
        )


class TestAdd:
    def test_phrases_are_added_to_the_writers_block_and_nothing_else_changes(self, run, tree):
        output = run("add", "membership/cme", "--writer", "editors", "free  courses", "cme: yes")

        assert output == f"written: {CME}\n2 written, 0 refused.\n"
        assert (tree / CME).read_text(encoding="utf-8") == CME_PHRASES.replace(
            "      - courses for members\n",
            "      - courses for members\n      - free courses\n      - cme: yes\n",
        )

    def test_a_new_writer_gets_a_block_in_the_split_train(self, run, tree):
        run("add", "membership/cme", "--writer", "front-desk", "free courses")

        assert (tree / CME).read_text(encoding="utf-8") == CME_PHRASES + (
            "\n  - intent: faq/membership_cme\n"
            "    metadata: {writer: front-desk, split: train}\n"
            "    examples: |\n      - free courses\n"
        )

    def test_the_first_phrase_of_an_answer_makes_its_file(self, run, tree):
        run("add", "membership/benefits", "--writer", "editors", "what for")

        path = tree / "data/nlu/membership/benefits.yml"
        assert path.read_text(encoding="utf-8") == (
            'version: "3.1"\n\nnlu:\n  - intent: faq/membership_benefits\n'
            "    metadata: {writer: editors, split: calibration}\n"
            "    examples: |\n      - what for\n"
        )

    def test_a_file_that_was_laid_out_otherwise_keeps_its_layout(self, run, tree):
        run("add", "out_of_scope/jobs", "--writer", "editors", "any openings")
        run("add", "out_of_scope/jobs", "--writer", "new", "salaries")

        path = tree / "data/nlu/out_of_scope/jobs.yml"
        assert path.read_text(encoding="utf-8") == JOBS_PHRASES + (
            "    - any openings\n"
            "\n- intent: out_of_scope/jobs\n"
            "  metadata: {writer: new, split: train}\n"
            "  examples: |\n    - salaries\n"
        )

    def test_phrases_come_from_standard_input_one_a_line(self, run, tree):
        output = run("add", "out_of_scope/jobs", "--writer", "new", text="- a b\n\n  c d \n")

        assert output.endswith("2 written, 0 refused.\n")
        assert texts(tree, "out_of_scope/jobs", "new") == ["a b", "c d"]

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("Any cme", "it already stands under faq/membership_cme"),
            (
                "Who is hiring?",
                "it already stands under another label, out_of_scope/jobs; a phrase can have only one",
            ),
            ("what is [this](told)", "Rasa would read its brackets as an annotation"),
            (
                "how many credits a year",
                "it is a held-out question (tests/nlu/held_out_a.jsonl, line 1), which must not be trained on",
            ),
            ("?!", "there are no words in it"),
        ],
    )
    def test_a_phrase_is_refused_with_the_reason(self, run, tree, text, reason):
        output = run("add", "membership/cme", "--writer", "editors", text)

        assert output == f"not written: {text!r}: {reason}\n0 written, 1 refused.\n"
        assert (tree / CME).read_text(encoding="utf-8") == CME_PHRASES

    def test_a_refusal_fails_the_command_but_keeps_the_other_phrases(self, tree):
        words = ["phrases", "add", "membership/cme", "--writer", "new", "any CME?", "free courses"]
        assert CliRunner().invoke(app, words).exit_code == 1
        assert texts(tree, "faq/membership_cme", "new") == ["free courses"]

    def test_the_same_phrase_twice_at_once_is_written_once(self, run, tree):
        run("add", "membership/cme", "--writer", "new", "free courses", "Free courses!")
        assert texts(tree, "faq/membership_cme", "new") == ["free courses"]

    @pytest.mark.parametrize("writer", ["Front desk", "x}", "", "7"])
    def test_an_odd_name_of_a_writer_is_refused(self, run, tree, writer):
        output = run("add", "membership/cme", "--writer", writer, "free courses")

        assert "is no name of a writer" in output
        assert (tree / CME).read_text(encoding="utf-8") == CME_PHRASES

    def test_an_unknown_answer_is_refused(self, run):
        output = run("add", "membership/lunch", "--writer", "new", "free lunch")
        assert output.startswith(
            "assistant: there is no answer, theme or intent called 'membership/lunch'"
        )


class TestExport:
    @pytest.fixture
    def engine(self, tmp_path, monkeypatch):
        url = f"sqlite:///{tmp_path / 'export.db'}"
        monkeypatch.setenv("ASSISTANT_DATABASE_URL", url)
        migrate(url)
        engine = open_engine(url)
        yield engine
        engine.dispose()

    def accept(self, engine, text, label="faq/membership_cme", *, adds_nothing=False):
        with engine.begin() as connection:
            review.accept(
                connection, text=text, label=label, by="maria", at=NOW, adds_nothing=adds_nothing
            )

    def test_accepted_phrases_land_beside_their_answers(self, run, tree, engine):
        self.accept(engine, "free courses")
        self.accept(engine, "what for", "faq/membership_benefits", adds_nothing=True)

        assert run("export") == (
            "written: data/nlu/membership/benefits.yml\n"
            f"written: {CME}\n"
            "2 written, 0 refused.\n"
            "1 of those written marked “adds nothing”.\n"
        )
        assert texts(tree, "faq/membership_cme", CONSOLE) == ["free courses"]
        assert texts(tree, "faq/membership_benefits", CONSOLE) == ["what for"]

    def test_what_was_exported_is_not_exported_again(self, run, engine):
        self.accept(engine, "free courses")
        run("export")
        assert run("export") == "0 written, 0 refused.\n"

    def test_what_was_refused_stays_with_the_accepted_phrases(self, run, engine):
        self.accept(engine, "any CME?")

        assert "1 refused" in run("export")
        with engine.connect() as connection:
            assert [phrase.text for phrase in review.pending(connection)] == ["any CME?"]


def test_a_phrase_that_stands_somewhere_already_is_refused_and_says_where(tree):
    label = "faq/membership_cme"
    reasons = screen(
        [(label, "Any cme"), (label, "credits for courses"), (label, "credits, for courses!")],
        tree,
    )
    assert reasons == [
        "it already stands under faq/membership_cme",
        "",
        "it already stands under faq/membership_cme",
    ]


def test_square_brackets_alone_annotate_nothing(tree):
    assert screen([("faq/membership_cme", "my [e-mail] please")], tree) == [""]


def test_a_phrase_for_an_answer_that_was_withdrawn_is_refused(tree):
    assert screen([("faq/membership_lunch", "free lunch")], tree) == [
        "there is no answer faq/membership_lunch in knowledge/faq"
    ]


def test_phrases_are_added_to_the_file_of_their_label(tree):
    write([("faq/membership_cme", "credits for courses")], CONSOLE, tree)
    files = write(
        [("faq/membership_cme", "hours: of  CME"), ("out_of_scope/other", "fax")], CONSOLE, tree
    )

    assert files == [CME, "data/nlu/out_of_scope/other.yml"]
    assert {(p.label, p.text) for p in read_phrases(tree) if p.writer == CONSOLE} == {
        ("faq/membership_cme", "credits for courses"),
        ("faq/membership_cme", "hours: of CME"),
        ("out_of_scope/other", "fax"),
    }
