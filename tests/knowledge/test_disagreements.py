"""Where the pages differ, each side has its page."""

from __future__ import annotations

from bot.knowledge.disagreements import parse_disagreements
from tests.knowledge.conftest import entry, refusal

DISAGREEMENT = """
proof:
  gap: G01
  about: Proof
  sides: [{page: join, heading: Who can join ACR?, says: %s}]
  meanwhile: None is needed.
  note: The pages differ.
  settled_by: membership_department
"""


def test_both_sides_of_a_disagreement_are_sourced(knowledge):
    disagreement = parse_disagreements(entry(DISAGREEMENT % "No."), knowledge.sources)["proof"]
    assert disagreement.sides[0].says == "No."
    text = DISAGREEMENT.replace("page: join", "page: x") % "No."
    assert refusal(parse_disagreements, entry(text), knowledge.sources)[0] == "proof.sides[0].page"


def test_a_side_types_no_amount(knowledge):
    text = DISAGREEMENT % "It costs $125."
    assert refusal(parse_disagreements, entry(text), knowledge.sources)[0] == "proof.sides[0].says"
