"""Every error that we raise reads as a sentence and keeps its data."""

from __future__ import annotations

import pytest

from bot import errors


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (errors.KnowledgeError("dues.yml", "schedule", "missing"), "dues.yml: schedule: missing"),
        (errors.KnowledgeError("dues.yml", "", "missing"), "dues.yml: missing"),
        (errors.UnknownValue("place", "'mars' is not one"), "place: 'mars' is not one"),
        (errors.UnknownDues("x"), "there is no line called x in knowledge/dues.yml"),
        (errors.ImportRefused(2, "amount"), "line 2: amount"),
    ],
)
def test_an_error_reads_as_a_sentence(error, sentence):
    assert str(error) == sentence


def test_one_name_catches_all_that_we_raise_on_purpose():
    raised = [
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, Exception)
    ]
    assert len(raised) > 10
    assert all(issubclass(error, errors.AssistantError) for error in raised)


def test_the_tree_in_the_docstring_names_every_error():
    for name, value in vars(errors).items():
        if isinstance(value, type) and issubclass(value, Exception):
            assert name in errors.__doc__
