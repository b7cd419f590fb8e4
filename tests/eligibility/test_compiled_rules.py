"""Names that count always, and names that count under a condition."""

from __future__ import annotations

from bot.eligibility.compiled_rules import compile_step, names
from bot.knowledge.rules import AllOf, Fact, If, Rule, Step

AT_HOME = AllOf((Fact("place", frozenset({"us"})),))
CERTIFIED = AllOf((Fact("board_four", frozenset({"yes"})),))
RULE = Rule(
    id="rule",
    when=AT_HOME,
    decides="general",
    told_only=False,
    alternatives=(If("associate", None), If("international", CERTIFIED)),
    staff=(),
    documents=(),
    because=(),
    price_open=None,
)
(COMPILED,) = compile_step(Step("Step", AT_HOME, frozenset(), (RULE,))).rules


def test_a_rule_holds_as_its_condition_does():
    assert COMPILED.test({"place": "us"}) is True
    assert COMPILED.test({"place": "canada"}) is False


def test_a_name_with_a_condition_counts_only_when_it_holds():
    certified, open_case = {"board_four": "yes"}, {"board_four": None}
    assert list(names(COMPILED.alternatives, certified)) == ["associate", "international"]
    assert list(names(COMPILED.alternatives, open_case)) == ["associate"]
