"""`assistant check` finds phrases that two labels share, that are misplaced, or that nobody wrote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cli.check import answer_ids
from bot.nlu.phrases.files import read_phrases
from bot.nlu.phrases.phrase import Phrase
from bot.nlu.phrases.problems import find_contradictions, find_problems
from bot.settings import ROOT

ANSWERS = {"faq/membership_cme": "membership/cme"}
CME = Phrase("faq/membership_cme", "any CME?", "editors", "train", "data/nlu/membership/cme.yml")
JOB = Phrase("out_of_scope/jobs", "jobs", "editors", "train", "data/nlu/out_of_scope/jobs.yml")


def problems(*phrases):
    return list(find_problems(phrases, ANSWERS))


def test_the_phrases_of_the_tree_have_no_problem(knowledge):
    assert list(find_problems(list(read_phrases(ROOT)), answer_ids(knowledge))) == []


def test_phrases_in_their_places_by_writers_have_no_problem():
    assert problems(CME, JOB) == []


@pytest.mark.parametrize("text", ["any CME?", "Any cme"])
def test_one_phrase_under_two_labels_is_named_with_both_files(text):
    assert problems(CME, replace(JOB, text=text)) == [
        f"{JOB.file}: out_of_scope/jobs: {text!r} stands in {CME.file} under faq/membership_cme too"
    ]


def test_marks_alone_are_compared_as_they_are():
    assert problems(replace(JOB, text="?"), replace(JOB, text="!")) == []
    assert len(problems(replace(JOB, text="?"), replace(JOB, text="?"))) == 1


def test_a_phrase_in_the_wrong_file_is_sent_to_the_right_one():
    assert problems(replace(CME, file=JOB.file)) == [
        f"{JOB.file}: faq/membership_cme: these phrases belong in {CME.file}"
    ]


def test_a_block_without_a_writer_is_named():
    assert problems(replace(CME, writer="")) == [
        f"{CME.file}: faq/membership_cme: a block names no writer in its metadata"
    ]


@pytest.mark.parametrize("split", ["", "test"])
def test_a_split_that_does_not_exist_is_refused(split):
    assert problems(replace(CME, split=split)) == [
        f"{CME.file}: faq/membership_cme: split is {split!r}, and must be one of train, calibration"
    ]


def test_a_writer_in_two_splits_is_named_with_both_files():
    (problem,) = problems(CME, replace(JOB, split="calibration"))
    assert problem == (
        f"{JOB.file}: out_of_scope/jobs: 'jobs' by editors is in the split 'calibration', "
        f"and in {CME.file} 'train'"
    )


class Correction:
    """Knows one slip."""

    def wording(self, text):
        return text.replace("crdits", "credits")


def contradictions(*phrases, questions=()):
    return list(find_contradictions(phrases, questions, Correction()))


def test_a_slip_of_another_labels_phrase_is_named_with_both_files():
    credits_, slip = replace(CME, text="credits"), replace(JOB, text="crdits?")
    (problem,) = contradictions(credits_, slip)
    assert problem.startswith(f"{JOB.file}: out_of_scope/jobs: 'crdits?' means the same as")
    assert f"{CME.file} under faq/membership_cme" in problem


def test_a_published_question_belongs_to_its_answer():
    question = replace(CME, text="Any CME?", file="knowledge/faq/membership.yml")
    assert contradictions(CME, JOB, questions=[question]) == []
    (problem,) = contradictions(replace(JOB, text="any cme"), questions=[question])
    assert "knowledge/faq/membership.yml" in problem


def test_slips_of_the_same_label_contradict_nothing():
    assert contradictions(replace(CME, text="credits"), replace(CME, text="crdits")) == []
