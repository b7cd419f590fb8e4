"""Taught means answered: what stands in the training data, and every published question, gets just that."""

from __future__ import annotations

import random
from datetime import date

import pytest

from bot.conversation.completion import answers_in
from bot.conversation.conversation import Conversation
from bot.conversation.message_reader import MessageReader
from bot.conversation.saved_code import NothingKept
from bot.knowledge.loader import load
from bot.nlu import model_file
from bot.nlu.facts.reader import default_reader
from bot.nlu.phrases.files import read_phrases
from bot.nlu.ranking.answer_policy import FAQ, Outcome, family
from bot.nlu.understanding import Understanding
from bot.settings import ROOT

pytestmark = pytest.mark.rasa

HOW_MANY = 100


@pytest.fixture(scope="module")
def understanding():
    return Understanding.of_model(model_file.current())


@pytest.fixture(scope="module")
def taught():
    """A hundred phrases of answers, drawn the same way each time."""
    phrases = [phrase for phrase in read_phrases(ROOT) if family(phrase.label) == FAQ]
    return random.Random(16).sample(phrases, HOW_MANY)


def answered_as(understanding, text, label):
    choice = understanding.understand(text).choice
    return choice.outcome is Outcome.ANSWER and choice.labels[0] == label


@pytest.mark.parametrize(
    "typed",
    [str, str.upper, lambda text: f"  {text.replace(' ', '  ')} ?!"],
    ids=["verbatim", "in capitals", "with blanks and marks"],
)
def test_a_hundred_of_a_hundred_taught_texts_are_answered_as_taught(understanding, taught, typed):
    refused = [p for p in taught if not answered_as(understanding, typed(p.text), p.label)]
    assert refused == []


def test_a_conversation_gives_their_answers_unless_danger_comes_first(taught, understanding):
    reader = default_reader()
    message_reader = MessageReader.of_model(model_file.current(), understanding, reader)
    conversation = Conversation(load(), reader, NothingKept(), date(2026, 11, 24))
    answers = load().answers_by_label
    replies = {
        phrase: conversation.respond(None, message_reader.read(phrase.text)) for phrase in taught
    }
    refused = [
        phrase
        for phrase, reply in replies.items()
        if answers[phrase.label].id not in answers_in(reply.messages) and reply.rule != "safety"
    ]
    assert refused == []


def test_every_published_question_is_answered_by_its_own_answer(understanding):
    answers = load().answers.values()
    refused = [a.id for a in answers if not answered_as(understanding, a.question, a.label)]
    assert refused == []
