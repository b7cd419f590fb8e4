from __future__ import annotations

import pytest

from bot.knowledge.keywords import parse_keywords
from tests.knowledge.conftest import entry, refusal

ANSWERS = {"membership/dues": None}
REPLIES = {"prices": None}
FILE = """
fees: {words: ['\\bfees?\\b'], reply: prices, text: About dues, offers: [find_category, membership/dues]}
card: {words: ['\\bcard\\b', '\\bfee card\\b'], text: Cards, offers: [], answer: membership/dues}
"""


def test_every_topic_that_is_named_is_found_in_the_order_of_the_file():
    keywords = parse_keywords(entry(FILE), ANSWERS, REPLIES)
    names = [keyword.name for keyword in keywords.found_in("a CARD for my fees")]
    assert names == ["fees", "card"]
    assert keywords.found_in("coffees") == ()


def test_a_guide_or_an_answer_may_be_offered():
    fees, card = parse_keywords(entry(FILE), ANSWERS, REPLIES).entries
    assert fees.offers == ("find_category", "membership/dues")
    assert (fees.answer, card.answer) == (None, "membership/dues")
    assert (fees.reply, card.reply) == ("prices", None)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("[find_category, membership/dues]", "[membership/x]", "fees.offers"),
        ("answer: membership/dues", "answer: membership/x", "card.offers"),
        ("'\\bfees?\\b'", "'('", "fees.words[0]"),
        ("text: About dues, ", "", "fees.text"),
        ("reply: prices", "reply: costs", "fees.reply"),
        ("text: Cards", "say: Cards", "card.say"),
        ("offers: []", "offers: find_category", "card.offers"),
    ],
)
def test_what_is_off_is_refused_by_key(old, new, key):
    assert old in FILE
    assert refusal(parse_keywords, entry(FILE.replace(old, new)), ANSWERS, REPLIES)[0] == key


def test_every_topic_of_ours_is_found_by_some_word(knowledge):
    assert all(keyword.words for keyword in knowledge.keywords.entries)
    assert all(keyword.offers or keyword.answer for keyword in knowledge.keywords.entries)
