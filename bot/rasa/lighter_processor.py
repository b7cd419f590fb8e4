"""What Rasa's processor need not do at each message: find out again which action an intent leads to.

Its rules send an intent to an action, whatever was said before (data/stories). To find that out it replays the
conversation twice for each message and compares it with every rule, which is a fifth of what a message costs
in Rasa. It also copies all that it would log, deeply, whether it logs it or not. There is no setting for either.
"""

from __future__ import annotations

import copy
from typing import Any

import rasa.core.processor
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_PREDICTIONS = "predictions_by_intent"


class _CopyingNothing:
    """Stands for the module `copy` in Rasa's processor, which uses it for what it logs and nothing else."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        return value


def predict_once() -> None:
    """Replace what the processor does, for every processor of this process; again does no harm."""
    MessageProcessor._predict_next_with_tracker = _prediction  # noqa: SLF001
    rasa.core.processor.copy = _CopyingNothing


_predict = MessageProcessor._predict_next_with_tracker  # noqa: SLF001


def _prediction(processor: MessageProcessor, tracker: DialogueStateTracker) -> PolicyPrediction:
    """Return what Rasa predicts; behind a message whose intent came before, what it predicted then."""
    intent = _deciding_intent(tracker)
    if intent not in processor.domain.intent_properties:
        return _predict(processor, tracker)
    # A processor has one model, and goes with it.
    known: dict[str, PolicyPrediction] = vars(processor).setdefault(_PREDICTIONS, {})
    if intent not in known:
        known[intent] = _of_its_own(_predict(processor, tracker))
    return _of_its_own(known[intent])


def _deciding_intent(tracker: DialogueStateTracker) -> str:
    """Return the intent where it alone decides: right behind its message, while no form runs; else an empty text."""
    last = tracker.events[-1] if tracker.events else None
    if not isinstance(last, UserUttered) or tracker.followup_action or tracker.active_loop:
        return ""
    return str(last.intent.get("name")) if tracker.latest_action_name == ACTION_LISTEN_NAME else ""


def _of_its_own(prediction: PolicyPrediction) -> PolicyPrediction:
    """Return the prediction with events that no other conversation holds: their time is set in each."""
    own = copy.copy(prediction)
    own.events = [copy.copy(event) for event in prediction.events]
    own.optional_events = [copy.copy(event) for event in prediction.optional_events]
    return own
