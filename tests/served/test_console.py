"""The console beside the real others: what visitors do there is what staff see here."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest

from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff
from testkit.console import PASSWORD, STAFF_KEY, TOKEN

pytestmark = [pytest.mark.served, pytest.mark.rasa]


@pytest.fixture(scope="module")
def desk(stack):
    engine = open_engine(stack.settings.database)
    Staff(engine, timedelta(minutes=30), utc_now, STAFF_KEY).accounts.add(
        "maria", PASSWORD, Role.ADMIN, "tests"
    )
    engine.dispose()
    with httpx.Client(base_url=stack.address_of("console"), timeout=20) as client:
        token = TOKEN.search(client.get("/sign-in").text)[1]
        fields = {"token": token, "name": "maria", "password": PASSWORD, "next": "/"}
        assert client.post("/sign-in", data=fields).status_code == 303
        yield client


def test_what_was_asked_in_vain_waits_for_staff_in_a_group(desk, visitor):
    visitor.say("can i get a refund for the parking at your headquarters")
    page = desk.get("/unanswered").text
    assert "parking at your headquarters" in page
    group = re.search(r'href="(/unanswered/[0-9a-f]+)', page)[1]
    assert "parking at your headquarters" in desk.get(group).text


def test_a_callers_question_gets_the_answer_that_a_visitor_gets(desk, visitor):
    question = "what do residents in canada pay"
    answer = next(message["answer"] for message in visitor.say(question) if "answer" in message)
    token = TOKEN.search(desk.get("/assist").text)[1]
    page = desk.post("/assist", data={"token": token, "q": question}).text
    assert f"/knowledge/answer/{answer['id']}" in page[page.index('id="answers"') :]


def test_a_conversation_is_seen_and_then_erased_everywhere(desk, visitor, stack):
    visitor.say("what is the membership year, zebra question")
    page = desk.get("/conversations", params={"words": "zebra"}).text
    path = re.search(r'href="(/conversations/[0-9a-f]+)', page)[1]
    token = TOKEN.search(desk.get(path).text)[1]
    assert desk.post(f"{path}/erase", data={"token": token, "sure": "1"}).status_code == 303
    engine = open_engine(stack.settings.database)
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        for name in names.scalars().all():
            rows = str(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all())
            assert "zebra" not in rows, name
            assert path.rsplit("/", 1)[1] not in rows, name
    engine.dispose()
