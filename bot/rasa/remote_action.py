"""What an action server answered is checked against Rasa's schema; the schema itself, once a process.

Rasa 3.6 has jsonschema check the schema against the schema of all schemas at each answer: 35 of the
47 ms that a guided turn took. There is no setting for it, so the one method is replaced.
"""

from __future__ import annotations

from typing import Any

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


def check_schema_once() -> None:
    """Let every remote action of this process use one validator."""
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator: Validator = kind(schema)

    def validate(_: RemoteAction, result: dict[str, Any]) -> bool:
        """Raises jsonschema.ValidationError, as Rasa's own does; Rasa names the action."""
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate  # noqa: SLF001
