"""Topics are the files of knowledge/faq, and a label names one answer only."""

from __future__ import annotations

import shutil

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.loader import KNOWLEDGE, load

ANSWER = """title: Events
answers:
  {name}:
    question: When is the annual meeting?
    answer: The pages do not say when.
    sources:
      - {{page: join, heading: Become an ACR Member}}
    reviewed: 2026-11-23
    related: []
"""


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")


def add_topic(folder, topic, name):
    (folder / "faq" / f"{topic}.yml").write_text(ANSWER.format(name=name), encoding="utf-8")


def test_the_label_of_an_answer_leads_back_to_it(knowledge):
    assert len(knowledge.answers_by_label) == len(knowledge.answers)
    answer = knowledge.answers["membership/training_dues"]
    assert answer.label == "faq/membership_training_dues"
    assert knowledge.answers_by_label[answer.label] is answer


def test_a_topic_whose_name_has_two_words_is_a_topic_as_any_other(folder):
    add_topic(folder, "annual_events", "meeting")
    knowledge = load(folder)
    assert knowledge.answers_by_label["faq/annual_events_meeting"].id == "annual_events/meeting"


def test_topics_stand_in_their_order_and_new_ones_follow(folder):
    add_topic(folder, "annual_events", "meeting")
    names = [topic.name for topic in load(folder).topics]
    assert names == ["membership", "account", "radiology", "annual_events"]


def test_two_answers_with_one_label_are_refused(folder):
    add_topic(folder, "annual_events", "meeting")
    add_topic(folder, "annual", "events_meeting")
    with pytest.raises(
        KnowledgeError, match="the same label, faq/annual_events_meeting"
    ) as refusal:
        load(folder)
    assert (refusal.value.file, refusal.value.key) == ("faq/annual_events.yml", "answers.meeting")
