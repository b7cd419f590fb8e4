"""`assistant demo-data`: made-up conversations to try the console on, marked as such and removable."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Annotated, Any

import sqlalchemy as sa
import typer
from sqlalchemy.engine import Connection

from bot import settings
from bot.errors import SetUpError
from bot.knowledge.loader import load
from bot.messages.faq_messages import Messages
from bot.nlu.phrases.files import read_phrases
from bot.nlu.phrases.phrase import Phrase
from bot.nlu.ranking.answer_policy import FAQ, OUT_OF_SCOPE, family
from bot.records.analytics.conversation import MADE_UP
from bot.records.clock import utc_now
from bot.records.conversations import text_search
from bot.records.conversations.tables import REASONS, callbacks, feedback, sessions, turns
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.review import clusters
from bot.records.staff import audit
from bot.records.staff.audit import COMMAND_LINE
from bot.settings import ROOT

VERSION = "demo data"
_DAYS = 90
_BATCH = 5000


def demo_data(
    *,
    turns_: Annotated[int, typer.Option("--turns", min=1, max=500_000, help="How many.")] = 2000,
    remove: Annotated[bool, typer.Option("--remove", help="Take all of it away again.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Also where there are real conversations.")
    ] = False,
) -> None:
    """Make up conversations of the last 90 days, to try the console. Never where visitors come."""
    current = settings.read()
    migrate(current.database)
    engine = open_engine(current.database)
    with engine.begin() as connection:
        if remove:
            print(f"{remove_all(connection)} made-up conversations taken away.")
            return
        is_real = sessions.c.id.not_like(f"{MADE_UP}%")
        if connection.execute(sa.select(sessions.c.id).where(is_real).limit(1)).first() and (
            not force
        ):
            raise SetUpError(
                "there are real conversations in this database; made-up ones would be counted with"
                " them. --force adds them all the same, --remove takes them away"
            )
        conversations = Demo(datetime.combine(current.day(), utc_now().time()), seed=1).fill(
            connection, turns_
        )
        audit.append(connection, utc_now(), COMMAND_LINE, "demo data added", "", {"turns": turns_})
    print(f"{turns_} turns in {conversations} conversations made up; `--remove` takes them away.")


def remove_all(connection: Connection) -> int:
    count = connection.execute(
        sa.select(sa.func.count()).where(sessions.c.id.like(f"{MADE_UP}%"))
    ).scalar_one()
    connection.execute(callbacks.delete().where(callbacks.c.session_id.like(f"{MADE_UP}%")))
    connection.execute(feedback.delete().where(feedback.c.session_id.like(f"{MADE_UP}%")))
    connection.execute(turns.delete().where(turns.c.session_id.like(f"{MADE_UP}%")))
    connection.execute(sessions.delete().where(sessions.c.id.like(f"{MADE_UP}%")))
    clusters.repair(connection)
    text_search.purge(connection)
    audit.append(connection, utc_now(), COMMAND_LINE, "demo data removed", "", {"count": count})
    return int(count)


class Demo:
    """The same seed makes the same conversations; what people say is taken from training phrases."""

    def __init__(self, until: datetime, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing secret is drawn
        self._until = until
        phrases = list(read_phrases(ROOT))
        self._questions = [phrase for phrase in phrases if family(phrase.label) == FAQ]
        self._misses = [phrase for phrase in phrases if family(phrase.label) == OUT_OF_SCOPE]
        knowledge = load()
        messages = Messages(knowledge, until.date())
        self._answers = {
            answer.label: messages.answer(answer.id)
            for answer in knowledge.answers_by_label.values()
        }
        self._attributes = list(knowledge.attributes)
        self._sorry = messages.reply("out_of_scope")
        self._rows: dict[sa.Table, list[dict[str, Any]]] = {}
        self._count = 0

    def fill(self, connection: Connection, most: int) -> int:
        """Write `most` turns; return in how many conversations."""
        number = 0
        while self._count < most:
            self._conversation(number, most)
            number += 1
            if self._count % _BATCH < 5 or self._count >= most:
                self._write(connection)
        return number

    def _conversation(self, number: int, most: int) -> None:
        draw = self._random
        id_ = f"{MADE_UP}{number:06d}"
        at = self._until - timedelta(days=draw.random() * _DAYS, minutes=30)
        clicked = at + timedelta(minutes=2) if draw.random() < 0.04 else None
        self._add(sessions, id=id_, created_at=at, seen_at=at, contact_clicked_at=clicked)
        length = min(draw.choice((1, 1, 2, 2, 3, 4, 6)), most - self._count)
        is_check = draw.random() < 0.12
        for place in range(length):
            when = at + timedelta(minutes=2 * place)
            if is_check:
                self._check(id_, place, when, is_last=place == length - 1)
            else:
                self._turn(id_, place, when)
        if draw.random() < 0.05:
            self._callback(id_, number, at + timedelta(minutes=2 * length))

    def _turn(self, session_id: str, place: int, at: datetime) -> None:
        draw = self._random
        is_miss = draw.random() < 0.13
        phrase: Phrase = draw.choice(self._misses if is_miss else self._questions)
        id_ = f"{session_id}-{place}"
        reply = self._sorry if is_miss else self._answers[phrase.label]
        kind = "error" if draw.random() < 0.003 else reply["kind"]
        self._save(id_, session_id, at, phrase.text, kind, phrase.label, reply)
        if kind == "answer" and draw.random() < 0.12:
            helpful = draw.random() < 0.75
            self._add(
                feedback,
                session_id=session_id,
                turn_id=id_,
                message_id=f"{id_}.0",
                created_at=at,
                helpful=helpful,
                reason=None if helpful else draw.choice(REASONS),
                saved_call=draw.random() < 0.6 if helpful and draw.random() < 0.3 else None,
            )

    def _check(self, session_id: str, place: int, at: datetime, *, is_last: bool) -> None:
        """A turn of an eligibility check, or of a question that is asked back about."""
        draw = self._random
        kind = draw.choice(("decision", "question", "choices")) if is_last else "question"
        asks = {"attribute": draw.choice(self._attributes), "why": "", "step": place + 1}
        reply = {"kind": kind, "text": f"(made up: {kind})", "blocks": []}
        self._save(
            f"{session_id}-{place}",
            session_id,
            at,
            draw.choice(self._questions).text,
            kind,
            "find_category",
            {**reply, "asks": asks} if kind == "question" else reply,
        )

    def _callback(self, session_id: str, number: int, at: datetime) -> None:
        is_done = self._random.random() < 0.97
        self._add(
            callbacks,
            reference=f"DEMO{number}",
            session_id=session_id,
            created_at=at,
            name=f"Made-up visitor {number}",
            email=f"visitor{number}@example.org",
            question="A made-up question about membership.",
            status="done" if is_done else "new",
            done_at=at + timedelta(hours=5) if is_done else None,
            notified_at=at,
            share_conversation=self._random.random() < 0.5,
        )

    def _save(
        self,
        id_: str,
        session_id: str,
        at: datetime,
        text: str,
        kind: str,
        label: str,
        reply: dict[str, Any],
    ) -> None:
        self._count += 1
        self._add(
            turns,
            id=id_,
            session_id=session_id,
            client_id=id_,
            created_at=at,
            text=text,
            is_choice=False,
            outcome=kind,
            label=label,
            confidence=round(self._random.uniform(0.5, 0.99), 3),
            top=[[label, 0.8]],
            latency_ms=int(self._random.lognormvariate(4, 0.6)),
            reply=[reply],
            model_version=VERSION,
        )

    def _add(self, table: sa.Table, **values: Any) -> None:
        self._rows.setdefault(table, []).append(values)

    def _write(self, connection: Connection) -> None:
        for table in (sessions, turns, feedback, callbacks):
            if self._rows.get(table):
                connection.execute(table.insert(), self._rows.pop(table))
