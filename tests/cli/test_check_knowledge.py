"""`assistant check` names what does not fit together, and ends with status 1."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import check as command
from bot.settings import ROOT


@pytest.fixture
def root(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    questions = tmp_path / "tests" / "nlu"
    questions.mkdir(parents=True)
    for path in (ROOT / "tests" / "nlu").glob("*.jsonl"):
        shutil.copy(path, questions)
    shutil.copy(ROOT / "domain.yml", tmp_path)
    monkeypatch.setattr(command, "ROOT", tmp_path)
    return tmp_path


def run(*arguments):
    app = typer.Typer()
    app.command()(command.check)
    outcome = CliRunner().invoke(app, arguments)
    return outcome.exit_code, outcome.stdout.splitlines()


def add_phrases(root, label, phrase):
    head = f"  - intent: {label}\n    metadata: {{writer: new-writer, split: train}}\n"
    block = f"{head}    examples: |\n      - {phrase}\n"
    path = root / "data" / "nlu" / "new" / "phrases.yml"
    path.parent.mkdir()
    path.write_text(f'version: "3.1"\nnlu:\n{block}', encoding="utf-8")


def add_question(root, text, *accept):
    row = {"text": text, "accept": list(accept)}
    (root / "tests" / "nlu" / "held_out_new.jsonl").write_text(json.dumps(row), encoding="utf-8")


def test_a_tree_that_fits_together_is_said_to(root):
    status, lines = run()
    assert (status, lines[-1][:29]) == (0, "Knowledge, domain, training d")


def test_knowledge_that_is_off_is_named_by_file_and_key(root):
    path = root / "knowledge" / "contacts.yml"
    text = path.read_text(encoding="utf-8").replace("  phone:", "  fone:")
    path.write_text(text, encoding="utf-8")
    status, (problem, count) = run()
    assert (status, count) == (1, "1 problems found.")
    assert problem.startswith("knowledge/contacts.yml: membership_department.fone: unknown key")


@pytest.mark.parametrize(
    ("label", "problem"),
    [
        ("faq/membership_parking", "there is no such answer in knowledge/faq"),
        ("smalltalk/parking", "there is no reply 'parking' in knowledge/replies.yml"),
        ("parking", "domain.yml: intents: parking has phrases, but is not listed"),
    ],
)
def test_phrases_for_what_there_is_not_are_named(root, label, problem):
    add_phrases(root, label, "where may I leave my car at the office")
    status, lines = run()
    assert status == 1
    assert any(problem in line for line in lines)


def test_a_question_for_an_answer_that_there_is_not_is_named(root):
    add_question(root, "is there a garage at the college", "account/parking")
    status, (problem, _) = run()
    assert status == 1
    assert problem == "tests/nlu/held_out_new.jsonl: line 1: there is no answer 'account/parking'"


def test_a_question_that_is_trained_on_is_named(root):
    add_phrases(root, "faq/membership_cme", "do you hand out credits for the annual lectures")
    add_question(root, "Do you hand out credits for the annual lectures?", "membership/cme")
    status, lines = run()
    assert status == 1
    assert any("is trained on in data/nlu/new/phrases.yml" in line for line in lines)


def test_an_answer_without_a_question_is_named(root):
    for path in (root / "tests" / "nlu").glob("*.jsonl"):
        rows = path.read_text(encoding="utf-8").splitlines()
        others = [row for row in rows if "membership/advocacy" not in json.loads(row)["accept"]]
        path.write_text("\n".join(others), encoding="utf-8")
    status, (problem, _) = run()
    assert status == 1
    assert problem.startswith("knowledge/faq/membership.yml: answers.advocacy: a held-out question")


def test_answers_whose_review_is_due_are_named_and_do_not_fail_the_check(root, monkeypatch):
    topic = root / "knowledge" / "faq" / "account.yml"
    text = topic.read_text(encoding="utf-8")
    review = (
        "    lasting: It is on the pages.\n    statements: [physicist_5]\n    review_months: 12\n"
    )
    head, _, rest = text.partition("    sources:\n")
    _, reviewed, rest = rest.partition("    reviewed:")
    topic.write_text(head + review + reviewed + rest, encoding="utf-8")
    monkeypatch.setenv("ASSISTANT_TODAY", "2027-11-22")
    assert not any("knowledge/faq/account.yml: answers.member_number" in line for line in run()[1])
    monkeypatch.setenv("ASSISTANT_TODAY", "2027-11-23")
    status, lines = run()
    (due,) = [line for line in lines if "faq/account.yml: answers.member_number" in line]
    assert status == 0
    assert due.endswith("due for review since 2027-11-23; its figures are left out")


def test_answers_that_are_over_are_named_and_do_not_fail_the_check(root, monkeypatch):
    topic = root / "knowledge" / "faq" / "account.yml"
    text = topic.read_text(encoding="utf-8")
    topic.write_text(
        text.replace("    reviewed:", "    until: 2026-12-31\n    reviewed:", 1), encoding="utf-8"
    )
    monkeypatch.setenv("ASSISTANT_TODAY", "2026-12-31")
    assert not any("held until" in line for line in run()[1])
    monkeypatch.setenv("ASSISTANT_TODAY", "2027-01-01")
    status, lines = run()
    assert status == 0
    assert any(line.endswith("held until 2026-12-31, and is not said any more") for line in lines)


def test_a_day_of_checking_that_is_still_to_come_is_named(root):
    topic = root / "knowledge" / "faq" / "account.yml"
    text = topic.read_text(encoding="utf-8")
    topic.write_text(re.sub(r"reviewed: \S+", "reviewed: 2036-11-23", text, count=1), "utf-8")
    (line,) = [line for line in command.find_due(root, date(2036, 11, 22)) if "to come" in line]
    assert line == (
        "knowledge/faq/account.yml: answers.member_number_or_password.reviewed: "
        "2036-11-23 is a day to come; visitors are told it"
    )
    due = command.find_due(root, date(2036, 11, 23))
    assert not [line for line in due if "to come" in line]
