"""The component corrects a message once; what was typed stays beside the wording."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.spelling.lexicon import Lexicon
from bot.nlu.spelling.speller import Speller
from bot.nlu.spelling_corrector import SpellingCorrector, as_typed
from bot.nlu.wording import WORDING, wording_of


@pytest.fixture(scope="module")
def corrector():
    lexicon = Lexicon.learn([("how much is membership", "x")] * 50)
    return SpellingCorrector(None, None, Speller(lexicon))


def processed(corrector, text):
    (message,) = corrector.process([Message.build(text=text)])
    return message


def test_the_wording_is_an_output_beside_what_was_typed(corrector):
    message = processed(corrector, "how much is membreship")
    assert wording_of(message) == "how much is membership"
    output = message.as_dict(only_output_properties=True)
    assert output["text"] == "how much is membreship"
    assert output[WORDING] == "how much is membership"


@pytest.mark.parametrize("text", ["how much is membership", "/faq/membership_cmee", ""])
def test_what_has_no_slip_or_is_a_command_has_no_wording(corrector, text):
    message = processed(corrector, text)
    assert message.get(WORDING) is None
    assert wording_of(message) == text


def test_training_phrases_are_corrected_alike(corrector):
    data = TrainingData([Message.build(text="membreship", intent="faq")])
    (example,) = corrector.process_training_data(data).training_examples
    assert wording_of(example) == "membership"


def test_words_that_stay_as_typed_come_from_a_lookup_table():
    tables = [{"name": "as_typed", "elements": ["acct"]}, {"name": "other", "elements": ["x"]}]
    assert as_typed(TrainingData(lookup_tables=tables)) == ["acct"]
