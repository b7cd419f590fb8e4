"""A text about an amount says what the schedule says, and prose never types or denies one."""

from __future__ import annotations

import re

import pytest

from bot.knowledge.loader import KNOWLEDGE
from bot.knowledge.texts import (
    amounts_of,
    parse_text,
    placeholders,
    plain_text,
    put_in,
    require_placeholders,
    variants,
)
from bot.knowledge.yaml_reader import _parse
from tests.knowledge.conftest import entry, refusal

PAIR = "{about: general, published: 'It is {general}.', not_published: It is not published.}"
# Words of those who wrote the answers, which a reader cannot place: which page, older than what?
WRITERS_WORDS = re.compile(
    r"\bpages? (?:also |does not |do not )?names?\b|\b(?:older|newer) (?:student |FAQ )*(?:pages?|figure|article|notice)\b"
    r"|\bdid not reach us\b|\bNEI\b|\bcareer: ",
    re.IGNORECASE,
)
SEVERAL = """
about: [second, third]
published: They are {second} and {third}.
partly: Some are known.
not_published: None is known.
"""


def sentence(text, *published):
    return text.chosen(lambda line: line in published)


def test_plain_prose_is_kept_as_it_is():
    assert parse_text(entry("Call {phone}.")) == "Call {phone}."


def test_a_pair_says_what_holds():
    text = parse_text(entry(PAIR))
    assert sentence(text, "general") == "It is {general}."
    assert sentence(text) == "It is not published."


def test_several_lines_may_be_published_in_part():
    text = parse_text(entry(SEVERAL))
    assert sentence(text, "second", "third") == "They are {second} and {third}."
    assert sentence(text, "third") == "Some are known."
    assert sentence(text) == "None is known."


def test_parts_are_read_one_after_the_other():
    text = parse_text(entry(f"[First., {PAIR}, Last.]"))
    assert sentence(text) == "First. It is not published. Last."


def test_a_search_sees_everything_that_a_text_can_say():
    text = parse_text(entry(f"[First., {PAIR}]"))
    assert str(text) == "First. It is {general}. It is not published."
    assert list(variants("Plain.")) == ["Plain."]


def test_the_lines_and_placeholders_of_a_text_are_listed():
    text = parse_text(entry(f"['Call {{phone}}.', {PAIR}]"))
    assert placeholders(text) == {"phone", "general"}
    assert [part.about for part in amounts_of(text)] == [("general",)]
    assert list(amounts_of("Plain.")) == []


@pytest.mark.parametrize(
    "prose", ["It is $138.", "It is $ 5 a year.", "50% off", "ten or 12.5 percent", "90 dollars"]
)
def test_an_amount_in_prose_is_refused(prose):
    assert "name its line of dues.yml in braces" in refusal(plain_text, entry(f"'{prose}'"))[1]


@pytest.mark.parametrize(
    "prose",
    [
        "The amount is not published.",
        "The page does not print it.",
        "The pages publish no amount.",
        "It is on the schedule of dues.",
        "Both are on the College's schedule of dues.",
        "It is not yet published.",
    ],
)
def test_a_denial_of_an_amount_in_prose_is_refused(prose):
    assert "`not_published`" in refusal(plain_text, entry(f'"{prose}"'))[1]


@pytest.mark.parametrize(
    "prose", ["Find the schedule of dues there.", "A later notice is not stated.", "Since 2025."]
)
def test_other_prose_is_accepted(prose):
    assert plain_text(entry(prose)) == prose


def test_the_sentence_for_a_published_amount_may_not_deny_it():
    text = "{about: general, published: It is not published., not_published: x}"
    assert refusal(parse_text, entry(text))[0] == "published"


def test_the_sentence_without_an_amount_may_not_name_it():
    text = "{about: general, published: x, not_published: 'It is {general}.'}"
    assert refusal(parse_text, entry(text))[0] == "not_published"
    text = SEVERAL.replace("Some are known", "It is {second}")
    assert refusal(parse_text, entry(text))[0] == "partly"


@pytest.mark.parametrize("text", [SEVERAL.replace("partly", "party"), f"{PAIR[:-1]}, partly: x}}"])
def test_partly_belongs_to_several_lines_only(text):
    assert refusal(parse_text, entry(text))[0] in {"partly", "party"}


def test_a_place_says_which_placeholders_its_text_has():
    require_placeholders(entry("x"), "In {year}.", frozenset({"year"}))
    missing = refusal(require_placeholders, entry("x"), "Now.", frozenset({"year"}))[1]
    assert missing == "the placeholder {year} is missing"
    unknown = refusal(require_placeholders, entry("x"), "In {year}.", frozenset())[1]
    assert unknown == "nothing fills the placeholder {year} here"


def test_a_text_gets_its_own_placeholders_and_leaves_the_rest():
    assert put_in("In {year}, ask {phone}.", year=2026) == "In 2026, ask {phone}."


def test_what_is_put_in_is_not_read_for_placeholders():
    assert put_in("{first} {second}", first="{second}", second="b") == "{second} b"


def strings(content):
    """Every text in what a file holds."""
    if isinstance(content, str):
        yield " ".join(content.split())
    elif isinstance(content, (dict, list)):
        for part in content.values() if isinstance(content, dict) else content:
            yield from strings(part)


@pytest.mark.parametrize(
    "path",
    # What people say is no text of ours.
    [path for path in sorted(KNOWLEDGE.rglob("*.yml")) if path.parent.name != "words"],
    ids=lambda path: path.relative_to(KNOWLEDGE).as_posix(),
)
def test_no_text_has_words_that_only_its_writers_understand(path):
    texts = strings(_parse(path.read_text(encoding="utf-8")))
    assert [text for text in texts if WRITERS_WORDS.search(text)] == []
