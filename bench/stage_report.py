"""Writes what bench/stages.py measured: where our own time goes."""

from __future__ import annotations

from typing import Any

from bench.tables import held, table


def section(result: dict[str, Any]) -> str:
    kinds = list(result["stages"])
    names = list(result["stages"][kinds[0]])
    rows = [[name, *(f"{result['stages'][kind][name]:.1f} ms" for kind in kinds)] for name in names]
    whole = [
        [kind, f"{cost['p50']:.0f} ms", f"{cost['p95']:.0f} ms", f"{cost['turns']:.0f}"]
        for kind, cost in result["whole"].items()
    ]
    length = [
        [
            turn,
            f"{cost['p50']:.0f} ms",
            f"{cost['p95']:.0f} ms",
            f"{cost['processor']:.0f} ms",
            f"{cost['turns']:.0f}",
        ]
        for turn, cost in result["length"].items()
    ]
    late, early = result["length"]["100"], result["length"]["5"]
    slower, dearer = (late[what] / early[what] for what in ("p95", "processor"))
    return f"""## Where our own time goes

The served processes (gateway, Rasa, action server, SQLite), one person at a time, one-minute load {result["load"]:.1f}, priority {result["priority"]}. Medians a
turn, from a stopwatch put round the stages from outside (`bench/stage_timer.py`); medians do not add up exactly.

{table(["stage", *kinds], rows)}

Whole turns over HTTP, without a stopwatch:

{table(["", "p50", "p95", "turns measured"], whole)}

What a question costs late in a conversation (a few turns round it stand for each):

{table(["turn", "p50", "p95", "processor time", "turns measured"], length)}

Target: p95 at turn 100 is at most 1.5 times that at turn 5. It is {slower:.2f} times: {held(holds=slower <= 1.5)}. Processor time of all our processes, which a
busy machine does not lengthen, is {dearer:.2f} times as much."""
