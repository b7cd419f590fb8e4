"""Keeps several processes running: starts again what dies or hangs, and stops all of them in order."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.cli.child_setup import prepare_child
from bot.cli.health_probes import Probe

_LAST_LINES = 15
_PAUSE = 0.2
# Twice as long after each death in a row; who has run for so long is taken to be well again.
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0
_SECONDS_TO_BE_WELL = 60.0
# A little longer than a process takes to finish what it is answering.
_SECONDS_TO_STOP = 22.0
# One that answered before and then does not for so many times in a row hangs. A busy one answers late.
_SECONDS_BETWEEN_PROBES = 5.0
_MISSES_OF_A_HUNG_ONE = 3
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# What starts last gives way to the others from then on: a third of the time, where all want it.
_NICENESS_OF_LAST = 5

# Called with the name of a process and a line.
Write = Callable[[str, str], None]


@dataclass
class Child:
    """`wait` is in seconds, before the next start; times are those of the monotonic clock."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    starts_at: float = 0.0
    wait: float = 0.0
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=_LAST_LINES))
    environment: Mapping[str, str] = field(default_factory=dict)
    # When it was told to end, because another has taken its place; None: it is to run.
    ends_since: float | None = None
    probe: Probe | None = None
    niceness: int = 0

    @property
    def kind(self) -> str:
        """Return its name without the number of its generation: rasa of rasa@2."""
        return self.name.partition("@")[0]


class Supervisor:
    """`stages` names what is stopped together, the first first; `probes` ask a process whether it answers."""

    def __init__(
        self,
        commands: Mapping[str, Sequence[str]],
        stages: Sequence[set[str]],
        environment: Mapping[str, str],
        folder: Path,
        write: Write,
        probes: Mapping[str, Probe] | None = None,
        seconds_between_probes: float = _SECONDS_BETWEEN_PROBES,
    ) -> None:
        self._seconds_between_probes = seconds_between_probes
        self._children = [
            Child(name, command, probe=(probes or {}).get(name))
            for name, command in commands.items()
        ]
        self._stages = stages
        self._environment = environment
        self._folder = folder
        self._write = write
        self._signals = 0
        self._lock = threading.Lock()
        self.is_stopping = threading.Event()
        # From then on whatever dies is started again.
        self.is_ready = threading.Event()

    def add(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], probe: Probe
    ) -> None:
        """Start one more process; `environment` comes on top of that of all. Any thread may call it.

        The watching thread starts it: Linux ends what a thread started when that thread ends.
        """
        child = Child(name, command, environment=environment, probe=probe)
        with self._lock:
            self._children.append(child)
        self._watch_for_hanging(child)

    def remove(self, names: set[str]) -> None:
        """End these processes in good order, and do not start them again. Any thread may call it."""
        with self._lock:
            for child in self._children:
                if child.name in names and child.ends_since is None:
                    child.ends_since = time.monotonic()

    def names(self) -> set[str]:
        """Return the names of all processes that are to run."""
        with self._lock:
            return {child.name for child in self._children if child.ends_since is None}

    def run(self, last: set[str]) -> Child | None:
        """Return when a signal came, or when a process died before all were ready: that one.

        `last` start when the others are ready, and at a lower priority, so that they take no time from them.
        """
        for number in _SIGNALS:
            signal.signal(number, self._on_signal)
        for child in self._children:
            child.niceness = _NICENESS_OF_LAST if child.name in last else 0
            self._watch_for_hanging(child)
        try:
            return self._watch(last)
        finally:
            self.is_stopping.set()
            self._stop()

    def _watch(self, last: set[str]) -> Child | None:
        while not self.is_stopping.is_set():
            with self._lock:
                children = list(self._children)
            for child in children:
                if child.ends_since is not None:
                    self._end(child, child.ends_since)
                elif child.process is None:
                    if self.is_ready.is_set() or child.name not in last:
                        self._start_when_due(child)
                elif child.process.poll() is not None:
                    if not self.is_ready.is_set():
                        return child
                    self._plan_start(child)
            self.is_stopping.wait(_PAUSE)
        return None

    def _end(self, child: Child, since: float) -> None:
        """Ask a process that was removed to end, then make it; forget it once it has."""
        if child.process is None or child.process.poll() is not None:
            with self._lock:
                self._children.remove(child)
            self._write("serve", f"{child.name} has ended; another took its place")
        elif time.monotonic() - since > _SECONDS_TO_STOP:
            _signal(child, signal.SIGKILL)
        else:
            _signal(child, signal.SIGTERM)

    def _watch_for_hanging(self, child: Child) -> None:
        if child.probe:
            threading.Thread(target=self._probe, args=(child, child.probe), daemon=True).start()

    def _probe(self, child: Child, probe: Probe) -> None:
        """Kill a process that hangs: what is dead is started again. It does not heed a softer signal."""
        process, has_answered, misses = None, False, 0
        while not self.is_stopping.wait(self._seconds_between_probes):
            if child.ends_since is not None:
                return
            if child.process is not process:
                process, has_answered, misses = child.process, False, 0
            answers = probe()
            has_answered = has_answered or answers
            misses = 0 if answers else misses + 1
            if has_answered and misses >= _MISSES_OF_A_HUNG_ONE and child.process is process:
                self._write("serve", f"{child.name} does not answer any more and is killed")
                _signal(child, signal.SIGKILL)
                misses = 0

    def _start_when_due(self, child: Child) -> None:
        if time.monotonic() < child.starts_at:
            return
        child.started = time.monotonic()
        child.process = subprocess.Popen(  # noqa: S603 - commands of our own
            child.command,
            cwd=self._folder,
            env={**self._environment, **child.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # A signal of the terminal reaches this process alone, which then stops all in order.
            start_new_session=True,
            preexec_fn=partial(prepare_child, child.niceness),  # noqa: PLW1509 - called from the main thread
        )
        self._write("serve", f"{child.name} started as process {child.process.pid}")
        threading.Thread(target=self._read, args=(child, child.process), daemon=True).start()

    def _plan_start(self, child: Child) -> None:
        assert child.process is not None
        now, status = time.monotonic(), child.process.returncode
        is_well = now - child.started > _SECONDS_TO_BE_WELL
        # The first time at once.
        child.starts_at = now + (0 if is_well else child.wait)
        child.wait = 0 if is_well else min(_LONGEST_WAIT, max(_FIRST_WAIT, 2 * child.wait))
        child.process = None
        seconds = max(0.0, child.starts_at - now)
        self._write(
            "serve", f"{child.name} ended with status {status}; starts again in {seconds:g} s"
        )

    def _read(self, child: Child, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            text = line.decode("utf-8", "replace").rstrip()
            child.last_lines.append(text)
            self._write(child.name, text)

    def _on_signal(self, *_: object) -> None:
        self._signals += 1
        self.is_stopping.set()

    def _stop(self) -> None:
        """Stop each stage and wait for it, so that the gateway still reaches what it needs."""
        for names in self._stages:
            stage = [child for child in self._children if child.kind in names and child.process]
            for child in stage:
                _signal(child, signal.SIGTERM)
            self._wait_for(stage)
            for child in stage:
                _signal(child, signal.SIGKILL)

    def _wait_for(self, children: Sequence[Child]) -> None:
        """Wait until all have ended; a second signal cuts it short."""
        ends = time.monotonic() + _SECONDS_TO_STOP
        while time.monotonic() < ends and self._signals <= 1:
            if all(child.process is None or child.process.poll() is not None for child in children):
                return
            time.sleep(_PAUSE / 4)


def _signal(child: Child, number: int) -> None:
    """Send a signal to a process and what it started; whoever has ended needs none."""
    if child.process is not None and child.process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, number)
