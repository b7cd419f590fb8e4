"""Rasa's own command, `rasa`, where TensorFlow need not be installed: importing `bot` sees to that."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

from rasa.__main__ import main as rasa_main

from bot.errors import AssistantError

# A training makes several hundred thousand objects that stay. To look for cycles among them after every seven hundred,
# as Python does, is a third of reading the phrases; who serves keeps Python's own pace.
_OBJECTS_BETWEEN_COLLECTIONS = 200_000


def main() -> None:
    """Run the command; of an error that we raise on purpose the sentence stands last."""
    if sys.argv[1:2] == ["train"]:
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        rasa_main()
    except Exception as error:
        for cause in _causes(error):
            if isinstance(cause, AssistantError):
                sys.exit(f"rasa: {cause}")
        raise


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


if __name__ == "__main__":
    main()
