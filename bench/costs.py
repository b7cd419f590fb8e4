"""What it costs to install, train and serve, beside the targets; docs/performance.md.

python -m bench.costs                                     this tree alone
python -m bench.costs --before 98c559d --before-python PATH     and an earlier revision, by turns with it;
                                                          or the folder in which it is laid out
python -m bench.costs --install --train                   these take minutes more
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import label_counts, tables
from bench.tree import Tree, checked_out
from bot.settings import ROOT
from testkit.load_client import Tally, crowd
from testkit.services import Redis
from testkit.serving import Serving

DOCUMENT = ROOT / "docs" / "performance.md"
KINDS = ("gateway", "rasa", "actions", "console")
PEOPLE = 32
_MEGABYTE = 1 << 20
# From so many programs on that wait for a core, the clock says more about them than about us.
_BUSY = 0.5
# Fewer answers than this, and a figure says nothing.
_LEAST_ANSWERS = 100

Figures = dict[str, float]


@dataclass(frozen=True)
class Row:
    """A figure by its key, how it is written, and what it is to be at most, or at least."""

    key: str
    title: str
    unit: str
    target: float | None = None
    at_least: bool = False
    digits: int = 0
    # Of the clock: on a busy machine it says nothing about a target.
    timed: bool = False

    def text(self, figures: Mapping[str, float]) -> str:
        return f"{figures[self.key]:,.{self.digits}f} {self.unit}" if self.key in figures else ""

    def verdict(self, figures: Mapping[str, float], *, busy: bool = False) -> str:
        """Say whether the target holds; nothing where there is none, or no figure."""
        if self.target is None or self.key not in figures:
            return ""
        figure = figures[self.key]
        holds = figure >= self.target if self.at_least else figure <= self.target
        bound = f"{'at least' if self.at_least else 'at most'} {self.target:,.0f}"
        if busy and self.timed and not holds:
            return f"{bound}: not told, the machine was busy"
        return f"{bound}: {tables.held(holds=holds)}"


ROWS = (
    Row("environment", "environment that serves", "MB", 1300),
    Row("image", "an image's own layers", "MB", 700),
    Row("install", "installing it, with a warm cache", "s", 75, timed=True),
    Row("training", "training at set-up", "s", 90, timed=True),
    Row("training_processor", "training, processor time", "s"),
    Row(
        "ready",
        "the first answer after `serve` was called, trained before",
        "s",
        6,
        digits=1,
        timed=True,
    ),
    *(Row(f"memory_{kind}", f"memory of {kind}", "MB") for kind in KINDS),
    Row("memory", "memory of all processes", "MB", 850),
    Row("memory_own", "the same, what they share counted once", "MB"),
    Row("p50", "a question, one person: p50", "ms", 11, digits=1, timed=True),
    Row("p95", "a question, one person: p95", "ms", 20, digits=1, timed=True),
    Row("rate", f"messages a second, {PEOPLE} people, SQLite", "", 140, at_least=True, timed=True),
    Row("rate_two", "the same with two Rasa workers and Redis", ""),
    Row("processor", "processor time a message, all processes", "ms", digits=1),
    *(
        Row(f"processor_{kind}", f"processor time a message, {kind}", "ms", digits=1)
        for kind in KINDS
    ),
    *(
        Row(
            f"labels_{count}",
            f"processor time to choose among {count} answers, the encoder apart",
            "ms",
            digits=2,
        )
        for count in label_counts.COUNTS
    ),
)
COLUMNS = ("", "before", "after", "target")


def lines(
    before: Mapping[str, float], after: Mapping[str, float], *, busy: bool = False
) -> list[str]:
    """Return the table's lines: what was measured of either, beside what was aimed at."""
    rows = [
        (row.title, row.text(before), row.text(after), row.verdict(after, busy=busy))
        for row in ROWS
        if row.key in before or row.key in after
    ]
    return tables.table(COLUMNS, rows).splitlines()


def better(first: Mapping[str, float], second: Mapping[str, float]) -> Figures:
    """Return of each figure the better one: what disturbs a round makes none of them better."""
    at_least = {row.key for row in ROWS if row.at_least or row.key == "rate_two"}
    return {
        key: (max if key in at_least else min)(first.get(key, value), second.get(key, value))
        for key, value in {**first, **second}.items()
    }


def serving(tree: Tree, seconds: float, workers: int = 1) -> Figures:
    """Serve and let people talk; return what was measured. Raises ValueError for too few answers."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        overrides: dict[str, object] = {}
        if workers > 1:
            redis = Redis(Path(folder) / "redis")
            redis.start()
            stack.callback(redis.stop)
            overrides = {"rasa_workers": workers, "redis_url": redis.url}
        served = stack.enter_context(Serving(Path(folder), tree.folder, tree.python, **overrides))
        asyncio.run(crowd(served.address, 2, 5))
        alone = _talk(served, 1, seconds)
        before = _processor_seconds(served)
        many = _talk(served, PEOPLE, seconds)
        spent = _processor_seconds(served)
        costs = {
            name: 1000 * (seconds_ - before[name]) / len(many.seconds)
            for name, seconds_ in spent.items()
        }
        return {
            "ready": served.seconds_to_answer,
            "p50": 1000 * alone.quantile(0.5),
            "p95": 1000 * alone.quantile(0.95),
            "rate": len(many.seconds) / seconds,
            **costs,
            **_memory(served),
        }


def _talk(served: Serving, people: int, seconds: float) -> Tally:
    tally = asyncio.run(crowd(served.address, people, seconds, guided=people > 1))
    if len(tally.seconds) < _LEAST_ANSWERS or tally.errors:
        raise ValueError(
            f"{len(tally.seconds)} answers, {dict(tally.statuses)}: nothing to measure"
        )
    return tally


def _processor_seconds(served: Serving) -> Figures:
    """Return what each process has spent so far, and all of them together."""
    figures = {}
    for kind in KINDS:
        child = served.child(kind)
        assert child is not None
        times = child.cpu_times()
        figures[f"processor_{kind}"] = float(times.user + times.system)
    return {**figures, "processor": sum(figures.values())}


def _memory(served: Serving) -> Figures:
    figures = {}
    for kind in KINDS:
        child = served.child(kind)
        assert child is not None
        figures[f"memory_{kind}"] = child.memory_info().rss / _MEGABYTE
    figures["memory"] = sum(figures.values())
    shares = [getattr(child.memory_full_info(), "pss", 0) for child in served.children()]
    return {**figures, "memory_own": sum(shares) / _MEGABYTE}


def measure(trees: Sequence[Tree], arguments: argparse.Namespace) -> list[Figures]:
    """Measure all trees by turns, `--rounds` times; return the figures of each."""
    results: list[Figures] = [{} for _ in trees]
    for _ in range(arguments.rounds):
        for number, tree in enumerate(trees):
            figures: Figures = {}
            if arguments.train:
                figures["training"], figures["training_processor"] = tree.train()
            tree.prepare()
            if arguments.install:
                with tempfile.TemporaryDirectory() as folder:
                    figures["install"] = tree.install(Path(folder))
            figures |= serving(tree, arguments.seconds)
            if number == len(trees) - 1 and shutil.which("redis-server"):
                figures["rate_two"] = serving(tree, arguments.seconds, workers=2)["rate"]
            results[number] = better(results[number], figures)
            print(tree.folder, figures, file=sys.stderr)
    for number, tree in enumerate(trees):
        results[number] |= {
            "environment": tree.environment_megabytes(),
            "image": tree.image_megabytes(),
        }
    choosing = label_counts.milliseconds()
    results[-1] |= {f"labels_{count}": value for count, value in choosing.items()}
    return results


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--before", default="", help="an earlier revision, or its folder")
    parser.add_argument("--before-python", default=sys.executable, help="whose environment fits it")
    parser.add_argument(
        "--python", default=sys.executable, help="whose environment serves this tree"
    )
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--print", action="store_true", help="do not write the document")
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    with ExitStack() as stack:
        trees = [Tree(ROOT, arguments.python)]
        if arguments.before:
            folder = Path(arguments.before).resolve()
            if not folder.is_dir():
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "before"
                stack.enter_context(checked_out(arguments.before, folder))
            trees.insert(0, Tree(folder, arguments.before_python))
        results = measure(trees, arguments)
    before, after = results if arguments.before else [{}, *results]
    table = lines(before, after, busy=load > _BUSY)
    table += ["", f"Programs that waited for a core when it began: {load:.1f}."]
    print("\n".join(table))
    if not arguments.print:
        tables.write("costs", table, DOCUMENT)


if __name__ == "__main__":
    main()
