"""People who talk to the assistant over HTTP: each waits for the answer, thinks, and goes on.

Every session carries a marker in its message ids and in one of its texts; at its end its history must
hold exactly what it sent and was answered, and nothing of anybody else.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import aiohttp

from bot.settings import ROOT

QUESTIONS = {
    "what do residents pay": "membership/training_dues",
    "how much are dues for medical students": "membership/medical_student_dues",
    "who can become an associate member": "membership/associate_eligibility",
    "what are the benefits of joining": "membership/benefits",
    "can international members vote": "membership/international_rights",
    "how do i renew as a medical student": "membership/renewal",
    "is fellowship year free": "membership/fellowship_free",
    "who is eligible for retired membership": "membership/retired_eligibility",
}
# Beside those, what other people asked: the same few questions over and over say little of an ordinary day.
_UNSEEN = "tests/nlu/held_out_*.jsonl"
_KNOWN_OF_EIGHT = 3
_LONGEST_TEXT = 1_000
_GUIDED = ("which membership is right for me", "i am a radiology resident in canada", "yes", "no")
_TURNS = 8
_CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
# How knowledge/replies.yml begins what is said while Rasa cannot answer.
_NOT_NOW = "Something went wrong on our side"


@dataclass(frozen=True)
class Response:
    status: int
    body: Any


@dataclass
class Tally:
    """What everybody saw. `notices` are honest "not now" replies; the rest of it must be empty."""

    seconds: list[float] = field(default_factory=list)
    notices: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    empty: int = 0
    wrong: int = 0
    mixed_up: int = 0
    lost: int = 0
    doubled: int = 0
    # Conversations whose history could not be had, so that nobody knows.
    unchecked: int = 0
    sessions: int = 0
    # Call-backs and ratings that were accepted: what was sent under which marker.
    references: dict[str, str] = field(default_factory=dict)
    ratings: set[str] = field(default_factory=set)
    # Codes under which answers were said to be saved.
    codes: set[str] = field(default_factory=set)
    finished_at: list[float] = field(default_factory=list)
    failed_at: list[float] = field(default_factory=list)

    @property
    def errors(self) -> int:
        return sum(count for name, count in self.statuses.items() if name != "200")

    @property
    def harm(self) -> dict[str, int]:
        """Return what nothing excuses, as far as there was any."""
        names = ("lost", "doubled", "mixed_up", "empty", "wrong")
        counts = {name.replace("_", " "): getattr(self, name) for name in names}
        return {name: count for name, count in counts.items() if count}

    def quantile(self, share: float) -> float:
        ranked = sorted(self.seconds)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0


@lru_cache(maxsize=1)
def unseen_texts() -> list[str]:
    """Return questions that nothing has learned from."""
    lines = [
        json.loads(line)
        for path in sorted(ROOT.glob(_UNSEEN))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    texts = {line["text"] for line in lines if len(line["text"]) <= _LONGEST_TEXT}
    return sorted(texts - set(QUESTIONS))


class Person:
    def __init__(
        self, http: aiohttp.ClientSession, tally: Tally, number: int, *, guided: bool, think: float
    ) -> None:
        self._http = http
        self._tally = tally
        self._guided = guided
        self._think = think
        self._random = random.Random(number)
        # Letters alone: the records rightly take many digits for a telephone number.
        self._marker = "".join(secrets.choice("bcdfghjklmnpqrstvwxz") for _ in range(12))
        self._headers: dict[str, str] = {}
        self._answered: dict[str, list[str]] = {}
        self._count = 0
        self._has_ended = False

    async def talk(self, is_over: Callable[[], bool]) -> None:
        """One conversation after the other until it is over."""
        while not is_over():
            if not await self._begin():
                await asyncio.sleep(0.2)
                continue
            guided = self._guided and self._random.random() < 0.3
            texts = list(_GUIDED) if guided else self._questions()
            for text in [*texts, f"my marker is {self._marker}"]:
                if is_over():
                    break
                await self._say({"text": text})
                await asyncio.sleep(self._random.expovariate(1 / self._think) if self._think else 0)
            if guided and not is_over():
                await self._save_answers()
            # The session of a conversation that has ended cannot be asked for anything, its history neither.
            if not self._has_ended:
                await self._rate_and_ask_for_a_call()
                await self._check_history()

    async def _save_answers(self) -> None:
        """Press what the assistant offers, and note the code that it reads out."""
        messages = await self._say({"text": "save my answers"})
        choices = [choice for message in messages for choice in message.get("choices", ())]
        save = next((item["choice"] for item in choices if item.get("value") == "save_now"), None)
        if save:
            for message in await self._say({"choice": save}):
                self._tally.codes |= set(_CODE.findall(message["text"]))

    async def _rate_and_ask_for_a_call(self) -> None:
        """Each once, never again by itself: a person would see the error and decide."""
        rated = next((ids[0] for ids in self._answered.values()), None)
        if rated:
            response = await self._post("feedback", {"message": rated, "helpful": True})
            if self._went(response, 204):
                self._tally.ratings.add(rated)
        self._count += 1
        marker = f"{self._marker}.{self._count}"
        body = {"name": marker, "email": "a@example.org", "question": "?", "consent": True}
        response = await self._post("callbacks", body)
        if response is not None and self._went(response, 201):
            self._tally.references[marker] = response.body["reference"]

    def _went(self, response: Response | None, wanted: int) -> bool:
        if response is None:
            return False
        if response.status != wanted:
            self._tally.statuses[f"{response.status} at a form"] += 1
            self._tally.failed_at.append(time.monotonic())
        return response.status == wanted

    def _questions(self) -> list[str]:
        # Each once: what is asked again is rightly not answered in the same words. Those whose answer is
        # known come first: what somebody says of themselves changes what is answered after it.
        known = self._random.sample(list(QUESTIONS), k=_KNOWN_OF_EIGHT)
        return [*known, *self._random.sample(unseen_texts(), k=_TURNS - _KNOWN_OF_EIGHT)]

    async def _begin(self) -> bool:
        self._answered, self._has_ended = {}, False
        response = await self._post("sessions", {})
        if response is None or response.status != 201:
            return False
        self._headers = {"Authorization": f"Bearer {response.body['session']}"}
        self._tally.sessions += 1
        return True

    async def _post(self, path: str, body: dict[str, Any]) -> Response | None:
        try:
            return await self._request("POST", path, body)
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            self._tally.statuses[type(error).__name__] += 1
            self._tally.failed_at.append(time.monotonic())
            return None

    async def _request(self, method: str, path: str, body: Any = None) -> Response:
        async with self._http.request(
            method, f"/api/chat/{path}", json=body, headers=self._headers
        ) as response:
            is_json = response.content_type == "application/json"
            return Response(response.status, await response.json() if is_json else None)

    async def _say(self, message: dict[str, str]) -> list[dict[str, Any]]:
        """Say it; where no answer came, say the same with the same id again, as the widget does."""
        self._count += 1
        id_ = f"{self._marker}.{self._count}"
        for _ in range(20):
            if self._has_ended:
                break
            started = time.monotonic()
            response = await self._post("messages", {"id": id_, **message})
            if response is not None and response.status == 200:
                self._tally.seconds.append(time.monotonic() - started)
                self._tally.statuses["200"] += 1
                messages: list[dict[str, Any]] = response.body["messages"]
                self._note(id_, message.get("text", ""), messages)
                return messages
            if response is not None:
                self._tally.statuses[str(response.status)] += 1
                self._tally.failed_at.append(time.monotonic())
                self._has_ended = response.status == 401
            await asyncio.sleep(0.5)
        return []

    def _note(self, id_: str, text: str, messages: list[dict[str, Any]]) -> None:
        self._tally.finished_at.append(time.monotonic())
        if not messages or not messages[0].get("text"):
            self._tally.empty += 1
            return
        self._answered[id_] = [message["id"] for message in messages]
        if messages[0]["text"].startswith(_NOT_NOW):
            self._tally.notices += 1
            self._tally.failed_at.append(time.monotonic())
        elif text in QUESTIONS and not _is_answered(QUESTIONS[text], messages):
            self._tally.wrong += 1

    async def _check_history(self) -> None:
        """Compare the history with what was seen: nothing lost, doubled, or of somebody else."""
        for _ in range(20):
            try:
                response = await self._request("GET", "messages")
            except (aiohttp.ClientError, asyncio.TimeoutError):
                response = None
            if response is not None and response.status == 200:
                break
            await asyncio.sleep(0.5)
        else:
            self._tally.unchecked += 1
            return
        replies: Counter[str] = Counter()
        ids = set()
        for message in response.body["messages"]:
            ids.add(message["id"])
            if "reply_to" in message:
                replies[message["reply_to"]["id"]] += 1
                text = message["reply_to"]["text"]
                if not message["reply_to"]["id"].startswith(self._marker) or (
                    text.startswith("my marker") and self._marker not in text
                ):
                    self._tally.mixed_up += 1
        self._tally.doubled += sum(count - 1 for count in replies.values() if count > 1)
        self._tally.lost += sum(
            not ids.issuperset(messages) for messages in self._answered.values()
        )


async def crowd(
    address: str,
    people: int,
    seconds: float,
    *,
    guided: bool = True,
    think: float = 0.0,
    stop: threading.Event | None = None,
) -> Tally:
    """Let so many people talk for so long, or until `stop` is set."""
    tally = Tally()
    ends = time.monotonic() + seconds

    def is_over() -> bool:
        return time.monotonic() > ends or bool(stop and stop.is_set())

    async def converse(number: int) -> None:
        # A client each, as browsers are.
        patience = aiohttp.ClientTimeout(total=30)
        async with aiohttp.ClientSession(address, timeout=patience) as http:
            person = Person(http, tally, number, guided=guided, think=think)
            await person.talk(is_over)

    await asyncio.gather(*(converse(number) for number in range(people)))
    return tally


def _is_answered(answer: str, messages: list[dict[str, Any]]) -> bool:
    return any(
        message.get("answer", {}).get("id") == answer or answer in message.get("covers", ())
        for message in messages
    )
