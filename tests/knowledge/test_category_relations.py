"""How the categories stand to each other is read by key; whatever is unknown is refused."""

from __future__ import annotations

import pytest

from bot.knowledge.category_relations import parse_relations
from bot.knowledge.loader import load
from tests.knowledge.conftest import entry, refusal

ATTRIBUTES = load().attributes
CATEGORIES, LINES = ("general", "retired"), ("retired_rate",)
FILE = """
usual: [retired]
of_stage: {in_practice: general}
owed_after: {general: [retired_rate]}
abroad: {general: retired}
at_home: {retired: general}
"""


def parse(old="", new=""):
    """Parse the file with one thing changed."""
    assert old in FILE
    return parse_relations(entry(FILE.replace(old, new, 1)), ATTRIBUTES, CATEGORIES, LINES)


def test_the_relations_are_read():
    relations = parse()
    assert relations.of_stage == {"in_practice": "general"}
    assert relations.owed_after == {"general": ("retired_rate",)}
    assert (relations.abroad, relations.at_home) == ({"general": "retired"}, {"retired": "general"})


def test_the_usual_categories_come_first_and_the_others_alike():
    relations = parse()
    assert [relations.rank(name) for name in ("retired", "general", "veteran")] == [0, 1, 1]


@pytest.mark.parametrize(
    ("old", "new", "key", "names"),
    [
        ("abroad: {general: retired}", "abroad: {general: veteran}", "abroad", "veteran"),
        ("at_home: {retired", "at_home: {veteran", "at_home", "veteran"),
        ("usual: [retired]", "usual: [veteran]", "usual", "veteran"),
        ("{in_practice: general}", "{in_orbit: general}", "of_stage", "in_orbit"),
        ("{in_practice: general}", "{in_practice: veteran}", "of_stage", "veteran"),
        ("owed_after: {general", "owed_after: {veteran", "owed_after.veteran", "veteran"),
        ("[retired_rate]", "[veteran_rate]", "owed_after.general", "veteran_rate"),
        ("usual: [retired]", "", "usual", "missing"),
    ],
)
def test_what_is_off_is_refused_by_key(old, new, key, names):
    refused, problem = refusal(parse, old, new)
    assert refused == key
    assert names in problem
