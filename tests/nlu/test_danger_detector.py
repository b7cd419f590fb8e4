"""The component adds what it sees beside the intent, and says nothing of buttons."""

from __future__ import annotations

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.danger_detector import DangerDetector

pytestmark = pytest.mark.rasa
EXAMPLES = [
    ("I want to end my life", "danger", "danger/crisis"),
    ("I do not want to live", "danger", "danger/crisis"),
    ("I will hurt the person at the desk", "danger", "danger/threat"),
    ("this form is killing me", "danger", "danger/none"),
    ("how much is membership", "faq", "faq/membership_dues"),
    ("what do I pay per year", "faq", "faq/membership_dues"),
    ("hello", "smalltalk", "smalltalk/greet"),
]
CONFIG = {"featurizer": "sentence_encoder"}


@pytest.fixture
def storage(tmp_path):
    return SimpleNamespace(
        write_to=lambda _: nullcontext(tmp_path), read_from=lambda _: nullcontext(tmp_path)
    )


@pytest.fixture
def detector(storage):
    detector = DangerDetector.create(CONFIG, storage, None, None)
    messages = [
        Message({"text": text, "intent": intent, "intent_response_key": label})
        for text, intent, label in EXAMPLES
    ]
    detector.train(TrainingData(messages))
    return detector


def assessed(detector, text):
    (message,) = detector.process([Message.build(text=text)])
    return message.get("danger")


def test_a_danger_stands_beside_the_intent(detector):
    danger = assessed(detector, "I want to end my life")
    assert danger["kind"] == "crisis"
    assert danger["probability"] > 0.5
    assert assessed(detector, "how much is membership")["probability"] < 0.5


@pytest.mark.parametrize("text", ["", "  ", "/faq/membership_cme", '/tell{"told": "place=us"}'])
def test_a_button_or_nothing_is_not_assessed(detector, text):
    assert assessed(detector, text) is None


def test_what_was_trained_is_loaded_again(detector, storage):
    loaded = DangerDetector.load(CONFIG, storage, None, None)
    text = "I do not want to live"
    assert assessed(loaded, text) == assessed(detector, text)


def test_untrained_it_sees_nothing(storage):
    assert assessed(DangerDetector.create(CONFIG, storage, None, None), "I want to die") is None


def test_it_is_trained_anew_when_the_classifier_changes():
    assert len(DangerDetector.fingerprint_addon(CONFIG)) == 64
