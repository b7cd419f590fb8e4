"""What is asked about a category is read from its words; whatever is unknown is refused by key."""

from __future__ import annotations

import pytest

from bot.knowledge.aspect_texts import SENTENCES, WORKED_OUT
from bot.knowledge.aspects import parse_aspects
from bot.knowledge.sources import parse_sources
from tests.knowledge.conftest import entry, refusal

CATEGORIES = {"general": None, "retired": None}
ANSWERS = {"membership/dues": None}
FILE = """
categories:
  general: {called: a general member, named: ['\\bgeneral\\b', '\\bfull members?\\b']}
  retired: {called: a retired member, named: ['\\bretired\\b']}
aspects:
  price:
    words: ['\\bhow much\\b', '\\bdues\\b']
    compute: price
    cells:
      general: {answer: membership/dues}
      any: {text: Not stated., page: join, heading: Dues}
  vote: {words: ['\\bvote\\b'], cells: {retired: {text: They vote., answer: membership/dues}}}
answers:
  membership/dues: [price, general]
match: {matched: membership/dues, unmatched: membership/dues, no_place: membership/dues}
texts:
""" + "".join(f"  {name}: As it is.\n" for name in (*WORKED_OUT, *SENTENCES))


SOURCES = """
pages:
  join: {publisher: ACR, title: Join, url: 'https://x', read_on: 2026-11-21, headings: [Dues]}
"""


def parse(old="", new=""):
    """Parse the file with one thing changed."""
    assert old in FILE
    sources = parse_sources(entry(SOURCES))
    file = entry(FILE.replace(old, new, 1))
    return parse_aspects(file, sources, CATEGORIES, ANSWERS)


def test_the_words_say_what_is_asked_in_the_order_of_the_file():
    aspects = parse()
    assert aspects.asked_in("can they VOTE, and how much are dues") == ("price", "vote")
    assert aspects.asked_in("hello") == ()


def test_a_category_is_named_once_by_whichever_of_its_words():
    assert parse().named_in("general, that is full members, or retired") == ("general", "retired")


def test_a_longer_name_hides_the_shorter_one_in_it(knowledge):
    named = knowledge.aspects.named_in("what do international trainees pay")
    assert named == ("international_mit",)


def test_a_category_without_a_cell_has_the_cell_of_any():
    price = parse().by_name["price"]
    assert price.cell("general").answer == "membership/dues"
    assert price.cell("retired").text == "Not stated."
    assert parse().by_name["vote"].cell("general") is None


def test_an_aspect_is_computed_where_the_file_says_so():
    aspects = parse().by_name
    assert (aspects["price"].is_computed, aspects["vote"].is_computed) == (True, False)


def test_words_taken_as_they_stand_are_exact_and_ask_the_same_for_everybody():
    aspects = parse("    compute: price\n", "    compute: price\n    traits: [at_their_word]\n")
    for trait in ("at_their_word", "exact", "same_for_all"):
        assert aspects.with_trait(trait) == {"price"}
    assert not aspects.with_trait("never_learnt")


def test_an_aspect_stands_instead_of_those_that_it_names_only_with_other_words():
    aspects = parse("vote: {words", "vote: {instead_of: [price], words")
    assert aspects.by_name["vote"].instead_of == ("price",)


def test_an_answer_is_about_an_aspect_and_perhaps_a_category():
    assert parse().subjects["membership/dues"].category == "general"
    assert parse("[price, general]", "[price]").subjects["membership/dues"].category is None


@pytest.mark.parametrize(
    ("old", "new", "key", "names"),
    [
        ("  retired: {called", "  veteran: {called", "categories.veteran", "veteran"),
        (
            "  retired: {called: a retired member, named: ['\\bretired\\b']}\n",
            "",
            "categories",
            "retired",
        ),
        ("'\\bretired\\b'", "'('", "categories.retired.named[0]", "regular expression"),
        ("called: a general member, ", "", "categories.general.called", "missing"),
        ("compute: price", "traits: [lucky]", "aspects.price.traits", "lucky"),
        ("compute: price", "instead_of: [luck]", "aspects.price", "luck"),
        ("compute: price", "compute: luck", "aspects.price.compute", "nothing computes"),
        (
            "      general: {answer",
            "      veteran: {answer",
            "aspects.price.cells.veteran",
            "veteran",
        ),
        (
            "{answer: membership/dues}",
            "{answer: membership/x}",
            "aspects.price.cells.general",
            "membership/x",
        ),
        (", page: join, heading: Dues", "", "aspects.price.cells.any", "source"),
        ("text: Not stated.", "text: It is $5.", "aspects.price.cells.any.text", "$5"),
        ("  membership/dues: [", "  membership/x: [", "answers.membership/x", "membership/x"),
        ("[price, general]", "[luck]", "answers.membership/dues", "luck"),
        ("[price, general]", "[price, veteran]", "answers.membership/dues", "veteran"),
        ("[price, general]", "[]", "answers.membership/dues", "aspect"),
        ("[price, general]", "[price, general, vote]", "answers.membership/dues", "aspect"),
        ("unmatched: membership/dues", "unmatched: membership/x", "match", "membership/x"),
        (", no_place: membership/dues", "", "match.no_place", "missing"),
        ("free: As it is.", "free: It is $5.", "texts.free", "$5"),
        ("texts:", "text: x\ntexts:", "text", "unknown key"),
    ],
)
def test_what_is_off_is_refused_by_key(old, new, key, names):
    refused, problem = refusal(parse, old, new)
    assert refused == key
    assert names in problem
