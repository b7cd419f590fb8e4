"""How verdicts on left-out writers are counted, saved and compared."""

from __future__ import annotations

import json

import pytest

from bot.cli import evaluate, left_out
from bot.cli.left_out import Result, calibration_error, compare, print_report, read, save, score
from bot.errors import SetUpError
from bot.nlu.left_out import Prediction
from bot.nlu.phrases.phrase import Phrase
from bot.nlu.ranking.answer_policy import Choice, Outcome
from bot.nlu.understanding import Assessed, Understood
from testkit.command import run

DUES, CME, JOBS = "faq/membership_training_dues", "faq/membership_cme", "out_of_scope/jobs"


def result(text, verdict, label=DUES, certainty=0.9, answer=DUES, writer="a"):
    return Result(text, label, writer, verdict, answer, certainty)


RESULTS = [
    result("1", "right"),
    result("2", "offered"),
    result("3", "wrong", answer=CME),
    result("4", "missed"),
    result("5", "refused", JOBS),
    result("6", "answered", JOBS),
]


def prediction(label, outcome, *labels, also=()):
    understood = Understood(Choice(outcome, labels, 0.8), also, ((DUES, 0.7), (CME, 0.3)))
    assessed = Assessed({DUES: 0.7, CME: 0.3}, {}, 0.8, is_doubtful=False)
    return Prediction(Phrase(label, "dues?", "a", "train", "x.yml"), assessed, understood)


@pytest.mark.parametrize(
    ("label", "outcome", "labels", "expected"),
    [
        (DUES, Outcome.ANSWER, [DUES], "right"),
        (DUES, Outcome.ANSWER, [CME], "wrong"),
        (DUES, Outcome.OFFER, [CME, DUES], "offered"),
        (DUES, Outcome.OFFER, [CME], "missed"),
        (DUES, Outcome.ADMIT, [JOBS], "missed"),
        (DUES, Outcome.TALK, ["smalltalk/greet"], "missed"),
        ("faq/account_contact_us", Outcome.TALK, ["smalltalk/human"], "right"),
        (JOBS, Outcome.ANSWER, [DUES], "answered"),
        (JOBS, Outcome.OFFER, [DUES], "refused"),
    ],
)
def test_each_message_has_one_verdict(label, outcome, labels, expected):
    (outcome,) = left_out.results([prediction(label, outcome, *labels)])
    assert outcome.verdict == expected
    assert (outcome.answer, outcome.certainty) == (DUES, 0.8)


def test_a_further_answer_counts_as_well():
    (outcome,) = left_out.results([prediction(CME, Outcome.ANSWER, DUES, also=(CME,))])
    assert outcome.verdict == "right"


def test_shares_are_of_answerable_and_unanswerable_messages_apart():
    assert score(RESULTS) == {
        "questions": 4,
        "right at once": 0.25,
        "right or offered": 0.5,
        "wrong": 0.25,
        "unanswerable": 2,
        "unanswerable answered": 0.5,
    }
    assert set(score([]).values()) == {0}


def test_gains_and_losses_are_counted_on_the_same_messages():
    after = [result("1", "wrong"), result("2", "right"), result("4", "right"), result("9", "right")]
    counts = compare(RESULTS, after)
    assert counts["compared"] == 3
    assert (counts["right: new"], counts["right: no longer"]) == (2, 1)
    assert (counts["wrong: new"], counts["wrong: no longer"]) == (1, 0)
    assert counts["unanswerable answered: new"] == 0
    assert counts["right: chance"] == 1.0


def test_what_is_hardly_chance_says_so():
    before = [result(str(number), "missed") for number in range(20)]
    after = [result(str(number), "right") for number in range(20)]
    assert compare(before, after)["right: chance"] < 0.001


def test_certainty_that_is_the_share_of_right_answers_has_no_error():
    honest = [result("1", "right", certainty=0.5), result("2", "wrong", certainty=0.5, answer=CME)]
    assert calibration_error(honest) == pytest.approx(0)
    boastful = [result("1", "wrong", certainty=0.9, answer=CME)]
    assert calibration_error(boastful) == pytest.approx(0.9)
    assert calibration_error([]) == 0


def test_what_is_saved_is_read(tmp_path):
    file = tmp_path / "new folder" / "results.jsonl"
    save(RESULTS, file)
    assert read(file) == RESULTS


def test_a_file_that_is_none_is_named(tmp_path):
    with pytest.raises(SetUpError, match="there is no file"):
        read(tmp_path / "none.jsonl")
    (tmp_path / "other.jsonl").write_text('{"text": "a"}\n', encoding="utf-8")
    with pytest.raises(SetUpError, match="line 1"):
        read(tmp_path / "other.jsonl")


def test_the_report_names_writers_and_answers(capsys):
    print_report(RESULTS, RESULTS)
    printed = capsys.readouterr().out
    assert "right at once          25.0%" in printed
    assert "faq/membership_training_dues" in printed
    assert "right: new" in printed


@pytest.fixture
def played(monkeypatch):
    """Folds that were asked for, and a prediction a fold."""
    asked = []

    def predict_folds(folds):
        asked.extend(folds)
        return [prediction(DUES, Outcome.ANSWER, DUES) for _ in folds]

    monkeypatch.setattr(evaluate.left_out, "predict_folds", predict_folds)
    return asked


def test_the_short_form_leaves_out_a_third_of_the_writers(played, tmp_path):
    file = tmp_path / "results.jsonl"
    output = run("evaluate", "--left-out", "--folds", "1", "--save", str(file), "--json").stdout
    assert json.loads(output)["right at once"] == 1.0
    assert played == [0]
    assert len(read(file)) == 1


def test_the_long_form_compares_with_what_was_saved_before(played, tmp_path):
    save([result("dues?", "missed")], tmp_path / "before.jsonl")
    output = run("evaluate", "--left-out", "--against", str(tmp_path / "before.jsonl")).stdout
    assert played == [0, 1, 2]
    assert "right: new                             3" in output


def test_progress_is_said_now_and_then_with_the_time_that_is_left(capsys):
    progress = left_out.Progress("Tuning")
    for step in range(1, 41):
        progress.show(step, 40, 1.5)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 20
    assert lines[0].startswith("Tuning: 2 of 40 steps, loss 1.50, ")
