"""What share of questions is answered right, offered, or answered and should not be, from the verdicts on them."""

from __future__ import annotations

from collections.abc import Mapping


def shares_of(verdicts: Mapping[str, int], may: int, must_not: int) -> dict[str, float | int]:
    """Return them by name; `may` questions may be answered, `must_not` must not, counted apart."""
    return {
        "questions": may,
        "right at once": verdicts["right"] / max(may, 1),
        "right or offered": (verdicts["right"] + verdicts["offered"]) / max(may, 1),
        "wrong": verdicts["wrong"] / max(may, 1),
        "unanswerable": must_not,
        "unanswerable answered": verdicts["answered"] / max(must_not, 1),
    }
