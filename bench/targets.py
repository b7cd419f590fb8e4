"""Which targets hold against Rasa's default pipeline; a missed one is said as plainly as one that holds."""

from __future__ import annotations

from collections.abc import Sequence

from bench.measurement import NO_THRESHOLD, Measurement
from bench.peers.rasa_default import FULL
from bench.scoring import Score
from bench.tables import held


def targets(measurements: Sequence[Measurement], scores: dict[str, Score], epochs: int) -> str:
    """Return a list, one line a target."""
    by_name = {item.name: item for item in measurements}
    if not {"ours", "rasa-default"} <= set(by_name):
        return "Not all were measured."
    ours, peer = by_name["ours"], by_name["rasa-default"]
    points = 100 * (scores["ours"].right - scores["rasa-default"].right)
    bare = 100 * (ours.score(NO_THRESHOLD).right - peer.score(NO_THRESHOLD).right)
    faster = peer.trained["processor_seconds"] / ours.trained["processor_seconds"]
    share = ours.milliseconds(50) / peer.milliseconds(50)
    memory = ours.answers["rss_mb"], peer.answers["rss_mb"]
    better = (
        f"right at once at least 15 points above Rasa's default: {points:+.1f} points, each with its "
        f"threshold ({bare:+.1f} without)"
    )
    beside = f"in processor time, beside {epochs} of DIET's {FULL} epochs"
    lines = [
        (points >= 15, better),
        (share <= 0.5, f"p50 at most half of its: {share:.2f} of it"),
        (faster >= 20, f"training at least 20 times faster: {faster:.1f} times {beside}"),
        (memory[0] < memory[1], f"memory below its: {memory[0]:.0f} MB beside {memory[1]:.0f} MB"),
    ]
    return "\n".join(f"- {held(holds=holds)}: {text}" for holds, text in lines)
