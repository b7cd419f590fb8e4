"""Rasa's processor does as before with less work: it asks its rules once an intent, and runs components in order."""

from __future__ import annotations

import copy
from types import SimpleNamespace
from typing import ClassVar
from unittest.mock import patch

import pytest
import rasa.core.processor
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    DefinePrevUserUtteredFeaturization,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

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
        patch.object(DaskGraphRunner, "run"),
        patch.object(Domain, "is_empty"),
        patch.object(DialogueStateTracker, "copy"),
        patch.object(lighter_processor, "_predict", ask_rules),
    ):
        lighter_processor.work_less()
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


def test_a_domain_is_written_out_once_to_see_whether_it_is_empty(predict):
    domain = Domain.from_dict({"intents": ["faq"]})
    with patch.object(Domain, "as_dict", autospec=True, side_effect=Domain.as_dict) as written:
        assert [domain.is_empty() for _ in range(3)] == [False] * 3
        assert [call.args[0] is domain for call in written.call_args_list].count(True) == 1
    assert Domain.empty().is_empty()


@pytest.fixture
def talked():
    """A tracker with a slot that was set."""
    slot = AnySlot("conversation", mappings=[])
    events = [LISTEN, said("faq"), SlotSet("conversation", "before")]
    return DialogueStateTracker.from_events("s", events, [slot])


def test_a_copy_of_a_tracker_is_what_replaying_its_events_gives(predict, talked):
    replayed = talked.travel_back_in_time(float("inf"))
    assert talked.copy().current_state(EventVerbosity.ALL) == (
        replayed.current_state(EventVerbosity.ALL)
    )


def test_what_happens_to_a_copy_happens_to_it_alone(predict, talked):
    copied = talked.copy()
    copied.update(SlotSet("conversation", "after"))
    copied.update(ActionExecuted("action_reply"))
    assert talked.get_slot("conversation") == "before"
    assert copied.get_slot("conversation") == "after"
    assert len(talked.events) == 3
    assert talked.latest_action_name == "action_listen"


class Steps(GraphComponent):
    """Notes which step ran, and adds its number to what came."""

    ran: ClassVar[list[int]] = []

    def __init__(self, number):
        self._number = number

    @classmethod
    def create(cls, config, model_storage, resource, execution_context):
        return cls(config["number"])

    def add(self, given):
        Steps.ran.append(self._number)
        if given < 0:
            raise RuntimeError("no such number")
        return given + self._number

    def add_both(self, given, other):
        return self.add(given + other)


def step(number, function="add", **needs):
    return SchemaNode(needs, Steps, "create", function, {"number": number}, eager=True)


@pytest.fixture
def runner(tmp_path):
    """Two steps behind what is given, one that takes both, and one that nobody needs."""
    Steps.ran.clear()
    schema = GraphSchema(
        {
            "both": step(100, "add_both", given="first", other="second"),
            "second": step(10, given="first"),
            "first": step(1, given="number"),
            "unneeded": step(1000, given="number"),
        }
    )
    storage = LocalModelStorage(tmp_path)
    return DaskGraphRunner(schema, storage, ExecutionContext(schema, "model"))


def test_each_component_runs_once_behind_those_that_it_needs(runner):
    result = lighter_processor.run_in_order(runner, {"number": 5}, ["both"])
    assert Steps.ran == [1, 10, 100]
    assert result == {"both": 6 + 16 + 100} == runner.run({"number": 5}, ["both"])


def test_one_runner_gives_what_is_asked_for_each_time(runner):
    assert lighter_processor.run_in_order(runner, {"number": 5}, ["both"]) == {"both": 122}
    assert lighter_processor.run_in_order(runner, {"number": 7}, ["second"]) == {"second": 18}
    assert lighter_processor.run_in_order(runner, {"number": 6}, ["both"]) == {"both": 124}


def test_an_error_of_a_component_is_told_as_rasa_tells_it(runner):
    with pytest.raises(GraphComponentException):
        lighter_processor.run_in_order(runner, {"number": -5}, ["first"])
    with pytest.raises(GraphComponentException):
        runner.run({"number": -5}, ["first"])


def test_what_needs_something_that_was_not_given_does_not_run(runner):
    with pytest.raises(GraphRunError):
        lighter_processor.run_in_order(runner, {}, ["first"])
    with pytest.raises(GraphRunError):
        runner.run({}, ["first"])
