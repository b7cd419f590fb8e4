"""The text of a file, or a sentence that says why there is none."""

from __future__ import annotations

import pytest

from bot.gateway import document_text
from bot.gateway.document_text import text_of
from bot.gateway.errors import Problem
from bot.gateway.letter_problems import LARGEST_FILE, LONGEST_TEXT
from testkit.letters import encrypted, pdf, word


def refusal(name, data):
    with pytest.raises(Problem) as caught:
        text_of(name, data)
    return caught.value.status, caught.value.code


def test_a_text_file_is_read_whatever_its_encoding():
    assert text_of("letter.txt", "Grüße".encode()) == "Grüße"
    assert text_of("LETTER.TXT", b"a \xff b").startswith("a ")


def test_a_word_document_is_read_with_its_tables():
    text = text_of("letter.docx", word("To whom it may concern", cells=("started", "2024")))
    assert text.split("\n") == ["To whom it may concern", "started", "2024"]


def test_a_pdf_is_read():
    assert text_of("letter.pdf", pdf("in good standing")) == "in good standing"


def test_a_pdf_that_may_only_not_be_changed_is_read():
    assert text_of("letter.pdf", encrypted(pdf("in good standing"), "")) == "in good standing"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("letter.pdf", encrypted(pdf("in good standing"), "secret")),
        ("letter.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")),
    ],
    ids=["PDF", "Word"],  # what is encrypted differs at each run
)
def test_a_file_that_asks_for_a_password_is_said_to_be_protected(name, data):
    assert refusal(name, data) == (422, "protected")


@pytest.mark.parametrize("name", ["letter.doc", "letter", "", "letter.pdf.exe", "letter.html"])
def test_a_file_of_another_kind_is_refused(name):
    assert refusal(name, b"text") == (422, "unreadable")


@pytest.mark.parametrize("name", ["letter.pdf", "letter.docx"])
def test_a_file_that_is_not_what_its_name_says_is_refused(name):
    assert refusal(name, b"plain text") == (422, "unreadable")
    assert refusal(name, b"%PDF-1.4\nbroken") == (422, "unreadable")


@pytest.mark.parametrize("data", [b"", b" \n\t "])
def test_a_file_without_text_is_said_to_be_empty(data):
    assert refusal("letter.txt", data) == (422, "empty")


def test_a_scan_is_said_to_be_a_picture():
    with pytest.raises(Problem, match="A scan is a picture"):
        text_of("letter.docx", word(""))


def test_a_file_may_be_as_large_as_the_limit_and_no_larger():
    assert text_of("letter.txt", b"a" * LARGEST_FILE) == "a" * LONGEST_TEXT
    assert refusal("letter.txt", b"a" * (LARGEST_FILE + 1)) == (413, "too_large")


def test_an_archive_that_unpacks_into_too_much_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(document_text, "_LARGEST_UNPACKED", 100)
    assert refusal("letter.docx", word("a")) == (413, "too_large")


def test_only_the_first_pages_are_read(monkeypatch):
    monkeypatch.setattr(document_text, "_MOST_PAGES", 0)
    assert refusal("letter.pdf", pdf("in good standing")) == (422, "empty")
