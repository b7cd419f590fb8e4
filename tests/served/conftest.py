"""The real processes on ports of their own, with a database of their own, talked to over HTTP."""

from __future__ import annotations

import sys

import pytest

from testkit.served import stack  # noqa: F401
from testkit.visitor import Visitor


@pytest.fixture
def visitor(stack):  # noqa: F811 - the fixture by its name
    return Visitor.at(stack.address)


@pytest.fixture
def python():
    return sys.executable
