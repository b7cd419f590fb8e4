"""What all tests share. A test that cannot run here is skipped aloud, and fails where it must run."""

from __future__ import annotations

import os
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.eligibility.decide import Eligibility
from bot.knowledge.loader import Knowledge, load
from bot.nlu import model_file

if TYPE_CHECKING:
    from testkit.visits import Assistant


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="session")
def eligibility(knowledge: Knowledge) -> Eligibility:
    return Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The trained model, without HTTP; what it imports takes seconds, so only tests that need it do."""
    from testkit.visits import Assistant

    return Assistant(model_file.current(), date(2026, 11, 27))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's driver leaves an event loop running in this thread, so its tests come last."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = [reason for mark, reason in _missing().items() if item.get_closest_marker(mark)]
    if not missing:
        return
    if os.environ.get("ASSISTANT_TESTS_MAY_SKIP", "yes") == "no":
        pytest.fail(f"this must run here, but {missing[0]}", pytrace=False)
    pytest.skip(missing[0])


def _missing() -> dict[str, str]:
    reasons = {}
    if not model_file.current().is_file():
        reasons["rasa"] = "the model is not trained (make train)"
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        reasons["browser"] = "there is no Chromium"
    folders = ("/usr/lib/postgresql", "/usr/lib/rabbitmq")
    if not all(map(shutil.which, ("redis-server", "nginx"))) or not all(
        map(os.path.isdir, folders)
    ):
        reasons["services"] = "one of Redis, nginx, PostgreSQL and RabbitMQ is not there"
    return reasons


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate-paths", action="store_true", help="write every_path.csv anew")
