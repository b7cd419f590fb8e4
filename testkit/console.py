"""The console as a test uses it: somebody signed in, and a lookup that needs no model."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import numpy as np
from starlette.testclient import TestClient

from bot.console.answer_lookup import AnswerLookup
from bot.conversation.message_reader import user_turn
from bot.conversation.user_turn import UserTurn
from bot.nlu.facts.reader import default_reader
from bot.nlu.ranking.answer_policy import Choice, Outcome
from bot.nlu.understanding import Understood
from bot.records.review.clusters import Nearest

PASSWORD = "a long enough password"
STAFF_KEY = "5e" * 32
TOKEN = re.compile(r'name="token" value="([^"]+)"')
XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


class PlayedLookup(AnswerLookup):
    """Ranks by the words that a text shares with an answer's question; like texts, like vectors."""

    def __init__(self, knowledge):
        super().__init__(knowledge, None)
        self.encoded = []

    @property
    def is_available(self):
        return True

    def read(self, text, earlier=()):
        if text.lower().startswith("i am"):
            return UserTurn(text, "tell", "out_of_scope", confidence=0.4)
        understood = self.understand(text)
        return understood and user_turn(text, understood, default_reader())

    def understand(self, text):
        if not text.strip():
            return None
        words = set(text.lower().split())
        scores = {
            f"faq/{id_.replace('/', '_', 1)}": len(words & set(answer.question.lower().split()))
            for id_, answer in self._knowledge.answers.items()
        }
        whole = sum(scores.values()) or 1
        ranking = sorted(((k, v / whole) for k, v in scores.items()), key=lambda i: (-i[1], i[0]))
        return Understood(
            Choice(Outcome.ANSWER, (ranking[0][0],), ranking[0][1]), (), tuple(ranking)
        )

    def nearest(self, text):
        best = self.best(self.understand(text or "?"))
        return Nearest(best[0][0], best[0][1], best[0][1] - best[1][1])

    def is_sure_of(self, text, label):
        return "surely" in text

    @property
    def encoder_name(self):
        return "played"

    def topics_of(self, vectors):
        return vectors

    def encode(self, texts):
        """A vector of the first word: texts that begin alike mean alike."""
        self.encoded += texts
        rows = []
        for text in texts:
            seed = int(hashlib.sha256(text.split()[0].lower().encode()).hexdigest()[:8], 16)
            row = np.random.default_rng(seed).normal(size=384).astype(np.float32)
            rows.append(row / np.linalg.norm(row))
        return np.array(rows, dtype=np.float32)


class StaffClient:
    """A member of staff at the console: pages, and forms sent as a browser would."""

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


def blocks(text: str) -> dict[str, Any]:
    """Return an answer that says the text in every kind of run."""
    runs = [text, {"text": text, "url": "https://example.org"}, {"text": text, "strong": True}]
    return {"kind": "answer", "text": text, "blocks": [{"type": "p", "runs": runs}]}


def first_cluster(client: StaffClient, query: str = "") -> str:
    """Return the path of the first question in the queue."""
    return re.search(r'href="(/unanswered/[0-9a-f]+)"', client.page(f"/unanswered{query}"))[1]
