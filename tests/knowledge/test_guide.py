"""What a conversation says is all there, and nothing else."""

from __future__ import annotations

import pytest

from bot.knowledge.guide import (
    parse_buttons,
    parse_guide_offers,
    parse_guide_texts,
    parse_home_page,
    parse_result_texts,
)
from bot.knowledge.yaml_reader import Entry
from tests.knowledge.conftest import content_of, refusal


def refused(parse, content):
    return refusal(parse, Entry("file.yml", "", content))


@pytest.mark.parametrize(
    ("parse", "file", "name"),
    [
        (parse_guide_texts, "texts/guide.yml", "stopped"),
        (parse_result_texts, "texts/results.yml", "why"),
        (parse_buttons, "texts/buttons.yml", "back"),
    ],
)
def test_what_a_conversation_says_must_be_there(parse, file, name):
    content = content_of(file)
    content["new"] = "New"
    assert refused(parse, content)[0] == "new"
    del content["new"], content[name]
    assert refused(parse, content) == (name, "missing")


def test_a_text_of_a_result_names_no_amount():
    content = content_of("texts/results.yml")
    content["amount_a_year"] = "$77 a year"
    assert refused(parse_result_texts, content)[0] == "amount_a_year"


def test_a_guide_that_there_is_not_is_refused():
    content = content_of("guide_offers.yml")
    content["renew"] = []
    assert refused(parse_guide_offers, content)[0] == "renew"


def test_a_second_list_for_the_home_page_is_refused():
    content = content_of("home_page.yml")
    content["rare"] = []
    assert refused(parse_home_page, content)[0] == "rare"
