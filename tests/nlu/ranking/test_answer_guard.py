"""Nobody gets the answer for other people, and nobody who asks about another organisation gets ours."""

from __future__ import annotations

import pytest

from bot.knowledge.organisations import Group, Organisations
from bot.nlu.ranking.answer_guard import AnswerGuard, default_answer_guard, people_of
from bot.nlu.ranking.answer_scope import AnswerScope

HOME, ABROAD, ANYWHERE = (
    "faq/membership_general_dues",
    "faq/membership_international_dues",
    "faq/membership_benefits",
)
RANKED = {ABROAD: 0.7, HOME: 0.2, ANYWHERE: 0.1}


def assess(text, ranked=RANKED):
    return default_answer_guard().assess(text, dict(ranked))


class TestWhereSomebodyIs:
    @pytest.mark.parametrize(
        "text",
        [
            "caller is a practicing radiologist in houston, what do they pay",
            "a medical physicist from montreal wants to know the cost",
            "i'm a radiologist in san juan puerto rico how much are dues",
        ],
    )
    def test_at_home_takes_away_the_answers_for_abroad(self, text):
        assessment = assess(text)
        assert assessment.probabilities[ABROAD] == 0.0
        assert assessment.probabilities[HOME] == pytest.approx(0.2 / 0.3)
        assert sum(assessment.probabilities.values()) == pytest.approx(1.0)
        assert not assessment.is_doubtful

    def test_abroad_takes_away_the_answers_for_home(self):
        ranked = {HOME: 0.7, ABROAD: 0.2, ANYWHERE: 0.1}
        probabilities = assess("i'm a radiologist in berlin, what do i pay", ranked).probabilities
        assert probabilities[HOME] == 0.0
        assert probabilities[ABROAD] == pytest.approx(0.2 / 0.3)

    @pytest.mark.parametrize(
        "text",
        [
            "what do radiologists pay",
            "i'm a radiologist in berlin, what do i pay",
            "i'm in houston, what do international members pay",
            "i'm a radiologist in boston, what would a colleague pay overseas",
        ],
    )
    def test_is_open_or_fits_and_nothing_changes(self, text):
        assessment = assess(text)
        assert assessment.probabilities == RANKED
        assert not assessment.is_doubtful

    def test_leaves_too_little_to_answer_by(self):
        ranked = {ABROAD: 0.9, HOME: 0.08, ANYWHERE: 0.02}
        assert assess("i'm a radiologist in boston, what do i pay", ranked).is_doubtful
        assert assess("i'm a radiologist in boston", {ABROAD: 1.0}).is_doubtful

    def test_is_looked_for_only_when_it_matters(self):
        texts = []

        def note(text):
            texts.append(text)
            return {}

        nobody = Organisations(Group((), (), (), ()), Group((), (), (), ()), ())
        guard = AnswerGuard(
            {ABROAD: {"place": ("outside",)}}, note, nobody, AnswerScope({}, (), nobody)
        )

        guard.assess("a", {ANYWHERE: 0.6, ABROAD: 0.4})
        assert texts == []
        guard.assess("b", {ANYWHERE: 0.4, ABROAD: 0.6})
        assert texts == ["b"]

    def test_has_answers_on_both_sides(self, knowledge):
        places = {people["place"] for people in people_of(knowledge).values() if "place" in people}
        assert places == {("us", "canada"), ("outside",)}


class TestWhatSomebodyIs:
    TRAINEES = "faq/membership_training_dues"

    def test_takes_away_the_answers_for_others(self):
        assessment = assess(
            "im an IR fellow, whats the annual bill", {HOME: 0.7, self.TRAINEES: 0.3}
        )
        assert assessment.probabilities == {HOME: 0.0, self.TRAINEES: 1.0}

    @pytest.mark.parametrize(
        "text",
        [
            "im an IR fellow, what is the general dues amount",
            "resident now, what's the annual bill once i am done",
            "what's the annual bill",
        ],
    )
    def test_is_not_asked_about_or_open_and_nothing_changes(self, text):
        ranked = {HOME: 0.7, self.TRAINEES: 0.3}
        assert assess(text, ranked).probabilities == ranked


class TestAnotherOrganisation:
    @pytest.mark.parametrize(
        "text",
        [
            "What does a student pay to be in the AMA?",
            "rsna dues for residents",
            "can a fellow join SIR for free",
            "membership of the Radiological Society of North America, who qualifies",
            "i forgot my gmail password, can you reset it",
            "how much is the ABR fee this year",
        ],
    )
    def test_is_asked_back_about(self, text):
        assert assess(text, {ANYWHERE: 1.0}).is_doubtful

    @pytest.mark.parametrize(
        "text",
        [
            "what does a student pay",
            "i'm an RSNA member, how do i join the ACR",
            "AAPM member here, do you take physicists",
            "dear sir, what does it cost",
            "what is the str of membership, is a car included",
            "drama at the ramada",
            "I'm ARRT certified, can I join",
            "what do residents at Mayo pay",
        ],
    )
    def test_is_not_meant_where_ours_is_or_none(self, text):
        assert not assess(text, {ANYWHERE: 1.0}).is_doubtful
