"""How Rasa asks the action server: over connections that are kept, about one turn, and reads what it says at once.

Rasa 3.6 opens a connection for each action, sends every event that it remembers, has jsonschema check
the schema against the schema of all schemas at each answer and then each event against those of all kinds, and
looks for the kind of an event among all classes: most of what asking took. There is no setting for any of it, so
four methods are replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import lru_cache
from typing import Any

import aiohttp
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

# Shorter than the action server keeps an idle connection, so that none is used that it just closed.
_SECONDS_IDLE = 4.0
_SESSION = "session_of_this_process"
# Rasa has some twenty kinds of events.
_KINDS_REMEMBERED = 100


def ask_with_less_work() -> None:
    """Replace the four methods, for every remote action of this process; again does no harm."""
    EndpointConfig.session = kept_session
    RemoteAction._action_call_format = about_one_turn  # noqa: SLF001
    RemoteAction._validate_action_result = _validate_by(_validator())  # noqa: SLF001
    Event.resolve_by_type = staticmethod(_kind_of_event)


def kept_session(endpoint: EndpointConfig) -> AbstractAsyncContextManager[aiohttp.ClientSession]:
    """Return the endpoint's session, opened when it is first used, for a `with` that leaves it open."""
    session: aiohttp.ClientSession | None = getattr(endpoint, _SESSION, None)
    if session is None or session.closed:
        session = aiohttp.ClientSession(
            headers=endpoint.headers,
            auth=aiohttp.BasicAuth(**endpoint.basic_auth) if endpoint.basic_auth else None,
            timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
            cookie_jar=aiohttp.DummyCookieJar(),
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_SECONDS_IDLE),
        )
        setattr(endpoint, _SESSION, session)
    return nullcontext(session)


async def close_session(endpoint: EndpointConfig | None) -> None:
    """Close what `kept_session` opened; where nothing was opened, nothing happens."""
    session: aiohttp.ClientSession | None = getattr(endpoint, _SESSION, None)
    if session is not None:
        await session.close()


_about_all_turns = RemoteAction._action_call_format  # noqa: SLF001


def about_one_turn(
    action: RemoteAction, tracker: DialogueStateTracker, domain: Domain
) -> dict[str, Any]:
    """Return what Rasa sends, with the events from the last message on: what an action replies to."""
    question: dict[str, Any] = _about_all_turns(action, tracker, domain)
    question["tracker"]["events"] = _last_turn(question["tracker"]["events"])
    return question


def _last_turn(events: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    places = [place for place, event in enumerate(events) if event["event"] == "user"]
    return events[places[-1] :] if places else events


def _validator() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator: Validator = kind(schema)
    return validator


def _validate_by(validator: Validator) -> Any:
    def validate(_: RemoteAction, result: dict[str, Any]) -> bool:
        """Raises jsonschema.ValidationError, as Rasa's own does; Rasa names the action."""
        if not _is_as_ours(result):
            validator.validate(result)
        return True

    return validate


def _is_as_ours(result: Any) -> bool:
    """Tell whether it is made as `action_reply` answers, and so fits the schema; of others that is to be seen."""
    if not isinstance(result, dict) or result.keys() != {"events", "responses"}:
        return False
    events, responses = result["events"], result["responses"]
    if not isinstance(events, list) or not isinstance(responses, list):
        return False
    return all(map(_is_as_our_event, events)) and all(isinstance(one, dict) for one in responses)


def _is_as_our_event(event: Any) -> bool:
    if not isinstance(event, dict) or event.get("timestamp") is not None or "metadata" in event:
        return False
    kind = event.get("event")
    is_slot = kind == "slot" and isinstance(event.get("name"), str) and "value" in event
    return is_slot or kind == "followup"


# A class that is made later is no kind of event that an action server knows of.
_kind_of_event = lru_cache(maxsize=_KINDS_REMEMBERED)(Event.resolve_by_type)
