"""Answers with the day they are due, disagreements, dues and rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.console.app import create_app
from testkit.clock import NOON
from testkit.console import StaffClient


def test_every_answer_has_a_day_on_which_it_is_due(sign_in, knowledge):
    page = sign_in("viewer").page("/knowledge")
    assert all(f"/knowledge/answer/{id_}" in page for id_ in knowledge.answers)
    assert "0 due for review" in page


def test_answers_are_found_by_words_of_question_answer_and_id(sign_in):
    client = sign_in("viewer")
    for words in ("cme education", "91.25", "MEMBERSHIP/CME"):
        page = client.page(f"/knowledge?words={words}")
        assert "/knowledge/answer/membership/cme" in page, words
        assert "/knowledge/answer/account/login_help" not in page, words
    assert "0 answers with “zebra”" in client.page("/knowledge?words=zebra")


def test_a_disagreement_shows_both_sides(sign_in, knowledge):
    page = sign_in("viewer").page("/knowledge/disagreements")
    assert page.count("<dt>") == sum(len(case.sides) for case in knowledge.disagreements.values())


def test_an_answer_is_shown_as_visitors_read_it_with_its_file(sign_in, knowledge):
    page = sign_in("viewer").page("/knowledge/answer/membership/cme")
    assert knowledge.answers["membership/cme"].question in page
    assert "File: knowledge/faq/membership.yml, key cme." in page
    assert "Checked on" in page
    assert "does not exist" in sign_in("viewer").page("/knowledge/answer/membership/nothing", 404)


@pytest.fixture
def overdue(settings, answer_lookup, clock, staff):
    """A console for which every answer is due for review."""
    return StaffClient(create_app(replace(settings, review_days=0), answer_lookup, clock), "viewer")


def test_answers_that_are_due_are_counted_and_marked(overdue, knowledge):
    page = overdue.page("/knowledge?only=due")
    due = [
        id_
        for id_, answer in knowledge.answers.items()
        if not answer.valid_until and answer.reviewed <= NOON.date()
    ]
    assert f"{len(due)} due for review" in page
    assert page.count('<span class="badge bad">due</span>') == len(due)
    assert "Show all" in page


def test_answers_of_a_topic_with_groups_stand_with_their_group(sign_in):
    assert "Careers in radiology: Ways in" in sign_in("viewer").page("/knowledge")


@pytest.fixture
def expired(settings, answer_lookup, clock, staff, knowledge, monkeypatch):
    """A console on the day on which one answer's own review period ends."""
    answer = replace(
        knowledge.answers["membership/cme"], valid_until=NOON.date(), lasting="It lasts."
    )
    known = replace(knowledge, answers={**knowledge.answers, answer.id: answer})
    topics = tuple(
        replace(topic, answers=tuple(known.answers[one.id] for one in topic.answers))
        for topic in knowledge.topics
    )
    monkeypatch.setattr("bot.console.app.load", lambda: replace(known, topics=topics))
    return StaffClient(create_app(settings, answer_lookup, clock), "viewer")


def test_an_answer_whose_own_period_has_ended_is_due_and_says_that_figures_are_left_out(expired):
    page = expired.page("/knowledge?only=due")
    assert "1 due for review" in page
    assert "figures left out" in page
    shown = expired.page("/knowledge/answer/membership/cme")
    assert "It lasts." in shown
    assert "Its figures are left out until it is reviewed" in shown


def test_answers_that_are_not_due_can_be_hidden(sign_in):
    page = sign_in("viewer").page("/knowledge?only=due")
    assert "/knowledge/answer/" not in page


def test_the_tab_that_is_open_is_marked(sign_in):
    page = sign_in("viewer").page("/knowledge/dues")
    assert '<a href="/knowledge/dues" aria-current="page">Dues</a>' in page


def test_every_rule_stands_on_its_page_with_its_source(sign_in, knowledge):
    page = sign_in("viewer").page("/knowledge/rules")
    rules = [rule for step in knowledge.rules.steps for rule in step.rules]
    assert page.count("<details>") == len(rules)
    assert page.count("<section><h2>") == len(knowledge.rules.steps)


def test_a_disagreement_leads_to_the_answers_that_it_concerns(sign_in, knowledge):
    page = sign_in("viewer").page("/knowledge/disagreements")
    concerned = [id_ for id_, answer in knowledge.answers.items() if answer.disagreement]
    assert concerned
    assert all(f'href="/knowledge/answer/{id_}"' in page for id_ in concerned)
