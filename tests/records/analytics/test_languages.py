"""Visitors who wrote in another language, by the reply that they got."""

from __future__ import annotations

from datetime import timedelta

from bot.records.analytics import languages
from testkit.conversation_log import START

DAY = timedelta(days=1)
ENGLISH = "I can only answer in English."
WORDS = {"es": "Solo puedo", "it": "Posso rispondere"}


def test_each_visitor_counts_once_in_a_language(log, database):
    def said(words, kind="notice"):
        return {"reply": [{"kind": kind, "text": f"{words} …\n{ENGLISH}"}]}

    log.talk("a", (0, "notice", said("Solo puedo")), (1, "notice", said("Solo puedo")))
    log.talk("b", (0, "notice", said("Posso rispondere")))
    log.talk("c", (0, "contact", said("Solo puedo", "contact")))
    log.talk("d", (0, "notice", said("")))
    log.talk("e", (0, "notice", {"reply": [{"kind": "notice", "text": "We stopped."}]}))
    log.talk("staff", (0, "notice", said("Solo puedo")), staff=True)
    log.talk("old", (0, "notice", said("Solo puedo")), start=START - 2 * DAY)
    with database.connect() as connection:
        counts = languages.count(connection, START - DAY, START + DAY, WORDS, ENGLISH)
    assert list(counts.items()) == [("es", 2), ("it", 1), ("other", 1)]
