"""The whole of it on one machine: nginx, two gateways, three Rasa workers, two action servers."""

from __future__ import annotations

import pytest

from testkit.topology import Topology
from tests.served.conftest import Visitor


@pytest.fixture(scope="session")
def scaled(tmp_path_factory):
    topology = Topology(
        tmp_path_factory.mktemp("scaled"),
        gateways=2,
        rasas=3,
        actions=2,
        services=True,
        proxy=True,
    )
    try:
        topology.start()
        yield topology
    finally:
        topology.stop()


@pytest.fixture
def visitor(scaled):
    return Visitor(scaled.address)
