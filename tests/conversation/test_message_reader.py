"""A message is understood on the phone as it is in the chat: one reading of it, without Rasa and with."""

from __future__ import annotations

import pytest

from actions.reply import turn_of
from bot.conversation.message_reader import MessageReader
from bot.nlu import model_file
from bot.nlu.facts.reader import default_reader
from bot.nlu.understanding import Understanding

pytestmark = pytest.mark.rasa

MESSAGES = (
    "what do residents pay",
    "memmber in trainig dues",
    "dues and cme?",
    "dues",
    "can i pay in installments",
    "what is the late fee",
    "i am a resident in ohio",
    "hi i'm a pgy-4 at mass general, do i owe anything this year",
    "im a physicist, therapy, no board yet, working in ohio",
    "sorry, i meant canada",
    "my code is TYEY-Q9YP",
    "hello there",
    "posso pagare in italiano",
    "i want to hurt somebody",
    "and after that?",
    "?",
)


@pytest.fixture(scope="module")
def reader():
    model = model_file.current()
    return MessageReader.of_model(model, Understanding.of_model(model), default_reader())


@pytest.mark.parametrize("text", MESSAGES)
def test_staff_read_a_message_as_the_chat_does(reader, assistant, text):
    assert reader.read(text) == turn_of(assistant.pipeline.parse(text))
