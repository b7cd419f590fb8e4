"""The staff door with a real database, and a mind that knows four answers and no model."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from functools import partial

import numpy as np
import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from bot.console.answer_lookup import AnswerLookup
from bot.console.app import create_app
from bot.nlu.ranking.answer_policy import Choice, Outcome
from bot.nlu.understanding import Understood
from bot.records.conversations.store import open_engine
from bot.records.staff.accounts import Role, Staff
from bot.settings import Settings
from tests.records.conftest import Log

PASSWORD = "a long enough password"
NOW = datetime(2026, 11, 23, 12, 0)
TOKEN = re.compile(r'name="token" value="([^"]+)"')
XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def forward(self, **more):
        self.now += timedelta(**more)


class PlayedLookup(AnswerLookup):
    """Ranks by the words that a text shares with an answer's question; like texts, like vectors."""

    def __init__(self, knowledge):
        super().__init__(knowledge, None)
        self.encoded = []

    @property
    def is_there(self):
        return True

    def told(self, text, today):
        return {"stage": "fully_retired"} if "retired" in text else {}

    def understood(self, text):
        if not text.strip():
            return None
        words = set(text.lower().split())
        scores = {
            answer.label: len(words & set(answer.question.lower().split()))
            for answer in self._knowledge.answers.values()
        }
        whole = sum(scores.values()) or 1
        ranking = sorted(((k, v / whole) for k, v in scores.items()), key=lambda i: (-i[1], i[0]))
        return Understood(
            Choice(Outcome.ANSWER, (ranking[0][0],), ranking[0][1]), (), tuple(ranking)
        )

    def nearest(self, text, vector=None):
        from bot.records.review.clusters import Nearest

        best = self.best(self.understood(text or "?"))
        return Nearest(best[0][0], best[0][1], best[0][1] - best[1][1])

    def is_sure_of(self, text, label):
        return "surely" in text

    def encode(self, texts):
        """A vector of the first word: texts that begin alike mean alike."""
        self.encoded += texts
        rows = []
        for text in texts:
            seed = int(hashlib.sha256(text.split()[0].lower().encode()).hexdigest()[:8], 16)
            row = np.random.default_rng(seed).normal(size=384).astype(np.float32)
            rows.append(row / np.linalg.norm(row))
        return np.array(rows, dtype=np.float32)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """Passwords as they are hashed, but in no time: what is tested is who may pass."""
    quick = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("bot.records.staff.accounts.PasswordHasher", quick)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def settings(tmp_path):
    return Settings(
        database_url=f"sqlite:///{tmp_path / 'console.db'}",
        secret="for tests only",
        today="2026-11-23",
    )


@pytest.fixture
def mind(knowledge):
    return PlayedLookup(knowledge)


@pytest.fixture
def app(settings, mind, clock):
    return create_app(settings, mind, clock)


@pytest.fixture
def engine(settings, app):
    engine = open_engine(settings.database)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine):
    return Log(engine)


@pytest.fixture
def staff(engine, clock):
    staff = Staff(engine, timedelta(minutes=30), clock)
    for role in Role:
        staff.add(role.value, PASSWORD, role, "tests")
    return staff


class Desk:
    """Somebody at the console: pages, and forms sent as a browser would."""

    def __init__(self, app, name=None, password=PASSWORD):
        self.http = TestClient(app, follow_redirects=False)
        if name:
            response = self.sign_in(name, password)
            assert response.status_code == 303, response.text

    def sign_in(self, name, password=PASSWORD, **more):
        token = TOKEN.search(self.http.get("/sign-in").text)[1]
        fields = {"token": token, "name": name, "password": password, "next": "/", **more}
        return self.http.post("/sign-in", data=fields)

    def page(self, path, status=200):
        response = self.http.get(path)
        assert response.status_code == status, (path, response.status_code, response.text[-500:])
        return response.text

    def token(self):
        return TOKEN.search(self.page("/assist"))[1]

    def send(self, path, status=303, **fields):
        response = self.http.post(path, data={"token": self.token(), **fields})
        assert response.status_code == status, (path, response.status_code, response.text[-500:])
        return response


@pytest.fixture
def desk(app, staff):
    """Return a function that signs somebody in."""
    return lambda name="admin": Desk(app, name)
