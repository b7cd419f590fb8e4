"""Nobody gets the answer for other people, and no other society's members get ours."""

from __future__ import annotations

import pytest

from bot.knowledge.societies import Societies
from bot.nlu.ranking.answer_guard import AnswerGuard, people_of, shared_answer_guard

HERE, THERE, ANYWHERE = (
    "faq/membership_general_dues",
    "faq/membership_international_dues",
    "faq/membership_benefits",
)
RANKED = {THERE: 0.7, HERE: 0.2, ANYWHERE: 0.1}


def look(text, ranked=RANKED):
    return shared_answer_guard().look(text, dict(ranked))


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
        found = look(text)
        assert found.probabilities[THERE] == 0.0
        assert found.probabilities[HERE] == pytest.approx(0.2 / 0.3)
        assert sum(found.probabilities.values()) == pytest.approx(1.0)
        assert not found.is_doubtful

    def test_abroad_takes_away_the_answers_for_home(self):
        ranked = {HERE: 0.7, THERE: 0.2, ANYWHERE: 0.1}
        found = look("i'm a radiologist in berlin, what do i pay", ranked).probabilities
        assert found[HERE] == 0.0
        assert found[THERE] == pytest.approx(0.2 / 0.3)

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
        found = look(text)
        assert found.probabilities == RANKED
        assert not found.is_doubtful

    def test_leaves_too_little_to_answer_by(self):
        ranked = {THERE: 0.9, HERE: 0.08, ANYWHERE: 0.02}
        assert look("i'm a radiologist in boston, what do i pay", ranked).is_doubtful
        assert look("i'm a radiologist in boston", {THERE: 1.0}).is_doubtful

    def test_is_looked_for_only_when_it_matters(self):
        read = []

        def note(text):
            read.append(text)
            return {}

        caution = AnswerGuard({THERE: {"place": ("outside",)}}, note, Societies((), ()))

        caution.look("a", {ANYWHERE: 0.6, THERE: 0.4})
        assert read == []
        caution.look("b", {ANYWHERE: 0.4, THERE: 0.6})
        assert read == ["b"]

    def test_has_answers_on_both_sides(self, knowledge):
        places = {one["place"] for one in people_of(knowledge).values() if "place" in one}
        assert places == {("us", "canada"), ("outside",)}


class TestWhatSomebodyIs:
    TRAINEES = "faq/membership_training_dues"

    def test_takes_away_the_answers_for_others(self):
        found = look("im an IR fellow, whats the annual bill", {HERE: 0.7, self.TRAINEES: 0.3})
        assert found.probabilities == {HERE: 0.0, self.TRAINEES: 1.0}

    @pytest.mark.parametrize(
        "text",
        [
            "im an IR fellow, what is the general dues amount",
            "resident now, what's the annual bill once i am done",
            "what's the annual bill",
        ],
    )
    def test_is_not_asked_about_or_open_and_nothing_changes(self, text):
        ranked = {HERE: 0.7, self.TRAINEES: 0.3}
        assert look(text, ranked).probabilities == ranked


class TestAnotherSociety:
    @pytest.mark.parametrize(
        "text",
        [
            "What does a student pay to be in the AMA?",
            "rsna dues for residents",
            "can a fellow join SIR for free",
            "membership of the Radiological Society of North America, who qualifies",
        ],
    )
    def test_is_asked_back_about(self, text):
        assert look(text, {ANYWHERE: 1.0}).is_doubtful

    @pytest.mark.parametrize(
        "text",
        [
            "what does a student pay",
            "i'm an RSNA member, how do i join the ACR",
            "AAPM member here, do you take physicists",
            "dear sir, what does it cost",
            "what is the str of membership, is a car included",
            "drama at the ramada",
        ],
    )
    def test_is_not_meant_where_ours_is_or_none(self, text):
        assert not look(text, {ANYWHERE: 1.0}).is_doubtful
