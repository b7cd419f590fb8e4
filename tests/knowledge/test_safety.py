"""The first rule that fits decides; harmless words take a rule back, or hold back what was learnt."""

from __future__ import annotations

import pytest

from bot.knowledge.safety import parse_safety
from tests.knowledge.conftest import entry, refusal

REPLIES = {"crisis": None, "threat": None}
FILE = """
harmless: ['\\bpassword\\b']
crisis: {reply: crisis, words: ['\\bend it\\b', '\\bcan''t go on\\b'], innocent: ['\\bend it early\\b']}
threat: {reply: threat, words: ['\\bend it\\b', '\\bhurt you\\b'], innocent: []}
"""


@pytest.fixture(scope="module")
def safety():
    return parse_safety(entry(FILE), REPLIES)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I will END  IT", "crisis"),
        ("I can’t go on", "crisis"),
        ("I will hurt you", "threat"),
        ("can I end it early", "threat"),
        ("how much is it", None),
        ("", None),
    ],
)
def test_the_first_rule_that_fits_decides(safety, text, kind):
    rule = safety.rule_for(text)
    assert (rule and rule.kind) == kind


def test_harmless_words_hold_back_what_was_learnt_and_no_rule(safety):
    assert safety.is_innocent("my password")
    assert not safety.is_innocent("end it early")
    assert not safety.is_innocent("end it")
    assert safety.rule_for("my password, I will end it").kind == "crisis"


def test_a_rule_is_found_by_its_kind(safety):
    assert safety.rule("threat").reply == "threat"
    assert safety.rule("harmless") is None


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("reply: crisis", "reply: comfort", "crisis.reply"),
        ("words: ['\\bend it\\b', '\\bhurt", "words: ['(', '\\bhurt", "threat.words[0]"),
        (", innocent: []", "", "threat.innocent"),
        ("innocent: []", "innocent: [1]", "threat.innocent[0]"),
        ("harmless: ['\\bpassword\\b']", "harmless: ['(']", "harmless[0]"),
        ("harmless: ['\\bpassword\\b']\n", "", "harmless"),
        ("{reply: threat, ", "{reply: threat, kind: x, ", "threat.kind"),
    ],
)
def test_what_is_off_is_refused_by_key(old, new, key):
    assert old in FILE
    assert refusal(parse_safety, entry(FILE.replace(old, new)), REPLIES)[0] == key


@pytest.mark.parametrize("kind", ["crisis", "threat", "bereavement", "private_data", "medical"])
def test_each_kind_of_danger_has_its_rule_and_reply(knowledge, kind):
    assert knowledge.replies[knowledge.safety.rule(kind).reply].text


@pytest.mark.parametrize(
    "text",
    [
        "ok fair. does being DO hurt her?",
        "will a gap year hurt me?",
        "my wife passed the ECFMG and hopes to match",
        "my husband passed his boards last month",
    ],
)
def test_what_hurts_a_chance_and_who_passed_an_exam_is_no_danger(knowledge, text):
    assert knowledge.safety.rule_for(text) is None
