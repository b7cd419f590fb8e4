"""Rasa's processor says which action follows a message as before, and asks its rules once for each intent."""

from __future__ import annotations

import copy
from types import SimpleNamespace
from unittest.mock import patch

import pytest
import rasa.core.processor
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    DefinePrevUserUtteredFeaturization,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa import lighter_processor

pytestmark = pytest.mark.rasa
LISTEN = ActionExecuted("action_listen")


@pytest.fixture
def asked():
    """The trackers for which the rules were asked."""
    return []


@pytest.fixture
def predict(asked):
    """Predicts with one processor what follows some events; afterwards Rasa's own methods are back."""

    def ask_rules(_, tracker):
        asked.append(tracker)
        return PolicyPrediction(
            [float(len(asked))], "rules", events=[DefinePrevUserUtteredFeaturization(False)]
        )

    with (
        patch.object(MessageProcessor, "_predict_next_with_tracker"),
        patch.object(rasa.core.processor, "copy", copy),
        patch.object(lighter_processor, "_predict", ask_rules),
    ):
        lighter_processor.predict_once()
        processor = SimpleNamespace(domain=SimpleNamespace(intent_properties={"faq", "tell"}))

        def predict(*events, followup=None):
            tracker = DialogueStateTracker.from_events("s", list(events))
            tracker.followup_action = followup
            return MessageProcessor._predict_next_with_tracker(processor, tracker)

        yield predict


def said(intent):
    return UserUttered("something", intent={"name": intent, "confidence": 1.0})


def test_the_rules_are_asked_once_for_an_intent(predict, asked):
    first, second = predict(LISTEN, said("faq")), predict(LISTEN, said("faq"))

    assert len(asked) == 1
    assert second.probabilities == first.probabilities
    assert second.policy_name == first.policy_name
    assert second.events == first.events


def test_another_intent_is_asked_for(predict, asked):
    assert predict(LISTEN, said("faq")).probabilities == [1.0]
    assert predict(LISTEN, said("tell")).probabilities == [2.0]


def test_no_two_conversations_hold_the_same_event(predict):
    first, second = predict(LISTEN, said("faq")), predict(LISTEN, said("faq"))
    assert first.events[0] is not second.events[0]


@pytest.mark.parametrize(
    ("events", "followup"),
    [
        ((LISTEN, said("faq"), ActionExecuted("action_reply")), None),
        ((ActionExecuted("action_reply"), said("faq")), None),
        ((LISTEN, said("faq"), ActiveLoop("form"), LISTEN, said("faq")), None),
        ((LISTEN, said("faq")), "action_listen"),
        ((LISTEN, said("unheard_of")), None),
        ((LISTEN, UserUttered("something", intent={})), None),
        ((), None),
    ],
)
def test_what_the_intent_alone_does_not_decide_is_asked_each_time(predict, asked, events, followup):
    predict(*events, followup=followup)
    predict(*events, followup=followup)
    assert len(asked) == 2


def test_what_is_only_logged_is_not_copied(predict):
    events = [said("faq")]
    assert rasa.core.processor.copy.deepcopy(events) is events
