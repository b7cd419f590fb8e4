"""The rules in words: complete, and current in the documentation."""

from __future__ import annotations

from bot.cli.rules import as_markdown
from bot.eligibility.rules_text import RulesInWords
from bot.knowledge.rules import DERIVED
from bot.settings import ROOT

MARK = "<!-- generated -->\n"


def test_the_documentation_shows_the_rules_as_they_are(knowledge, request):
    page = ROOT / "docs" / "how-it-decides.md"
    written, _, generated = page.read_text(encoding="utf-8").partition(MARK)
    if request.config.getoption("--regenerate-paths"):
        generated = "\n" + as_markdown(knowledge)
        page.write_text(f"{written}{MARK}{generated}", encoding="utf-8")
    assert f"\n{as_markdown(knowledge)}" == generated, "run `make paths` and read the difference"


def test_every_rule_stands_there_with_its_source(knowledge):
    text = "\n".join(RulesInWords(knowledge.rules, knowledge.attributes).lines())
    for step in knowledge.rules.steps:
        assert step.title in text
        for rule in step.rules:
            assert all(reason.cites.heading in text for reason in rule.because)


def test_every_derived_fact_has_a_meaning_in_words(knowledge):
    assert set(knowledge.rules.texts.facts) == set(DERIVED)


def test_the_picture_shows_every_outcome(knowledge):
    picture = as_markdown(knowledge).partition("```mermaid")[2].partition("```")[0]
    outcomes = {rule.decides for step in knowledge.rules.steps for rule in step.rules}
    assert all(f"--> {outcome}" in picture for outcome in outcomes)
