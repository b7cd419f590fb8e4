"""The whole of it on one machine: nginx, two gateways, three Rasa workers, two action servers."""

from __future__ import annotations

import pytest

from testkit.stack import Stack
from testkit.visitor import Visitor


@pytest.fixture(scope="session")
def scaled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scaled")
    with Stack(folder, gateways=2, rasas=3, actions=2, services=True, proxy=True) as stack:
        yield stack


@pytest.fixture
def visitor(scaled):
    return Visitor.at(scaled.address)
