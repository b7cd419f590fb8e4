"""A text with parts is read from its form; what would make it endless is refused in a sentence."""

from __future__ import annotations

import pytest

from bot.console.answer_form import field_changes, parse

PUBLISHED = {
    "question": "What do I pay?",
    "answer": [{"when": "general_dues", "known": "You pay it.", "unknown": "Ask us."}],
}
LAUGHS = "\n".join(
    ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
)


def parsed(answer):
    fields = {"question": "What do I pay?", "answer": answer, "reviewed": "2026-11-23"}
    return parse(lambda name: fields.get(name, ""), PUBLISHED, has_statements=False)


def test_parts_are_read_as_the_file_has_them():
    result = parsed("- when: general_dues\n  known: You pay more.\n  unknown: Ask us.\n")
    assert result.fields["answer"] == [{**PUBLISHED["answer"][0], "known": "You pay more."}]
    assert not result.problems


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("- when: [", "cannot be read"),
        (LAUGHS, "refers to another"),
        ("- 2026-02-31", "cannot be read"),
        ("9" * 5000, "cannot be read"),
        ("? a: b\n", "cannot be read"),
        ("- &a x\n- &a y", "refers to another"),
        ("- " * 1900, "too deep"),
        ("[" * 1900 + "]" * 1900, "more than 200 brackets"),
        ("[{" * 101, "more than 200 brackets"),
    ],
    ids=[
        "broken",
        "endless",
        "no-day",
        "no-number",
        "mapping-as-key",
        "named-twice",
        "deep",
        "bracketed",
        "mixed",
    ],
)
def test_parts_that_cannot_be_are_refused_and_what_is_published_stays(answer, problem):
    result = parsed(answer)
    assert problem in result.problems["answer"]
    assert result.fields["answer"] == PUBLISHED["answer"]


def test_what_has_too_many_brackets_is_not_read(monkeypatch):
    """Reading 6,000 that open one in another took a minute, in which no other page was served."""
    monkeypatch.setattr("bot.console.answer_form.YAML", None)
    assert "brackets" in parsed("[" * 6000).problems["answer"]


def test_only_the_fields_that_read_otherwise_are_changes():
    draft = {"question": "What do I pay?", "owner": "edna", "sources": [{"page": "join"}]}
    assert field_changes(draft, PUBLISHED) == [("owner", "", "edna"), ("sources", "", "join")]


@pytest.mark.parametrize(("months", "is_read"), [("18", True), ("", False), ("a year", False)])
def test_an_answer_on_statements_says_after_how_many_months_it_is_checked(months, is_read):
    fields = {"reviewed": "2026-11-23", "review_months": months}
    result = parse(lambda name: fields.get(name, ""), {}, has_statements=True)
    assert ("review_months" not in result.problems) is is_read
    assert result.fields["review_months"] == (18 if is_read else 0)
    assert "sources" not in result.fields
