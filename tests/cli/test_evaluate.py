"""How a file of questions is scored."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from bot.cli import evaluate
from bot.cli.evaluate import Question, judge, read_questions, score
from bot.errors import SetUpError
from bot.nlu.ranking.answer_policy import Choice, Outcome
from bot.nlu.understanding import Understood
from testkit.command import run

DUES, CME = "faq/membership_training_dues", "faq/membership_cme"
DUES_ID = "membership/training_dues"


class PlayedUnderstanding:
    """Understands each text as the choice that is noted for it."""

    def __init__(self, choices):
        self._choices = choices

    def understand(self, text, vector=None):
        choice, *also = self._choices[text]
        return Understood(choice, tuple(also), ((choice.labels[0], choice.confidence),))


def verdict(accept, outcome, *labels, also=()):
    choice = Choice(outcome, labels, 0.9)
    understanding = PlayedUnderstanding({"x": (choice, *also)})
    (result,) = judge(understanding, [Question("x", frozenset(accept))])
    return result.verdict


@pytest.mark.parametrize(
    ("accept", "outcome", "labels", "expected"),
    [
        ({DUES_ID}, Outcome.ANSWER, [DUES], "right"),
        ({DUES_ID}, Outcome.ANSWER, [CME], "wrong"),
        ({DUES_ID}, Outcome.OFFER, [CME, DUES], "offered"),
        ({DUES_ID}, Outcome.OFFER, [CME], "missed"),
        ({DUES_ID}, Outcome.ADMIT, ["out_of_scope/other"], "missed"),
        ({DUES_ID}, Outcome.TALK, ["smalltalk/greet"], "missed"),
        ((), Outcome.ANSWER, [DUES], "answered"),
        ((), Outcome.OFFER, [DUES], "refused"),
        ((), Outcome.ADMIT, ["out_of_scope/other"], "refused"),
    ],
)
def test_each_question_has_one_verdict(accept, outcome, labels, expected):
    assert verdict(accept, outcome, *labels) == expected


def test_a_further_answer_counts_as_well():
    assert verdict({DUES_ID}, Outcome.ANSWER, CME, also=(DUES,)) == "right"


def test_a_fixed_reply_counts_as_the_answer_that_it_carries(monkeypatch):
    replies = {"human": SimpleNamespace(answer="account/contact")}
    monkeypatch.setattr(
        evaluate, "load", lambda: SimpleNamespace(replies=replies, answers_by_label={})
    )
    assert verdict({"account/contact"}, Outcome.TALK, "smalltalk/human") == "right"


def test_shares_are_of_answerable_and_unanswerable_questions_apart():
    questions = [Question("x", frozenset({DUES_ID})), Question("y", frozenset())]
    choices = {
        "x": (Choice(Outcome.ANSWER, (DUES,), 0.9),),
        "y": (Choice(Outcome.ANSWER, (DUES,), 0.9),),
    }
    assert score(judge(PlayedUnderstanding(choices), questions)) == {
        "questions": 1,
        "right at once": 1.0,
        "right or offered": 1.0,
        "wrong": 0.0,
        "unanswerable": 1,
        "unanswerable answered": 1.0,
    }


def test_no_questions_give_no_shares_and_no_error():
    assert set(score([]).values()) == {0}


def test_a_file_is_read_line_by_line_and_empty_lines_do_not_count(tmp_path):
    file = tmp_path / "questions.jsonl"
    file.write_text('{"text": "a", "accept": ["x/y"]}\n\n{"text": "b", "accept": []}\n')
    assert read_questions(file) == [
        Question("a", frozenset({"x/y"})),
        Question("b", frozenset()),
    ]


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"text": "a"}', '{"accept": []}', "3"])
def test_a_line_that_is_off_is_named(tmp_path, line):
    file = tmp_path / "questions.jsonl"
    file.write_text('{"text": "a", "accept": []}\n' + line + "\n")
    with pytest.raises(SetUpError, match="line 2"):
        read_questions(file)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SetUpError, match="there is no file"):
        read_questions(tmp_path / "none.jsonl")


@pytest.fixture
def understood(tmp_path, monkeypatch):
    """A question that is answered wrongly, and the file that it stands in."""
    played = PlayedUnderstanding({"dues?": (Choice(Outcome.ANSWER, (CME,), 0.8),)})
    monkeypatch.setattr(evaluate.model_file, "trained", lambda _: "model")
    monkeypatch.setattr(evaluate.Understanding, "of_model", lambda _: played)
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({"text": "dues?", "accept": [DUES_ID]}))
    return str(file)


def test_the_score_is_printed_for_people_and_as_json(understood):
    assert "wrong                  100.0%" in run("evaluate", understood).stdout
    assert json.loads(run("evaluate", understood, "--json").stdout)["wrong"] == 1.0


def test_what_went_wrong_is_listed_when_asked_for(understood):
    lines = run("evaluate", understood, "--errors").stdout.splitlines()
    assert lines[-1].split(" | ") == [f"wrong     {DUES_ID:<42}", "dues?", f"{CME} 0.80"]


def test_without_a_file_and_without_left_out_writers_it_says_what_is_wanted():
    assert "name a file of questions, or say --left-out" in run("evaluate").stderr
