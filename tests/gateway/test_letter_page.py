"""A letter is pasted or uploaded, checked at once, and not stored."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from starlette.formparsers import FormParser

from bot.conversation import letters
from bot.gateway import letter_reader

LETTER = (
    "This letter certifies that Ann Example is a student in good standing at our school of medicine. "
    "She started in August 2024 and is expected to graduate in May 2028."
)


def test_the_page_has_a_form_for_a_text_and_for_a_file(gateway):
    page = gateway.get("/letter").text
    assert 'name="text"' in page
    assert 'name="file"' in page
    assert "What the letter says" not in page


def test_a_pasted_letter_is_checked(gateway):
    page = gateway.post("/letter", files={"text": (None, LETTER)})
    assert page.status_code == 200
    assert "What the letter says" in page.text
    assert page.text.count("not found.") == 0


@pytest.mark.parametrize("form", [{"files": {"text": (None, LETTER)}}, {"data": {"text": LETTER}}])
def test_a_pasted_letter_is_looked_at_in_a_process_of_its_own_and_nowhere_else(
    gateway, monkeypatch, form
):
    read = []

    async def run(ending, content, _):
        read.append((ending, content.decode()))
        return 0, b'{"findings": {}}'

    monkeypatch.setattr(letter_reader, "_run", run)
    monkeypatch.setattr(letters, "find_points", None)
    assert gateway.post("/letter", **form).text.count("not found.") == 3
    assert read == [(".txt", LETTER)]


def test_what_is_missing_is_named(gateway):
    page = gateway.post("/letter", files={"text": (None, "She is a student in good standing.")})
    assert page.text.count("not found.") == 2


def test_a_file_is_checked_like_a_text(gateway):
    upload = gateway.post("/letter", files={"file": ("letter.txt", LETTER.encode(), "text/plain")})
    pasted = gateway.post("/letter", files={"text": (None, LETTER)})
    assert upload.text == pasted.text


def test_a_form_without_a_letter_is_refused_in_the_page(gateway):
    response = gateway.post("/letter", files={"text": (None, "  ")})
    assert response.status_code == 422
    assert 'role="alert">No text was found.' in response.text


def test_a_file_that_cannot_be_read_is_refused_in_the_page(gateway):
    response = gateway.post("/letter", files={"file": ("letter.exe", b"MZ", "text/plain")})
    assert response.status_code == 422
    assert "This file could not be read." in response.text


def test_a_request_that_is_too_large_is_not_read(gateway):
    response = gateway.post("/letter", files={"text": (None, "a" * 1_100_000)})
    assert response.status_code == 413
    assert "larger than 1 MB" in response.text


def test_a_form_of_a_program_is_checked_too(gateway):
    assert gateway.post("/letter", data={"text": LETTER}).text.count("not found.") == 0
    assert gateway.post("/letter", data={"text": ""}).status_code == 422
    assert gateway.post("/letter", data={"text": "é" * 20_000}).status_code == 413


@pytest.mark.parametrize("body", ["&" * 900_000, "text=" + "%" * 900_000, "=" * 900_000])
def test_a_form_that_would_be_read_letter_by_letter_is_not_read(gateway, monkeypatch, body):
    monkeypatch.setattr(FormParser, "parse", None)
    response = gateway.post(
        "/letter", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert response.status_code == 413
    assert "too long for this form" in response.text


@pytest.mark.parametrize("body", ["&" * 9_000, "a=b&c=d&e=f", "%" * 9_000])
def test_a_short_form_that_is_none_is_refused_in_the_page(gateway, monkeypatch, body):
    monkeypatch.setattr(FormParser, "parse", None)
    response = gateway.post(
        "/letter", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert response.status_code == 422


def test_nothing_of_a_letter_is_stored(gateway, settings):
    gateway.post("/letter", files={"text": (None, LETTER)})
    with sa.create_engine(settings.database, future=True).connect() as connection:
        names = sa.inspect(connection).get_table_names()
        stored = [
            str(connection.execute(sa.text(f'SELECT * FROM "{name}"')).all()) for name in names
        ]
    assert not any("Ann Example" in rows for rows in stored)


def test_letters_are_limited_by_address(open_gateway, settings):
    limited = open_gateway(replace(settings, rate_limit="on"))
    statuses = [limited.post("/letter", files={"text": (None, " ")}).status_code for _ in range(31)]
    assert statuses == [422] * 30 + [429]
