"""Stories of a writer who saw neither the reader nor its stories; nothing was improved on them."""

from __future__ import annotations

from datetime import date

from bot.settings import ROOT
from testkit.stories import compare, outcome, read_stories

STORIES = read_stories(ROOT / "tests/nlu/facts/held_out.jsonl")


def test_most_lead_to_the_decision_of_their_facts_in_few_questions(knowledge, reader, eligibility):
    outcomes = [
        outcome(
            {**story, "story": story["text"], "stated": story.get("full", {})},
            knowledge,
            reader,
            eligibility,
        )
        for story in STORIES
    ]
    assert sum(same for same, _ in outcomes) / len(outcomes) >= 0.9
    assert sum(questions for _, questions in outcomes) / len(outcomes) <= 1.5


def test_what_is_read_is_hardly_ever_wrong(reader):
    taken = wrong = stated = found = 0
    for story in STORIES:
        read = reader.read(story["text"], date.fromisoformat(story["as_of"]))
        contradicted, as_stated = compare(read, story)
        taken, wrong = taken + len(read), wrong + len(contradicted)
        stated, found = stated + len(story["profile"]), found + len(as_stated)
    assert wrong / taken <= 0.02
    assert found / stated >= 0.80
