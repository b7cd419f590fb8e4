"""What all tests share. A test that cannot run here is skipped aloud, and fails where it must run."""

from __future__ import annotations

import os
import shutil

import pytest

from bot.knowledge.loader import Knowledge, load
from bot.nlu import model_file


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()


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
