"""The staff door beside the real others: what visitors do there is what staff see here."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import httpx
import pytest

from bot.records.conversations.store import open_engine
from bot.records.staff.accounts import Role, Staff
from bot.web.clock import utc_now
from tests.console.conftest import PASSWORD, TOKEN

pytestmark = [pytest.mark.served, pytest.mark.rasa]


@pytest.fixture(scope="module")
def desk(stack):
    engine = open_engine(stack.settings.database)
    Staff(engine, timedelta(minutes=30), utc_now).add("maria", PASSWORD, Role.ADMIN, "tests")
    engine.dispose()
    address = f"http://127.0.0.1:{stack.settings.console_port}"
    with httpx.Client(base_url=address, timeout=20) as client:
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            try:
                token = TOKEN.search(client.get("/sign-in").text)[1]
                break
            except httpx.HTTPError:
                time.sleep(0.2)
        fields = {"token": token, "name": "maria", "password": PASSWORD, "next": "/"}
        assert client.post("/sign-in", data=fields).status_code == 303
        yield client


def test_what_was_asked_in_vain_waits_for_staff_with_the_nearest_answer(desk, visitor):
    visitor.say("can i get a refund for the parking at your headquarters")
    page = desk.get("/unanswered").text
    assert "parking at your headquarters" in page
    assert re.search(r"(membership|account|radiology)/\w+", page)


def test_a_callers_question_gets_the_answer_that_a_visitor_gets(desk, visitor):
    question = "what do residents in canada pay"
    (told,) = [one["answer"]["id"] for one in visitor.say(question) if "answer" in one][:1]
    page = desk.get("/assist", params={"q": question}).text
    assert f"/knowledge/answer/{told}" in page[page.index('id="first"') :]


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
