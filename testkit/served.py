"""One running assistant for all tests that talk to it over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from testkit.stack import Stack

# Short, so that a test of what happens when time runs out does not take long.
DEADLINE_SECONDS = 3.0


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    overrides: dict[str, object] = {"deadline_seconds": DEADLINE_SECONDS}
    with Stack(tmp_path_factory.mktemp("served"), consoles=1, overrides=overrides) as stack_:
        yield stack_
