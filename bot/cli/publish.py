"""`assistant publish`: prepares a publication that was begun in the console, and measures a model.

The console starts `run` as a process of its own, which goes on when the console is restarted.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot import settings as settings_module
from bot.cli.evaluate import Verdict, read_questions
from bot.cli.evaluate import judge as judge_questions
from bot.conversation.completion import answers_in
from bot.conversation.conversation import Conversation
from bot.conversation.message_reader import MessageReader
from bot.conversation.saved_code import NothingKept
from bot.knowledge.loader import load
from bot.nlu.facts.reader import default_reader
from bot.nlu.ranking.answer_policy import FAQ, OUT_OF_SCOPE, Outcome, family
from bot.nlu.understanding import Understanding
from bot.publishing.preparation import Preparation
from bot.publishing.publication_paths import Places
from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.settings import ROOT, VAR

commands = typer.Typer(help="Publications: prepare one, measure a model.", no_args_is_help=True)

_NICENESS = 10


@commands.command()
def run(number: Annotated[int, typer.Argument(help="Which publication.")]) -> None:
    """Write, check, train and compare; the console shows how far it is, and what came out."""
    # Visitors are answered on the same cores.
    os.nice(_NICENESS)
    current = settings_module.read()
    migrate(current.database)
    engine = open_engine(current.database)
    margin = current.publish_margin / 100
    Preparation(engine, Places(ROOT, VAR), margin, utc_now).prepare(number)


@commands.command()
def judge(
    file: Annotated[Path, typer.Argument(help="Questions, as `assistant evaluate` reads them.")],
    *,
    model: Annotated[Path, typer.Option(help="The model.")],
    taught: Annotated[Path, typer.Option(help='JSON lines: {"text", "label"}.')],
) -> None:
    """Print as JSON the verdict on each question, and which taught texts are not answered as taught."""
    understanding = Understanding.of_model(model)
    verdicts = judge_questions(understanding, read_questions(file))
    rows = [json.loads(line) for line in taught.read_text(encoding="utf-8").splitlines()]
    visitor = _Visitor(model, understanding, settings_module.read().day())
    result = {
        "questions": [
            (
                verdict.question.text,
                min(verdict.question.accept, default=""),
                verdict.verdict,
                _given(verdict),
            )
            for verdict in verdicts
        ],
        "refused": {
            row["text"]: instead
            for row in rows
            if (
                instead := _instead(understanding, row["text"], row["label"])
                or visitor.hears_instead(row["text"], row["label"])
            )
        },
    }
    print(json.dumps(result))


class _Visitor:
    """Asks in a conversation of their own, as the first thing they say."""

    def __init__(self, model: Path, understanding: Understanding, today: date) -> None:
        reader = default_reader()
        self._knowledge = load()
        self._message_reader = MessageReader.of_model(model, understanding, reader)
        self._conversation = Conversation(self._knowledge, reader, NothingKept(), today)

    def hears_instead(self, text: str, label: str) -> str:
        """Return how a reply begins that has not the answer of a label; empty if it has it, or for what is no answer."""
        answer = self._knowledge.answers_by_label.get(label)
        if family(label) != FAQ or answer is None:
            return ""
        messages = self._conversation.respond(None, self._message_reader.read(text)).messages
        if answer.id in answers_in(messages):
            return ""
        return f"visitors are told “{messages[0]['text'].splitlines()[0]}”"


def _given(verdict: Verdict) -> str:
    """Return the id of the answer that was given and should not have been; empty where none was."""
    if verdict.verdict not in {"wrong", "answered"}:
        return ""
    answer = load().answers_by_label.get(verdict.understood.choice.labels[0])
    return answer.id if answer else ""


def _instead(understanding: Understanding, text: str, label: str) -> str:
    """Return what a text gets that is not answered as its label says; empty if it is."""
    choice = understanding.understand(text).choice
    if choice.outcome is Outcome.OFFER:
        return f"visitors are asked whether they mean {', '.join(choice.labels)}"
    if OUT_OF_SCOPE in {family(label), family(choice.labels[0])}:
        is_same = family(choice.labels[0]) == family(label)
    else:
        is_same = choice.labels[0] == label
    return "" if is_same else f"visitors get {choice.labels[0]}"
