"""What we never want to keep is taken out; amounts, dates, years and our own telephone number stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.records.conversations.redaction import redact

ROOT = Path(__file__).parents[3]
CASES = YAML(typ="safe").load(Path(__file__).with_name("redaction.yml"))
STAYS = CASES.pop("stays")
TAKEN_OUT = [text for texts in CASES.values() for text in texts]


def without_words(text):
    """Return a redacted text with empty brackets: what a number is called is not what matters."""
    return re.sub(r"\[[^]]*\]", "[]", text)


@pytest.mark.parametrize("text", TAKEN_OUT)
def test_what_stands_in_braces_is_taken_out_and_nothing_else(text):
    expected = re.sub(r"\{[^}]*\}", "[]", text).replace("https://[]", "[]")

    assert without_words(redact(re.sub(r"[{}]", "", text)).text) == expected


@pytest.mark.parametrize("text", STAYS)
def test_it_leaves(text):
    assert redact(text).text == text


@pytest.mark.parametrize("text", TAKEN_OUT)
def test_what_was_redacted_stays_as_it_is(text):
    once = redact(re.sub(r"[{}]", "", text)).text

    assert redact(once).text == once
