"""Topics are the files of knowledge/faq, and a label names one answer only."""

from __future__ import annotations

import shutil
from datetime import date

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
    assert names == ["membership", "account", "radiology", "career", "annual_events"]


def with_days(folder, days):
    add_topic(folder, "annual_events", "meeting")
    file = folder / "faq" / "annual_events.yml"
    file.write_text(file.read_text("utf-8") + f"    {days}\n", encoding="utf-8")
    return load(folder).answers["annual_events/meeting"]


def test_an_answer_may_name_the_days_on_which_it_holds(folder):
    answer = with_days(folder, "from: 2027-01-01\n    until: 2027-01-31")
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 31), date(2027, 2, 1)]
    assert [answer.holds(day) for day in days] == [False, True, True, False]


def test_an_answer_with_a_first_day_alone_has_no_last(folder):
    answer = with_days(folder, "from: 2027-01-01")
    assert answer.holds(date(2199, 1, 1))
    assert answer.is_to_come(date(2026, 12, 31))


def test_a_last_day_before_the_first_is_refused(folder):
    with pytest.raises(KnowledgeError, match="its last day lies before 2027-02-01"):
        with_days(folder, "from: 2027-02-01\n    until: 2027-01-31")


def test_two_answers_with_one_label_are_refused(folder):
    add_topic(folder, "annual_events", "meeting")
    add_topic(folder, "annual", "events_meeting")
    with pytest.raises(
        KnowledgeError, match="the same label, faq/annual_events_meeting"
    ) as refusal:
        load(folder)
    assert (refusal.value.file, refusal.value.key) == ("faq/annual_events.yml", "answers.meeting")


EXAMS = """title: Exams
rests_on: statements
groups: {first: The first one, last: The last one}
answers:
  oral:
    group: last
    question: Is there an oral exam?
    answer: Yes, from 2028 on.
    details: It has two parts.
    lasting: The board decides on the form of its exams.
    statements: [exam_1]
    reviewed: 2026-11-27
    review_months: 6
    related: []
"""
STATEMENT = "exam_1: {says: The oral exam of 2028 has 2 parts., page: abr_faq}\n"


@pytest.fixture
def exams(folder):
    """Write the topic of exams, changed."""

    def write(old="", new=""):
        assert old in EXAMS
        (folder / "faq" / "exams.yml").write_text(EXAMS.replace(old, new, 1), encoding="utf-8")
        statements = folder / "statements.yml"
        statements.write_text(statements.read_text(encoding="utf-8") + STATEMENT, encoding="utf-8")
        return load(folder)

    return write


def test_an_answer_that_rests_on_statements_has_their_sources_and_a_day_of_review(exams):
    answer = exams().answers["exams/oral"]
    assert [cited.page for cited in answer.sources] == ["abr_faq"]
    assert answer.valid_until == date(2027, 5, 27)
    assert (answer.is_due(date(2027, 5, 26)), answer.is_due(date(2027, 5, 27))) == (False, True)


def test_a_topic_lists_its_answers_under_its_groups(exams):
    topic = next(topic for topic in exams().topics if topic.name == "exams")
    groups = [(name, [answer.id for answer in answers]) for name, answers in topic.grouped()]
    assert groups == [("first", []), ("last", ["exams/oral"])]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("    statements: [exam_1]\n", "", "statements"),
        ("[exam_1]", "[]", "statements"),
        ("[exam_1]", "[exam_7]", "statements"),
        ("    reviewed: 2026-11-27\n", "", "reviewed"),
        ("    review_months: 6\n", "", "review_months"),
        ("review_months: 6", "review_months: 60", "review_months"),
        ("    lasting: The board decides on the form of its exams.\n", "", "lasting"),
        ("its exams", "its two exams", "lasting"),
        ("2028", "2029", "answer"),
        ("two parts", "three parts", "details"),
        ("an oral exam", "an oral exam of 2031", "question"),
        ("group: last", "group: middle", "group"),
        ("    reviewed", "    sources: []\n    reviewed", "sources"),
    ],
)
def test_an_answer_without_source_day_or_review_or_with_a_figure_of_its_own_is_refused(
    exams, old, new, key
):
    with pytest.raises(KnowledgeError) as refusal:
        exams(old, new)
    assert (refusal.value.file, refusal.value.key) == ("faq/exams.yml", f"answers.oral.{key}")
