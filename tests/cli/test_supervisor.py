"""Several processes kept running: real ones, small enough to be killed many times."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

from bot.settings import ROOT
from testkit.services import wait_until

PROGRAM = textwrap.dedent(
    """
    import os, psutil, sys
    from pathlib import Path
    from bot.cli.supervisor import Supervisor

    folder = Path(sys.argv[1])
    live = "import signal, sys, time\\nfrom pathlib import Path\\n"
    live += "def end(*_):\\n    open('order', 'a').write(sys.argv[1] + ' ')\\n    sys.exit(0)\\n"
    live += "signal.signal(signal.SIGTERM, end)\\nprint('started', flush=True)\\ntime.sleep(60)"
    commands = {
        "door": [sys.executable, "-c", live, "door"],
        "behind": [sys.executable, "-c", live, "behind"],
    }
    if "--broken" in sys.argv:
        commands["broken"] = [sys.executable, "-c", "print('the reason'); raise SystemExit(3)"]

    def write(name, line):
        with open(folder / "log", "a") as log:
            log.write(f"{name}: {line}\\n")

    def answers(name):
        silent = {psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE}
        children = [child for child in psutil.Process().children() if child.status() not in silent]
        return any(child.cmdline()[-1:] == [name] for child in children)

    def new_answers():
        write("probe", "new asked")
        return answers("new")

    def door_answers():
        write("probe", "asked")
        return "--never-answers" not in sys.argv and answers("door")

    probes = {"door": door_answers} if {"--probe", "--never-answers"} & set(sys.argv) else {}
    stages = [{"door", "broken"}, {"behind"}]
    supervisor = Supervisor(commands, stages, os.environ, folder, write, probes, 0.1)
    if "--replace" in sys.argv:
        import threading, time

        def replace():
            while not (folder / "replace").exists():
                time.sleep(0.05)
            new = [sys.executable, "-c", live, "new"]
            supervisor.add("behind@2", new, {"LC_TEST": "1"}, new_answers)
            supervisor.remove({"behind"})

        threading.Thread(target=replace, daemon=True).start()
    if "--ready" in sys.argv:
        supervisor.is_ready.set()
    if "--ready-later" in sys.argv:
        import threading, time

        def be_ready():
            while not (folder / "ready").exists():
                time.sleep(0.05)
            supervisor.is_ready.set()

        threading.Thread(target=be_ready, daemon=True).start()
    dead = supervisor.run({"behind"} if "--behind-last" in sys.argv else set())
    write("end", f"{dead.name} {dead.process.returncode} {list(dead.last_lines)}" if dead else "asked")
    """
)


class Run:
    def __init__(self, folder, *options):
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), *options],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    @property
    def log(self):
        path = self.folder / "log"
        return path.read_text().splitlines() if path.exists() else []

    def children(self):
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, name):
        return next(child for child in self.children() if child.cmdline()[-1] == name)

    def wait_for(self, line, times=1):
        wait_until(lambda: self.log.count(line) >= times, line, 20)


@pytest.fixture
def start(tmp_path):
    """Return a function that starts a supervisor and waits until its two processes run."""
    runs = []

    def start_(*options, names=("door", "behind")):
        run = Run(tmp_path, *options)
        runs.append(run)
        for name in names:
            run.wait_for(f"{name}: started")
        return run

    yield start_
    for run in runs:
        if run.process.poll() is None:
            run.process.kill()
        run.process.wait()


def test_who_dies_is_started_again_and_the_others_go_on(start):
    run = start("--ready")
    behind = run.child("behind").pid
    for times in (2, 3):
        run.child("door").kill()
        run.wait_for("door: started", times)
    assert run.child("behind").pid == behind
    assert "serve: door ended with status -9; starts again in 0 s" in run.log


def test_who_hangs_is_killed_and_started_again(start):
    run = start("--ready", "--probe")
    behind = run.child("behind").pid
    run.wait_for("probe: asked", 2)
    run.child("door").send_signal(signal.SIGSTOP)
    run.wait_for("serve: door does not answer any more and is killed")
    run.wait_for("door: started", 2)
    assert run.child("behind").pid == behind


def test_who_never_answered_is_left_to_start_in_peace(start):
    run = start("--ready", "--never-answers")
    run.wait_for("probe: asked", 6)
    assert not [line for line in run.log if "killed" in line]


def test_who_dies_again_and_again_waits_twice_as_long_each_time(start):
    run = start("--ready", "--broken")
    for seconds in ("0", "0.5", "1"):
        run.wait_for(f"serve: broken ended with status 3; starts again in {seconds} s")


def test_a_process_that_dies_before_all_are_ready_ends_everything_and_is_named(start):
    run = start("--broken")
    assert run.process.wait(20) == 0
    assert run.log[-1] == "end: broken 3 ['the reason']"


def test_the_last_start_when_the_others_are_ready(start):
    run = start("--ready-later", "--behind-last", names=["door"])
    assert [child.cmdline()[-1] for child in run.children()] == ["door"]

    (run.folder / "ready").touch()

    run.wait_for("behind: started")
    assert niceness(run.child("behind")) > niceness(run.child("door"))


def niceness(process):
    """Return that of a process and, where Linux weighs sessions, of its session."""
    session = Path(f"/proc/{process.pid}/autogroup")
    words = session.read_text(encoding="ascii").split() if session.exists() else ["0"]
    return process.nice() + int(words[-1])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_in_order(start, number):
    run = start()
    children = run.children()
    run.process.send_signal(number)
    assert run.process.wait(20) == 0
    assert not [child for child in children if child.is_running()]
    assert (run.folder / "order").read_text().split() == ["door", "behind"]
    assert run.log[-1] == "end: asked"


def test_no_process_outlives_the_supervisor_however_it_ends(start):
    run = start()
    children = run.children()
    run.process.kill()
    wait_until(lambda: not any(map(is_alive, children)), "the end of all", 20)


def is_alive(process):
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_another_takes_a_place_and_the_one_before_is_not_started_again(start):
    run = start("--ready", "--replace")
    run.wait_for("behind: started")
    (run.folder / "replace").touch()
    run.wait_for("behind@2: started")
    run.wait_for("serve: behind has ended; another took its place")
    run.process.terminate()
    run.wait_for("end: asked")
    assert (run.folder / "order").read_text().split() == ["behind", "door", "new"]


def test_who_took_a_place_and_hangs_is_killed_and_started_again(start):
    run = start("--ready", "--replace")
    (run.folder / "replace").touch()
    run.wait_for("behind@2: started")
    run.wait_for("serve: behind has ended; another took its place")
    run.wait_for("probe: new asked", 2)
    run.child("new").send_signal(signal.SIGSTOP)
    run.wait_for("serve: behind@2 does not answer any more and is killed")
    run.wait_for("behind@2: started", 2)
