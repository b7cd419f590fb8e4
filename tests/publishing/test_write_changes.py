"""Changes become files as git has them: answers, phrases, removals, held-out questions."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from bot.errors import ChangeRefused
from bot.nlu.phrases.files import read_phrases
from bot.nlu.phrases.held_out import held_out_questions
from bot.publishing.changes import (
    AddedPhrase,
    AmountChange,
    AnswerChange,
    ChangeSet,
    HeldOutQuestion,
    RemovedPhrase,
)
from bot.publishing.write_changes import QUESTIONS, write_changes

NEW = AnswerChange(
    "membership/installments",
    {
        "group": "all",
        "question": "Can I pay my dues in installments?",
        "answer": "The page names no installments; call {phone}.",
        "sources": [{"page": "join", "heading": "Who can join ACR?"}],
        "reviewed": date(2026, 12, 1),
        "related": [],
    },
)
LABEL = "faq/membership_installments"


def phrases_of(tree, label):
    return [phrase for phrase in read_phrases(tree) if phrase.label == label]


def some_phrase(tree, label):
    return phrases_of(tree, label)[0]


def test_a_new_answer_comes_with_its_phrases_and_its_question(tree):
    changes = ChangeSet(
        answers=(NEW,),
        added=(AddedPhrase(LABEL, "quarterly payment of my dues  please"),),
        questions=(HeldOutQuestion("may i split the dues", NEW.id),),
    )
    assert write_changes(changes, tree) == [
        "data/nlu/membership/installments.yml",
        "knowledge/faq/membership.yml",
        QUESTIONS,
    ]
    (phrase,) = phrases_of(tree, LABEL)
    assert (phrase.text, phrase.writer) == ("quarterly payment of my dues please", "console")
    assert json.loads((tree / QUESTIONS).read_text(encoding="utf-8")) == {
        "text": "may i split the dues",
        "accept": [NEW.id],
    }


def test_a_phrase_moves_from_one_label_to_another(tree):
    old = some_phrase(tree, "out_of_scope/payment")
    changes = ChangeSet(
        added=(AddedPhrase("faq/account_contact_us", old.text),),
        removed=(RemovedPhrase(old.label, old.text, old.file),),
    )
    write_changes(changes, tree)
    assert [p.label for p in read_phrases(tree) if p.text == old.text] == ["faq/account_contact_us"]


def test_everything_that_is_wrong_is_said_at_once(tree):
    taken = some_phrase(tree, "out_of_scope/payment")
    changes = ChangeSet(
        added=(
            AddedPhrase("faq/account_contact_us", taken.text),
            AddedPhrase("faq/no_such", "something else entirely"),
        ),
        removed=(RemovedPhrase(taken.label, "never taught", taken.file),),
    )
    with pytest.raises(ChangeRefused) as refused:
        write_changes(changes, tree)
    gone, contradiction, missing = refused.value.problems
    assert "no longer stands" in gone
    assert "out_of_scope/payment; a phrase can have only one" in contradiction
    assert "there is no answer faq/no_such" in missing


def test_a_question_that_stands_in_a_file_accepts_the_answer_there_and_nothing_else_changes(tree):
    file, number, row = next(found for found in held_out_questions(tree) if not found[2]["accept"])
    before = (tree / file).read_text(encoding="utf-8").splitlines()
    changes = ChangeSet(answers=(NEW,), questions=(HeldOutQuestion(row["text"], NEW.id),))
    assert file in write_changes(changes, tree)
    after = (tree / file).read_text(encoding="utf-8").splitlines()
    assert json.loads(after[number - 1]) == {**row, "accept": [NEW.id]}
    same = [place for place, line in enumerate(after) if line == before[place]]
    others = {place for place, line in enumerate(before) if json.loads(line)["text"] != row["text"]}
    assert others <= set(same)
    assert not (tree / QUESTIONS).is_file()


def test_an_amount_goes_into_the_schedule_and_leaves_every_other_line_as_it_was(tree):
    file = tree / "knowledge/dues.yml"
    before = file.read_text(encoding="utf-8").splitlines()
    amount = AmountChange(
        "international", Decimal("410.00"), date(2027, 1, 1), None, "Schedule of dues 2027"
    )
    assert write_changes(ChangeSet(amounts=(amount,)), tree) == ["knowledge/dues.yml"]
    after = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == []
    assert '        usd: "410.00"' in after
