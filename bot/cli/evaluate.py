"""`assistant evaluate`: scores a file of questions against the trained model."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot import settings
from bot.cli import left_out
from bot.cli.evaluation_shares import shares_of
from bot.cli.text_file import text_of
from bot.errors import SetUpError
from bot.knowledge.loader import load
from bot.nlu import model_file
from bot.nlu.phrases.folds import FOLDS
from bot.nlu.ranking.answer_policy import Outcome
from bot.nlu.understanding import Understanding, Understood


@dataclass(frozen=True)
class Question:
    """`accept` are the ids that may answer it; none: it must not be answered."""

    text: str
    accept: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    question: Question
    understood: Understood
    verdict: str  # right, offered, wrong, missed; refused, answered


def evaluate(
    file: Annotated[
        Path | None, typer.Argument(help='JSON lines: {"text", "accept": \\[ids]}.')
    ] = None,
    *,
    left_out_writers: Annotated[
        bool,
        typer.Option("--left-out", help="Learn without some writers, and score their phrases."),
    ] = False,
    folds: Annotated[
        int, typer.Option(min=1, max=FOLDS, help="How many thirds of the writers, with --left-out.")
    ] = FOLDS,
    save: Annotated[
        Path | None, typer.Option(help="Where to write each message's verdict, with --left-out.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(help="What --save wrote before, to compare with.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List what went wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the score as JSON.")] = False,
) -> None:
    """Score a file of questions; an empty `accept` means that it must not be answered.

    With --left-out, score the training phrases instead, each by a model that has nothing of its writer.
    """
    if left_out_writers:
        _evaluate_left_out(folds, save, against, as_json=as_json)
        return
    if file is None:
        raise SetUpError("name a file of questions, or say --left-out")
    questions = read_questions(file)
    verdicts = judge(Understanding.of_model(model_file.trained(settings.read().model)), questions)
    scores = score(verdicts)
    if as_json:
        print(json.dumps(scores))
    else:
        for name, value in scores.items():
            print(f"{name:<22} {value:.1%}" if isinstance(value, float) else f"{name:<22} {value}")
    if errors:
        _list_errors(verdicts)


def _evaluate_left_out(
    folds: int, save: Path | None, against: Path | None, *, as_json: bool
) -> None:
    before = left_out.read(against) if against else []
    results = left_out.results(left_out.predict_folds(range(folds)))
    if save:
        left_out.save(results, save)
    if as_json:
        comparison = left_out.compare(before, results) if before else {}
        print(json.dumps({**left_out.score(results), **comparison}))
    else:
        left_out.print_report(results, before)


def read_questions(file: Path) -> list[Question]:
    """Read a question file. Raises SetUpError, which names the line."""
    questions = []
    for number, line in enumerate(text_of(file).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            questions.append(Question(str(row["text"]), frozenset(row["accept"])))
        except (ValueError, KeyError, TypeError):
            raise SetUpError(
                f'{file}: line {number}: {{"text": "…", "accept": ["…"]}} is needed'
            ) from None
    return questions


def judge(understanding: Understanding, questions: list[Question]) -> list[Verdict]:
    verdicts = []
    for question in questions:
        understood = understanding.understand(question.text)
        verdicts.append(Verdict(question, understood, _verdict(question, understood)))
    return verdicts


def score(verdicts: list[Verdict]) -> dict[str, float | int]:
    """Return the shares that the bar names; of answerable and unanswerable questions apart."""
    counts = Counter(verdict.verdict for verdict in verdicts)
    must_not = sum(not verdict.question.accept for verdict in verdicts)
    may = len(verdicts) - must_not
    return shares_of(counts, may, must_not)


def _verdict(question: Question, understood: Understood) -> str:
    choice = understood.choice
    published = load().answers_by_label
    labels = (*choice.labels, *understood.also)
    answers = {published[label].id for label in labels if label in published}
    if choice.outcome is Outcome.ANSWER:
        if not question.accept:
            return "answered"
        return "right" if answers & question.accept else "wrong"
    if not question.accept:
        return "refused"
    if choice.outcome is Outcome.TALK and _ids_of_replies(choice.labels) & question.accept:
        return "right"
    return "offered" if choice.outcome is Outcome.OFFER and answers & question.accept else "missed"


def _ids_of_replies(labels: tuple[str, ...]) -> set[str | None]:
    """A fixed reply may carry the published answer that says the same."""
    replies = load().replies
    return {
        replies[name].answer for label in labels if (name := label.partition("/")[2]) in replies
    }


def _list_errors(verdicts: list[Verdict]) -> None:
    for verdict in verdicts:
        if verdict.verdict in {"wrong", "missed", "answered", "offered"}:
            best = ", ".join(f"{label} {p:.2f}" for label, p in verdict.understood.ranking[:3])
            wanted = " ".join(sorted(verdict.question.accept)) or "-"
            print(f"{verdict.verdict:<9} {wanted:<42} | {verdict.question.text} | {best}")
