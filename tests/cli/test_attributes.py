"""What a profile may say is listed with its values."""

from __future__ import annotations

from testkit.command import run


def test_every_attribute_is_listed_with_its_question_and_values(knowledge):
    lines = run("attributes").stdout.splitlines()
    for name, attribute in knowledge.attributes.items():
        values = lines[lines.index(f"{name}: {attribute.question}") + 1]
        assert all(value in values for value in attribute.values)
        assert "unknown" in values


def test_dates_and_lists_say_how_they_are_written():
    text = run("attributes").stdout
    assert "a date, as in 2027-06-30; or unknown" in text
    assert "a list of: abr, " in text
