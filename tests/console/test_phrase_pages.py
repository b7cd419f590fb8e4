"""Near misses become phrases for one answer, by a person's word, and are not asked about twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records.review import near_misses, phrases
from testkit.clock import NOON as NOW
from testkit.console import XSS

EARLIER = NOW - timedelta(days=1)
TIE = [["faq/membership_cme", 0.4], ["faq/membership_benefits", 0.35], ["out_of_scope/jobs", 0.1]]


@pytest.fixture
def ties(log, engine):
    log.talk(
        "a",
        (0, "choices", {"text": "courses or perks", "id": "t-tie"}),
        (1, "answer", {"label": "faq/membership_benefits", "choice": True}),
        start=EARLIER,
    )
    log.talk("b", (0, "choices", {"text": XSS, "id": "t-evil"}), start=EARLIER)
    log.talk("c", (0, "choices", {"text": "by staff"}), start=EARLIER, staff=True)
    with engine.begin() as connection:
        import sqlalchemy as sa

        from bot.records.conversations.tables import turns

        connection.execute(sa.update(turns).where(turns.c.outcome == "choices").values(top=TIE))


def waiting(engine):
    with engine.connect() as connection:
        return {miss.text: miss for miss in near_misses.pending(connection, EARLIER, 100)}


def accepted(engine):
    with engine.connect() as connection:
        return [(phrase.text, phrase.label) for phrase in phrases.pending(connection)]


def test_what_the_visitor_chose_stands_first(ties, engine, sign_in):
    assert set(waiting(engine)) == {"courses or perks", XSS}
    assert waiting(engine)["courses or perks"].chosen == "faq/membership_benefits"
    page = sign_in("editor").page("/phrases")
    near = page[page.index("courses or perks") :]
    assert near.index("answer=membership/benefits") < near.index("answer=membership/cme")
    assert "<script>alert" not in page


def test_accepting_for_one_answer_settles_it_for_the_others(ties, engine, sign_in):
    client = sign_in("editor")
    client.send(
        "/phrases/new", turn="t-tie", text="courses or perks", answer="membership/cme", why="asked"
    )
    assert accepted(engine) == [("courses or perks", "faq/membership_cme")]
    assert set(waiting(engine)) == {XSS}


def test_what_was_put_aside_teaches_nothing_and_does_not_come_back(ties, engine, sign_in):
    client = sign_in("editor")
    client.send("/suggestions/t-tie", answer="none")
    assert accepted(engine) == []
    assert set(waiting(engine)) == {XSS}


def test_only_messages_and_answers_that_there_are(ties, sign_in):
    client = sign_in("editor")
    client.send("/phrases/new", 422, turn="t-tie", text="x", answer="no/such")
    client.send("/phrases/new", 404, turn="t-other", text="x", answer="membership/cme")
    client.send("/suggestions/t-other", 404, answer="none")


def test_a_near_miss_goes_with_its_conversation(ties, engine, sign_in):
    client = sign_in()
    client.send(
        "/phrases/new", turn="t-tie", text="courses or perks", answer="membership/cme", why="asked"
    )
    client.send("/conversations/a/erase", sure="1")
    assert accepted(engine) == []
