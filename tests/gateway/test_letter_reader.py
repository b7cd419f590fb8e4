"""Hostile letters: each ends with the process that reads it, and others go on."""

from __future__ import annotations

import asyncio
import io
import zipfile
from datetime import date
from pathlib import Path

import psutil
import pytest
from docx import Document

from bot.gateway import letter_reader
from bot.gateway.errors import Problem
from bot.gateway.letter_reader import LetterReader
from bot.knowledge.letter import POINTS, STANDING
from testkit.letters import encrypted, lying_archive, pdf_of_pages, word

DAY = date(2026, 11, 23)
LETTER = b"She is a student in good standing, started in August 2024, graduates in May 2028."


def read(name, content, address="192.0.2.1"):
    return asyncio.run(LetterReader().findings(name, content, DAY, address))


def refusal(name, content):
    with pytest.raises(Problem) as caught:
        read(name, content)
    return caught.value.code


def document_with(xml):
    """A Word document whose body is this XML."""
    data = io.BytesIO()
    Document().save(data)
    parts = zipfile.ZipFile(data)
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body>" + xml)
            archive.writestr(name, content)
    return changed.getvalue()


CELL = b"<w:tc><w:tcPr>%s</w:tcPr><w:p/></w:tc>"
MERGED = CELL % b"<w:vMerge/>"
SPANNED = CELL % b'<w:gridSpan w:val="2000000000"/>'


@pytest.mark.parametrize("name", ["letter.txt", "letter.docx", "letter.pdf", "locked.pdf"])
def test_a_letter_is_read(name):
    content = {
        "letter.txt": LETTER,
        "letter.docx": word(LETTER.decode()),
        "letter.pdf": pdf_of_pages(b"(%s) Tj" % LETTER, 1),
        "locked.pdf": encrypted(pdf_of_pages(b"(%s) Tj" % LETTER, 1), ""),
    }[name]
    assert set(read(name, content)) == set(POINTS)


@pytest.mark.parametrize(
    "table",
    [
        b"<w:tbl>" + b"<w:tr>" + SPANNED + b"</w:tr></w:tbl>",
        b"<w:tbl>" + (b"<w:tr>" + MERGED + b"</w:tr>") * 15_000 + b"</w:tbl>",
    ],
    ids=["a cell that spans two thousand million columns", "15,000 merged rows"],
)
def test_a_table_that_unfolds_into_millions_of_cells_is_read_without_asking_for_them(
    table, monkeypatch
):
    # On a machine that does much else; memory is what such a table would ask for.
    monkeypatch.setattr(letter_reader, "_SECONDS_TO_READ", 120)
    text = b"<w:p><w:r><w:t>She is in good standing.</w:t></w:r></w:p>"
    assert STANDING in read("letter.docx", document_with(text + table))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_an_archive_that_claims_less_than_it_holds_is_refused(method):
    content = lying_archive(method, 300_000_000)
    assert len(content) < 1_000_000
    assert refusal("letter.docx", content) == "unreadable"


def test_a_file_that_takes_too_long_is_stopped_and_said_to_be_too_complex(monkeypatch):
    monkeypatch.setattr(letter_reader, "_SECONDS_TO_READ", 120)
    pages = pdf_of_pages(b"(a) Tj " * 300_000, 10)
    assert len(pages) < 20_000
    assert refusal("letter.pdf", pages) == "too_complex"
    assert not psutil.Process().children()


def test_where_the_machine_is_too_busy_to_read_it_the_letter_is_not_blamed(monkeypatch):
    monkeypatch.setattr(letter_reader, "_SECONDS_TO_READ", 0)
    with pytest.raises(Problem) as caught:
        read("letter.txt", LETTER)
    assert (caught.value.status, caught.value.code) == (503, "busy")
    assert not psutil.Process().children()


def test_a_file_of_another_kind_starts_no_process(monkeypatch):
    monkeypatch.setattr(letter_reader, "_run", None)
    assert refusal("letter.p\0df", b"%PDF-") == "unreadable"


def test_the_letter_process_gets_no_secret(monkeypatch):
    monkeypatch.setenv("ASSISTANT_SECRET", "x" * 32)
    seen = asyncio.run(environment_of_a_letter_process())
    assert b"ASSISTANT_SECRET" not in seen


async def environment_of_a_letter_process():
    running = asyncio.create_task(
        letter_reader._run(".pdf", pdf_of_pages(b"(a) Tj " * 300_000, 10), DAY)
    )
    child = await first_child()
    environment = environment_of(child)
    await running
    return environment


def environment_of(process):
    return Path(f"/proc/{process}/environ").read_bytes()


async def first_child():
    for _ in range(1000):
        for child in psutil.Process().children():
            if any("letter_process" in part for part in child.cmdline()):
                return child.pid
        await asyncio.sleep(0.01)
    raise AssertionError("there was no letter process")


@pytest.fixture
def slow(monkeypatch):
    """Replace the reading by a wait; return who is being read, and the event that ends it."""
    end, running = asyncio.Event(), []

    async def run(ending, content, today):
        running.append(content)
        await end.wait()
        return 0, b'{"findings": {}}'

    monkeypatch.setattr(letter_reader, "_run", run)
    return running, end


def test_two_letters_are_read_at_once_and_of_one_address_one(slow):
    running, end = slow

    async def visit():
        reader = LetterReader()
        tasks = [
            asyncio.create_task(reader.findings("a.txt", content, DAY, address))
            for content, address in ((b"1", "a"), (b"2", "a"), (b"3", "b"), (b"4", "c"))
        ]
        for _ in range(20):
            await asyncio.sleep(0)
        first = sorted(running)
        end.set()
        await asyncio.gather(*tasks)
        return first

    assert asyncio.run(visit()) == [b"1", b"3"]
    assert sorted(running) == [b"1", b"2", b"3", b"4"]


def test_who_waits_too_long_is_told_so(slow, monkeypatch):
    monkeypatch.setattr(letter_reader, "_SECONDS_TO_WAIT", 0.01)

    async def visit():
        reader = LetterReader()
        first = asyncio.create_task(reader.findings("a.txt", b"1", DAY, "a"))
        await asyncio.sleep(0)
        with pytest.raises(Problem) as caught:
            await reader.findings("a.txt", b"2", DAY, "a")
        slow[1].set()
        await first
        return caught.value.status

    assert asyncio.run(visit()) == 503


def test_only_so_many_may_wait(slow, monkeypatch):
    monkeypatch.setattr(letter_reader, "_MOST_WAITING", 0)

    async def visit():
        reader = LetterReader()
        tasks = [
            asyncio.create_task(reader.findings("a.txt", b"1", DAY, address))
            for address in ("a", "b", "c")
        ]
        for _ in range(20):
            await asyncio.sleep(0)
        slow[1].set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    results = asyncio.run(visit())
    assert [getattr(result, "status", 200) for result in results] == [200, 200, 503]


def test_many_letters_of_one_address_leave_room_for_those_of_others(slow):
    async def visit():
        reader = LetterReader()
        tasks = [
            asyncio.create_task(reader.findings("a.txt", b"1", DAY, address))
            for address in "a" * 30 + "b"
        ]
        for _ in range(50):
            await asyncio.sleep(0)
        slow[1].set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    results = [getattr(result, "status", 200) for result in asyncio.run(visit())]
    assert sorted(results[:30]) == [200] * 8 + [503] * 22
    assert results[30] == 200
