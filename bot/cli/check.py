"""`assistant check`: knowledge, domain, training data and held-out questions agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from ruamel.yaml import YAML

from bot import settings
from bot.errors import KnowledgeError, SetUpError
from bot.knowledge.faq import address
from bot.knowledge.loader import KNOWLEDGE, Knowledge, load
from bot.nlu.danger.classifier import is_danger
from bot.nlu.encoder import adaptation_file
from bot.nlu.follow_ups.problems import find_problems as find_problems_of_follow_ups
from bot.nlu.phrases import problems as phrase_problems
from bot.nlu.phrases.files import read_phrases
from bot.nlu.phrases.held_out import held_out_questions
from bot.nlu.phrases.phrase import Phrase, fold
from bot.nlu.phrases.spelling import speller_from
from bot.nlu.ranking.answer_policy import FAQ, OUT_OF_SCOPE, family
from bot.settings import ROOT

FEWEST_PHRASES = 120
FEWEST_WRITERS = 4
FEWEST_UNANSWERABLE = 2000
# Up to here the ranker alone knows the new labels well enough.
MOST_NEW_LABELS = 0.05
UNDERSTANDING = "data/understanding"
# Commands that only our own buttons send; nobody types them.
_NEVER_TYPED = {"did_you_mean", "none_of_these", "tell", "control"}


def check(
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Thin training data fails too.")] = False,
) -> None:
    """Prove that everything in the tree fits together; name file and key of what does not."""
    problems = list(find_problems(ROOT))
    thin = [] if problems else list(find_thin(ROOT))
    stale = [] if problems else list(find_stale(ROOT))
    if strict:
        problems += thin + stale
    else:
        if thin:
            print(
                f"{len(thin)} places have fewer phrases or writers than wished; --strict lists them."
            )
        for notice in stale:
            print(notice)
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problems found.")
        raise typer.Exit(1)
    for line in find_due(ROOT, settings.read().day()):
        print(line)
    print("Knowledge, domain, training data and held-out questions agree.")


def find_problems(root: Path) -> Iterator[str]:
    try:
        knowledge = load(root / KNOWLEDGE.name)
    except KnowledgeError as error:
        yield f"knowledge/{error}"
        return
    phrases = list(read_phrases(root))
    yield from _unanswered(knowledge, phrases)
    yield from _without_phrases(knowledge, phrases)
    yield from _without_questions(root, knowledge)
    yield from phrase_problems.find_problems(phrases, answer_ids(knowledge))
    yield from _contradictions(root, knowledge, phrases)
    yield from _domain(root, phrases)
    yield from _held_out(root, knowledge, phrases)
    try:
        adaptation_file.read(root / UNDERSTANDING)
        yield from find_problems_of_follow_ups(root, knowledge.aspects.by_name)
    except SetUpError as error:
        yield str(error)


def find_thin(root: Path) -> Iterator[str]:
    """Name the answers that have fewer training phrases, or writers, than they should."""
    return _thin(load(root / KNOWLEDGE.name), list(read_phrases(root)))


def find_due(root: Path, today: date) -> Iterator[str]:
    """Name the answers whose own review period has ended, the longest due first, those that are over, and days to come."""
    answers = load(root / KNOWLEDGE.name).answers.values()
    for answer in sorted(answers, key=lambda answer: (answer.valid_until or today, answer.id)):
        if answer.is_due(today):
            file, key = address(answer)
            yield f"knowledge/{file}: {key}: due for review since {answer.valid_until}; its figures are left out"
    for answer in answers:
        if answer.is_over(today):
            file, key = address(answer)
            yield f"knowledge/{file}: {key}: held until {answer.last_day}, and is not said any more"
        if answer.reviewed > today:
            file, key = address(answer)
            yield f"knowledge/{file}: {key}.reviewed: {answer.reviewed} is a day to come; visitors are told it"


def find_stale(root: Path) -> Iterator[str]:
    """Say when more is new than the tuned encoder can do without: it is to be tuned again."""
    labels = {phrase.label for phrase in read_phrases(root) if not is_danger(phrase.label)}
    new = sorted(labels - set(adaptation_file.describe(root / UNDERSTANDING).labels))
    if len(new) > MOST_NEW_LABELS * len(labels):
        yield (
            f"{UNDERSTANDING}: {len(new)} of {len(labels)} labels are new since the encoder was tuned "
            f"({', '.join(new[:3])}, …): run `make encoder`"
        )


def answer_ids(knowledge: Knowledge) -> dict[str, str]:
    """Return the ids of the published answers by label."""
    return {label: answer.id for label, answer in knowledge.answers_by_label.items()}


def _contradictions(root: Path, knowledge: Knowledge, phrases: list[Phrase]) -> Iterator[str]:
    """Name what two labels claim, as messages are read: with their spelling corrected."""
    questions = [
        Phrase(answer.label, answer.question, "", "", f"knowledge/{address(answer)[0]}")
        for answer in knowledge.answers.values()
    ]
    yield from phrase_problems.find_contradictions(phrases, questions, speller_from(phrases, root))


def _unanswered(knowledge: Knowledge, phrases: list[Phrase]) -> Iterator[str]:
    for label, file in sorted({(phrase.label, phrase.file) for phrase in phrases}):
        kind, _, name = label.partition("/")
        if kind == FAQ and label not in knowledge.answers_by_label:
            yield f"{file}: {label}: there is no such answer in knowledge/faq"
        if kind == "smalltalk" and name not in knowledge.replies:
            yield f"{file}: {label}: there is no reply {name!r} in knowledge/replies.yml"


def _without_phrases(knowledge: Knowledge, phrases: list[Phrase]) -> Iterator[str]:
    labels = {phrase.label for phrase in phrases}
    for answer in knowledge.answers.values():
        if answer.label not in labels:
            file, key = address(answer)
            yield (
                f"knowledge/{file}: {key}: nobody can ask for this answer yet: "
                f"add training phrases for {answer.label} to data/nlu/{answer.id}.yml"
            )


def _without_questions(root: Path, knowledge: Knowledge) -> Iterator[str]:
    accepted = {id_ for _, _, row in held_out_questions(root) for id_ in row["accept"]}
    for answer in knowledge.answers.values():
        if answer.id not in accepted:
            file, key = address(answer)
            yield (
                f"knowledge/{file}: {key}: a held-out question is wanted: "
                f"one that no phrase repeats, with {answer.id} in its `accept`, "
                "in tests/nlu/held_out_*.jsonl"
            )


def _thin(knowledge: Knowledge, phrases: list[Phrase]) -> Iterator[str]:
    by_label = defaultdict(list)
    for phrase in phrases:
        by_label[phrase.label].append(phrase)
    for answer in knowledge.answers.values():
        file, key = address(answer)
        own = by_label[answer.label]
        where = f"knowledge/{file}: {key}"
        if len(own) < FEWEST_PHRASES:
            yield f"{where}: {len(own)} training phrases, {FEWEST_PHRASES} are needed"
        writers = {phrase.writer for phrase in own}
        if len(writers) < FEWEST_WRITERS:
            yield f"{where}: phrases by {len(writers)} writers, {FEWEST_WRITERS} are needed"
    unanswerable = sum(family(phrase.label) == OUT_OF_SCOPE for phrase in phrases)
    if unanswerable < FEWEST_UNANSWERABLE:
        yield f"data/nlu: {unanswerable} unanswerable messages, {FEWEST_UNANSWERABLE} are needed"


def _domain(root: Path, phrases: list[Phrase]) -> Iterator[str]:
    domain = YAML(typ="safe").load(root / "domain.yml")
    intents = set(domain["intents"])
    used = {family(phrase.label) for phrase in phrases}
    for intent in sorted(used - intents):
        yield f"domain.yml: intents: {intent} has phrases, but is not listed"
    for intent in sorted(intents - used - _NEVER_TYPED):
        yield f"domain.yml: intents: {intent} has no phrases"


def _held_out(root: Path, knowledge: Knowledge, phrases: list[Phrase]) -> Iterator[str]:
    trained = {fold(phrase.text): phrase for phrase in phrases}
    for file, number, row in held_out_questions(root):
        for id_ in row["accept"]:
            if id_ not in knowledge.answers:
                yield f"{file}: line {number}: there is no answer {id_!r}"
        if fold(row["text"]) in trained:
            other = trained[fold(row["text"])]
            yield f"{file}: line {number}: {row['text']!r} is trained on in {other.file}"
