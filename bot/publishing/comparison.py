"""The held-out questions before and after: what is gained, what is lost, and whether that may go live."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# The verdicts of `assistant evaluate`, from best to worst. Saying nothing false comes before saying nothing.
_WORTH = {"right": 3, "refused": 3, "offered": 2, "missed": 1, "wrong": 0, "answered": 0}
_GOOD = {"right", "refused"}
_FALSE = {"wrong", "answered"}


@dataclass(frozen=True)
class Judged:
    """A question with its verdict. `about` is the id of the answer it wants; empty: none may answer it.

    `given` is the id of the answer that it got instead, where that is what is wrong.
    """

    text: str
    about: str
    verdict: str
    given: str = ""


@dataclass(frozen=True)
class Change:
    text: str
    about: str
    before: str
    after: str
    given: str = ""


@dataclass(frozen=True)
class Comparison:
    """Shares are of all questions, 0 to 1. `gains` and `losses` are by the answer that is wanted."""

    questions: int
    good_before: float
    good_after: float
    false_before: float
    false_after: float
    gains: tuple[Change, ...]
    losses: tuple[Change, ...]

    @property
    def by_answer(self) -> list[tuple[str, int, int]]:
        """Return answers with their gains and losses, most losses first."""
        gains = Counter(change.about for change in self.gains)
        losses = Counter(change.about for change in self.losses)
        names = {*gains, *losses}
        return sorted(
            ((name, gains[name], losses[name]) for name in names),
            key=lambda row: (-row[2], -row[1], row[0]),
        )


def compare(before: Sequence[Judged], after: Sequence[Judged]) -> Comparison:
    """Compare the verdicts on the same questions. Raises ValueError where they are not the same."""
    changes = []
    for old, new in zip(before, after, strict=True):
        if old.text != new.text:
            raise ValueError(f"not the same question: {old.text!r}, {new.text!r}")
        if old.verdict != new.verdict:
            changes.append(Change(new.text, new.about, old.verdict, new.verdict, new.given))
    return Comparison(
        len(after),
        _share(before, _GOOD),
        _share(after, _GOOD),
        _share(before, _FALSE),
        _share(after, _FALSE),
        tuple(change for change in changes if _WORTH[change.after] > _WORTH[change.before]),
        tuple(change for change in changes if _WORTH[change.after] < _WORTH[change.before]),
    )


def refusals(
    comparison: Comparison, margin: float, refused_texts: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return why this may not go live: what nobody can allow, and what an administrator can, with a reason.

    `margin` is a share, 0 to 1. `refused_texts` are taught texts that are not answered as taught, each with
    what is answered instead.
    """
    absolute = [
        f"“{text}” was taught, but {instead}" for text, instead in sorted(refused_texts.items())
    ]
    weighed = []
    if comparison.good_after < comparison.good_before - margin:
        weighed.append(
            f"{comparison.good_after:.1%} of the held-out questions are answered right, "
            f"{comparison.good_before:.1%} are today; at most {margin:.1%} may be lost"
        )
    if comparison.false_after > comparison.false_before + margin:
        weighed.append(
            f"{comparison.false_after:.1%} of the held-out questions are answered wrongly, "
            f"{comparison.false_before:.1%} are today; at most {margin:.1%} may be added"
        )
    return absolute, weighed


def _share(judged: Sequence[Judged], verdicts: set[str]) -> float:
    return sum(question.verdict in verdicts for question in judged) / max(1, len(judged))
