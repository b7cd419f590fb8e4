"""Each expectation of a dialogue is met by some reply and missed by another; replies are counted by turn."""

from __future__ import annotations

import pytest

from testkit.dialogues import Dialogue, Score, faults, hold_all, read_dialogues

REPLY = [
    {
        "kind": "quote",
        "text": "You pay $138.",
        "answer": {"id": "membership/dues"},
        "quote": {"amount": "138.00"},
        "decision": {"category": "international_mit", "dues": {"amount": "138.00"}},
    },
    {"kind": "question", "text": "Where do you train?", "asks": {"attribute": "place"}},
]


@pytest.mark.parametrize(
    ("key", "met", "missed"),
    [
        ("kinds_any", ["quote", "answer"], ["fallback"]),
        ("kinds_none", ["fallback"], ["question"]),
        ("answer_any", ["membership/dues"], ["membership/cme"]),
        ("answer_none", ["membership/cme"], ["membership/dues"]),
        ("asks_any", ["place", "stage"], ["stage"]),
        ("asks_none", ["stage"], ["place"]),
        ("category_any", ["international_mit"], ["general"]),
        ("category_none", ["general"], ["international_mit"]),
        ("amount", "138.00", "77.00"),
        ("text_all", ["You pay", "Where"], ["You pay", "Why"]),
        ("text_any", ["Why", "Where"], ["Why"]),
        ("text_none", ["Why"], ["Where"]),
        ("starts_none", ["pay"], ["Where"]),
    ],
)
def test_an_expectation_is_met_or_named(key, met, missed):
    assert faults({key: met}, REPLY) == []
    assert faults({key: missed}, REPLY) == [f"{key} {missed!r}"]


def test_an_amount_may_stand_in_the_text_alone():
    assert faults({"amount": "138.00"}, [{"kind": "answer", "text": "It is $138."}]) == []


def test_an_expectation_that_there_is_not_is_an_error():
    with pytest.raises(KeyError):
        faults({"mood": "fine"}, REPLY)


class Parrot:
    """Says back what is said, and offers one button."""

    def say(self, text):
        return [{"kind": "answer", "text": text}]

    def press_titled(self, part):
        return self.say("pressed") if part == "Yes" else None


def test_replies_are_counted_by_turn():
    dialogue = Dialogue(
        "one",
        ["hello", {"button": "Yes"}, {"button": "No"}, "so long", "unchecked"],
        [{"text_any": ["hello"]}, {"text_any": ["pressed"]}, {}, {"text_any": ["bye"]}, None],
    )
    score = hold_all([dialogue, dialogue], Parrot)
    assert score.expected == {1: 2, 2: 2, 4: 2}
    assert (score.held[1], score.held[2], score.held[4]) == (2, 2, 0)
    assert score.words == [1, 1, 2, 1] * 2
    assert "so long" in str(score.faults[0])


def test_a_button_that_is_not_offered_is_a_fault():
    score = hold_all([Dialogue("one", [{"button": "No"}], [{"kinds_any": ["answer"]}])], Parrot)
    assert score.faults[0].problems == ["that button"]


def test_a_line_may_hold_one_turn_alone(tmp_path):
    path = tmp_path / "dialogues.jsonl"
    path.write_text('{"text": "hi", "expect": {}}\n{"id": "x", "turns": ["a"], "expect": [null]}\n')
    first, second = read_dialogues(path)
    assert (first.id, first.turns, first.expect) == ("hi", ["hi"], [{}])
    assert (second.id, second.turns) == ("x", ["a"])


def test_nothing_held_is_an_empty_score():
    assert hold_all([], Parrot) == Score()
