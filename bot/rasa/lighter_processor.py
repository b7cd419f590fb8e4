"""What Rasa's processor need not do at each message: find out again which action an intent leads to, and in what order
its components run.

Its rules send an intent to an action, whatever was said before (data/stories). To find that out it replays the
conversation twice for each message and compares it with every rule, which is a fifth of what a message costs
in Rasa. It also plans for each message anew which component waits for which, as if several ran at once,
copies all that it would log, deeply, whether it logs it or not, writes its whole domain out to see whether there
is one, and replays the conversation for the copy that an action gets. There is no setting for any of it.
"""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

import rasa.core.processor
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_PREDICTIONS = "predictions_by_intent"
_GRAPHS = "graphs_by_targets"
_IS_EMPTY = "is_empty_as_read"


class _CopyingNothing:
    """Stands for the module `copy` in Rasa's processor, which uses it for what it logs and nothing else."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        return value


def work_less() -> None:
    """Replace what does that, for every processor of this process; again does no harm."""
    MessageProcessor._predict_next_with_tracker = _prediction  # noqa: SLF001
    rasa.core.processor.copy = _CopyingNothing
    DaskGraphRunner.run = run_in_order
    Domain.is_empty = _is_empty
    DialogueStateTracker.copy = copied_as_it_stands


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


_found_empty = Domain.is_empty


def _is_empty(domain: Domain) -> bool:
    """Tell whether there is nothing in a domain, which nobody changes once it is read."""
    known = vars(domain)
    if _IS_EMPTY not in known:
        known[_IS_EMPTY] = _found_empty(domain)
    return bool(known[_IS_EMPTY])


def copied_as_it_stands(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Return a tracker with the same events and values, of which neither changes with the other's."""
    own = copy.copy(tracker)
    own.events = deque(tracker.events, tracker.events.maxlen)
    own.slots = copy.copy(tracker.slots)
    own.slots.update((name, copy.copy(slot)) for name, slot in tracker.slots.items())
    return own


def run_in_order(
    runner: DaskGraphRunner,
    inputs: Mapping[str, Any] | None = None,
    targets: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Run the components that the targets rest on, each behind those that it needs, and return what the targets give.

    Raises GraphRunError.
    """
    names = tuple(targets or runner._graph_schema.target_names)  # noqa: SLF001
    graphs: dict[tuple[str, ...], dict[str, Any]] = vars(runner).setdefault(_GRAPHS, {})
    if names not in graphs:
        schema = runner._graph_schema.minimal_graph_schema(list(names))  # noqa: SLF001
        graphs[names] = runner._build_dask_graph(schema)  # noqa: SLF001
    graph = graphs[names]
    outputs: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}

    def output_of(name: str) -> Any:
        if name not in outputs:
            component, *needs = graph[name]
            outputs[name] = component(*map(output_of, needs))
        return outputs[name]

    try:
        return dict(map(output_of, names))
    except (KeyError, RuntimeError) as error:
        raise GraphRunError("Error running runner.") from error
