"""Rasa's own command, `rasa`, where TensorFlow need not be installed: importing `bot` sees to that."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from rasa.__main__ import main as rasa_main

from bot.errors import AssistantError


def main() -> None:
    """Run the command; of an error that we raise on purpose the sentence stands last."""
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
