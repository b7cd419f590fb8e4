"""Scores what is understood of writers who were left out of training: `assistant evaluate --left-out`."""

from __future__ import annotations

import json
import math
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.cli.evaluation_shares import shares_of
from bot.cli.text_file import text_of
from bot.errors import SetUpError
from bot.knowledge.loader import load
from bot.nlu.left_out import Prediction, predict
from bot.nlu.phrases.files import read_phrases
from bot.nlu.ranking.answer_policy import FAQ, Outcome, family
from bot.nlu.ranking.judgement import Judgement
from bot.settings import ROOT

_LEAST_RIGHT_LISTED = 15
_REPORTS = 20


@dataclass(frozen=True)
class Result:
    """One message of a left-out writer and its verdict, as it is written to a file: a JSON line."""

    text: str
    label: str
    writer: str
    verdict: str  # right, offered, wrong, missed; refused, answered
    answer: str
    certainty: float

    @property
    def is_answerable(self) -> bool:
        return family(self.label) == FAQ


class Progress:
    """Says on stderr how far something is, every few seconds."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._started = time.monotonic()

    def show(self, step: int, steps: int, loss: float) -> None:
        if step % max(steps // _REPORTS, 1) == 0:
            seconds = time.monotonic() - self._started
            left = seconds / step * (steps - step)
            print(
                f"{self._title}: {step} of {steps} steps, loss {loss:.2f}, {seconds:.0f} s, {left:.0f} s left",
                file=sys.stderr,
                flush=True,
            )


def predict_folds(folds: Iterable[int], judgement: Judgement | None = None) -> Iterator[Prediction]:
    """Yield what is made of each message, fold by fold."""
    phrases = list(read_phrases(ROOT))
    for fold in folds:
        progress = Progress(f"Writers of fold {fold + 1} left out")
        yield from predict(phrases, fold, progress.show, judgement)


def results(predictions: Iterable[Prediction]) -> list[Result]:
    return [_result(prediction) for prediction in predictions]


def save(outcomes: Sequence[Result], file: Path) -> None:
    lines = [json.dumps(vars(outcome), ensure_ascii=False) for outcome in outcomes]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read(file: Path) -> list[Result]:
    """Read saved results. Raises SetUpError, which names the line."""
    saved = []
    for number, line in enumerate(text_of(file).splitlines(), 1):
        try:
            saved.append(Result(**json.loads(line)))
        except (ValueError, TypeError):
            raise SetUpError(f"{file}: line {number}: not a result of --save") from None
    return saved


def score(outcomes: Sequence[Result]) -> dict[str, float | int]:
    """Return the shares, of answerable and unanswerable messages apart."""
    counts = Counter(outcome.verdict for outcome in outcomes)
    may = sum(outcome.is_answerable for outcome in outcomes)
    must_not = len(outcomes) - may
    return shares_of(counts, may, must_not)


def print_report(outcomes: Sequence[Result], before: Sequence[Result]) -> None:
    for name, value in score(outcomes).items():
        print(f"{name:<22} {value:.1%}" if isinstance(value, float) else f"{name:<22} {value}")
    print(f"{'calibration error':<22} {calibration_error(outcomes):.1%}")
    _print_groups("writer", outcomes, lambda outcome: outcome.writer)
    answerable = [outcome for outcome in outcomes if outcome.is_answerable]
    _print_groups("answer", answerable, lambda outcome: outcome.label, _LEAST_RIGHT_LISTED)
    if before:
        for name, count in compare(before, outcomes).items():
            print(f"{name:<38} {count}")


def compare(before: Sequence[Result], after: Sequence[Result]) -> dict[str, Any]:
    """Count what was gained and lost on the messages that both know; `chance`: how probably by chance."""
    old = {(result.text, result.label): result.verdict for result in before}
    pairs = [
        (old[result.text, result.label], result.verdict)
        for result in after
        if (result.text, result.label) in old
    ]
    counts: dict[str, Any] = {"compared": len(pairs)}
    for name, verdict in (
        ("right", "right"),
        ("wrong", "wrong"),
        ("unanswerable answered", "answered"),
    ):
        fewer = sum(was == verdict != now for was, now in pairs)
        more = sum(was != verdict == now for was, now in pairs)
        counts |= {f"{name}: new": more, f"{name}: no longer": fewer}
        counts[f"{name}: chance"] = round(_sign_test(more, fewer), 5)
    return counts


def calibration_error(outcomes: Sequence[Result], bins: int = 10) -> float:
    """Return by how much certainty and truth differ, in the mean over messages by tenths of certainty."""
    groups = defaultdict(list)
    for outcome in outcomes:
        groups[min(int(outcome.certainty * bins), bins - 1)].append(outcome)
    gaps = (
        abs(
            sum(outcome.certainty for outcome in group)
            - sum(outcome.answer == outcome.label for outcome in group)
        )
        for group in groups.values()
    )
    return sum(gaps) / max(len(outcomes), 1)


def _result(prediction: Prediction) -> Result:
    phrase, choice = prediction.phrase, prediction.understood.choice
    ranking = prediction.understood.ranking
    best = next(label for label, _ in ranking if family(label) == FAQ)
    return Result(
        *(phrase.text, phrase.label, phrase.writer, _verdict(prediction), best),
        round(prediction.assessed.certainty, 4) if choice.labels else 0.0,
    )


def _verdict(prediction: Prediction) -> str:
    label = prediction.phrase.label
    choice, also = prediction.understood.choice, prediction.understood.also
    is_answer = choice.outcome is Outcome.ANSWER
    if family(label) != FAQ:
        return "answered" if is_answer else "refused"
    if is_answer:
        return "right" if label in {*choice.labels, *also} else "wrong"
    if choice.outcome is Outcome.TALK and _carries(choice.labels[0], label):
        return "right"
    return "offered" if choice.outcome is Outcome.OFFER and label in choice.labels else "missed"


def _carries(reply: str, label: str) -> bool:
    """Tell whether a fixed reply carries the published answer of a label."""
    knowledge = load()
    name = reply.partition("/")[2]
    answer = knowledge.replies[name].answer if name in knowledge.replies else None
    return answer is not None and answer == knowledge.answers_by_label[label].id


def _print_groups(
    title: str, outcomes: Sequence[Result], key: Callable[[Result], str], most: int | None = None
) -> None:
    groups: dict[str, list[Result]] = defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome)].append(outcome)
    scores: Mapping[str, dict[str, float | int]] = {
        name: score(group) for name, group in groups.items()
    }
    print(f"\n{title:<42} questions  right  wrong   unanswerable  answered")
    ranked = sorted(scores, key=lambda name: (scores[name]["right at once"], name))
    for name in ranked[:most]:
        row = scores[name]
        print(
            f"{name:<42} {row['questions']:9} {row['right at once']:6.1%} {row['wrong']:6.1%}"
            f" {row['unanswerable']:14} {row['unanswerable answered']:9.1%}"
        )
    print()


def _sign_test(more: int, fewer: int) -> float:
    """Return how probable a difference as large as this is where both are equally likely."""
    total, least = more + fewer, min(more, fewer)
    tail = sum(math.comb(total, count) for count in range(least + 1))
    return min(1.0, float(2 * tail / 2**total))
