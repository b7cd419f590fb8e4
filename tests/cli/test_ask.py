"""One question on the command line: the answer with its sources, or what it might have meant."""

from __future__ import annotations

import json

import pytest

from bot.cli import ask
from bot.conversation.message_reader import user_turn
from bot.nlu.facts.reader import default_reader
from bot.nlu.ranking.answer_policy import Choice, Outcome
from bot.nlu.understanding import Understood
from testkit.command import run

DUES, CME = "faq/membership_training_dues", "faq/membership_cme"


@pytest.fixture
def questions(monkeypatch):
    """Return a function that sets how the question is understood; returns what was asked."""
    texts = []

    class PlayedReader:
        understood = Understood(Choice(Outcome.ANSWER, (DUES,), 0.91234), (), ((DUES, 0.9),))

        def read(self, text):
            texts.append(text)
            return user_turn(text, self.understood, default_reader())

    monkeypatch.setenv("ASSISTANT_TODAY", "2026-11-23")
    monkeypatch.setattr(ask.model_file, "trained", lambda _: "model")
    monkeypatch.setattr(ask.Understanding, "of_model", lambda _: None)
    monkeypatch.setattr(ask.MessageReader, "of_model", lambda *_: PlayedReader())

    def understand_as(choice):
        PlayedReader.understood = Understood(choice, (), ((choice.labels[0], choice.confidence),))
        return texts

    return understand_as


def test_an_answer_comes_with_its_sources_and_the_day_it_was_checked(questions):
    questions(Choice(Outcome.ANSWER, (DUES,), 0.9))
    output = run("ask", "what do residents pay").stdout
    assert "Source: " in output
    assert "https://" in output
    assert "[membership/training_dues, checked on " in output


def test_as_json_it_is_the_message_of_the_chat(questions):
    questions(Choice(Outcome.ANSWER, (DUES,), 0.91234))
    result = json.loads(run("ask", "what do residents pay", "--json").stdout)
    assert result["messages"][0]["answer"]["id"] == "membership/training_dues"
    assert result["confidence"] == 0.9123


def test_an_unsure_understanding_is_asked_back_about(questions):
    questions(Choice(Outcome.OFFER, (CME, DUES), 0.4))
    lines = run("ask", "paper").stdout.splitlines()
    assert sum(line.startswith("  * ") for line in lines) >= 2
    assert not any(line.startswith("Source") for line in lines)


@pytest.mark.parametrize(
    "typed", [["  what \n do  residents pay "], ["what", "do", "residents", "pay"]]
)
def test_spaces_and_missing_quotes_do_not_count(questions, typed):
    texts = questions(Choice(Outcome.ANSWER, (DUES,), 0.9))
    run("ask", *typed)
    assert texts == ["what do residents pay"]


def test_letters_in_another_encoding_bring_no_traceback(questions):
    texts = questions(Choice(Outcome.ANSWER, (DUES,), 0.9))
    run("ask", b"d\xfces".decode("utf-8", "surrogateescape"))
    assert texts == ["d?es"]


def test_an_empty_question_is_refused_with_an_example(questions):
    texts = questions(Choice(Outcome.ANSWER, (DUES,), 0.9))
    result = run("ask", "  ")
    assert (result.returncode, texts) == (2, [])
    assert "a question is needed" in result.stderr


@pytest.mark.parametrize("name", ["find_category", "what_will_i_pay", "help_me_apply"])
def test_a_guide_begins_with_its_first_question(questions, name):
    questions(Choice(Outcome.ANSWER, (name,), 0.9))
    result = run("ask", "which membership fits me")
    assert "Where are you in your career today?" in result.stdout
    assert "  * Student" in result.stdout


@pytest.mark.parametrize("word", ["dues", "fees", "login", "refund", "join"])
def test_a_keyword_that_is_not_understood_offers_questions_as_in_the_chat(questions, word):
    questions(Choice(Outcome.ADMIT, ("out_of_scope/fragments",), 0.9))
    output = run("ask", word).stdout
    assert "do not answer that" not in output
    assert output.count("  * ") >= 2


def test_a_button_that_a_terminal_does_not_have_is_said_to_be_elsewhere(questions):
    note = "is a button on the website; from here, please call."
    questions(Choice(Outcome.ADMIT, ("out_of_scope/other",), 0.9))
    assert note in run("ask", "who won the cup").stdout
    questions(Choice(Outcome.ANSWER, (DUES,), 0.9))
    assert note not in run("ask", "what do residents pay").stdout


def test_who_tells_of_themselves_gets_the_reply_for_them_as_in_the_chat(questions):
    questions(Choice(Outcome.ANSWER, (DUES,), 0.9))
    output = run("ask", "I am a radiology resident in Ohio. What do I pay?").stdout
    assert "Member-in-training" in output
    assert "$0" in output


def test_without_a_model_it_says_how_to_make_one(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSISTANT_MODEL", str(tmp_path / "none.tar.gz"))
    result = run("ask", "dues?")
    assert result.returncode == 2
    assert "assistant train" in result.stderr
