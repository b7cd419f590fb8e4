"""A model is measured as the console reads it, and a publication is prepared in a process of its own."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from bot.cli import publish
from bot.conversation.message_reader import user_turn
from bot.nlu.facts.reader import default_reader
from bot.nlu.ranking.answer_policy import Choice, Outcome
from bot.nlu.understanding import Understood

DUES, CME = "faq/membership_training_dues", "faq/membership_cme"


class PlayedUnderstanding:
    """Understands each text as it is noted here."""

    CHOICES = {
        "what do residents pay": (Outcome.ANSWER, DUES),
        "courses": (Outcome.ANSWER, CME),
        "perhaps courses": (Outcome.OFFER, CME, DUES),
        "weather": (Outcome.ADMIT, "out_of_scope/other"),
        "salaries": (Outcome.ADMIT, "out_of_scope/pay"),
        "i want to kill myself": (Outcome.ANSWER, CME),
    }

    def understand(self, text, vector=None):
        outcome, *labels = self.CHOICES[text]
        return Understood(Choice(outcome, labels, 0.9), (), ((labels[0], 0.9),), is_taught=True)


class PlayedMessageReader:
    def read(self, text):
        return user_turn(text, PlayedUnderstanding().understand(text), default_reader())


@pytest.fixture
def judge(run, tmp_path, monkeypatch):
    monkeypatch.setattr(
        publish, "Understanding", SimpleNamespace(of_model=lambda _: PlayedUnderstanding())
    )
    reader = SimpleNamespace(of_model=lambda *_: PlayedMessageReader())
    monkeypatch.setattr(publish, "MessageReader", reader)

    def judge_(questions=(), taught=()):
        files = {"questions.jsonl": questions, "taught.jsonl": taught}
        for name, rows in files.items():
            (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
        words = ("publish", "judge", str(tmp_path / "questions.jsonl"), "--model", "m.tar.gz")
        return json.loads(run(*words, "--taught", str(tmp_path / "taught.jsonl")))

    return judge_


def test_each_question_has_its_answer_and_its_verdict(judge):
    questions = [
        {"text": "what do residents pay", "accept": ["membership/training_dues"]},
        {"text": "courses", "accept": ["membership/training_dues"]},
        {"text": "weather", "accept": []},
    ]
    assert judge(questions)["questions"] == [
        ["what do residents pay", "membership/training_dues", "right", ""],
        ["courses", "membership/training_dues", "wrong", "membership/cme"],
        ["weather", "", "refused", ""],
    ]


@pytest.mark.parametrize(
    ("text", "label", "instead"),
    [
        ("courses", CME, None),
        ("courses", DUES, f"visitors get {CME}"),
        ("perhaps courses", CME, f"visitors are asked whether they mean {CME}, {DUES}"),
        ("weather", CME, "visitors get out_of_scope/other"),
        ("courses", "out_of_scope/other", f"visitors get {CME}"),
        ("salaries", "out_of_scope/other", None),
    ],
)
def test_a_taught_text_that_is_not_answered_as_taught_is_named(judge, text, label, instead):
    refused = judge(taught=[{"text": text, "label": label}])["refused"]
    assert refused == ({text: instead} if instead else {})


def test_a_taught_text_to_which_a_conversation_says_something_else_is_named(judge):
    refused = judge(taught=[{"text": "i want to kill myself", "label": CME}])["refused"]
    assert refused["i want to kill myself"].startswith("visitors are told “")


def test_a_publication_is_prepared_by_its_number_and_gives_way_to_visitors(run, monkeypatch):
    prepared, niceness = [], []

    class PlayedPreparation:
        def __init__(self, engine, places, margin, clock):
            self.margin = margin

        def prepare(self, number):
            prepared.append((number, self.margin))

    monkeypatch.setattr(publish, "Preparation", PlayedPreparation)
    monkeypatch.setattr(publish.os, "nice", niceness.append)
    monkeypatch.setenv("ASSISTANT_PUBLISH_MARGIN", "2")
    run("publish", "run", "7")
    assert prepared == [(7, 0.02)]
    assert niceness[0] > 0
