"""A process that ended is not taken for one that still works."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.publishing.process import is_running


def test_a_child_runs_until_it_ends_and_is_laid_to_rest():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert is_running(child.pid)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not is_running(child.pid)
    with pytest.raises(ChildProcessError):
        os.waitpid(child.pid, os.WNOHANG)
    child.returncode = -9


def test_a_process_that_is_nobodys_child_runs_too():
    assert is_running(os.getpid())


def test_a_process_of_another_user_runs(monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert is_running(os.getpid())


def test_a_process_that_there_is_not_does_not_run(monkeypatch):
    def miss(*_):
        raise ProcessLookupError

    monkeypatch.setattr(os, "kill", miss)
    assert not is_running(os.getpid())
