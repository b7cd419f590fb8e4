"""The component puts what was understood where Rasa looks for it, and takes our own commands at their word."""

from __future__ import annotations

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import answer_selector
from bot.nlu.answer_selector import SELECTOR, AnswerSelector
from bot.nlu.ranking.answer_policy import Choice, Outcome
from bot.nlu.understanding import Understood

DUES, PHONE, JOBS = "faq/dues", "faq/phone", "out_of_scope/jobs"
RANKING = ((DUES, 0.6), (PHONE, 0.3), (JOBS, 0.1))


class Played:
    """Understands every message as it was told to, and notes what it was asked."""

    labels = (DUES, PHONE, JOBS, "affirm")

    def __init__(self, **changes):
        choice = Choice(Outcome.ANSWER, (DUES,), 0.9)
        self.understood = Understood(
            **{"choice": choice, "also": (), "ranking": RANKING, **changes}
        )
        self.calls = []

    def understand(self, text, vectors, earlier):
        self.calls.append((text, list(earlier)))
        return self.understood


@pytest.fixture(autouse=True)
def vectors(monkeypatch):
    monkeypatch.setattr(answer_selector, "sentence_vectors", lambda message, name: None)


def processed(text, understanding, tracker=None):
    config = AnswerSelector.get_default_config()
    selector = AnswerSelector(config, None, None, understanding)
    (message,) = selector.process([Message.build(text=text)], tracker)
    return message


def selection(message, family="faq"):
    return message.get(SELECTOR)[family]


def test_an_answer_is_an_intent_with_its_response_key():
    message = processed("what are the dues", Played())
    assert message.get("intent") == {"name": "faq", "confidence": 0.9}
    response = selection(message)["response"]
    assert response["intent_response_key"] == DUES
    assert response["utter_action"] == f"utter_{DUES}"
    assert message.as_dict(only_output_properties=True)["intent"]["name"] == "faq"


def test_each_intent_stands_once_in_the_ranking_with_its_best_label():
    ranking = processed("what are the dues", Played()).get("intent_ranking")
    assert [(entry["name"], entry["confidence"]) for entry in ranking] == [
        ("faq", 0.9),
        ("out_of_scope", 0.1),
    ]


def test_what_is_offered_is_a_question_back_with_the_candidates():
    offered = Choice(Outcome.OFFER, (DUES, PHONE), 0.4)
    message = processed("dues by phone", Played(choice=offered))
    assert message.get("intent")["name"] == "did_you_mean"
    assert selection(message)["offers"] == [DUES, PHONE]


def test_further_questions_and_what_the_context_says_stand_beside_the_answer():
    in_context = Choice(Outcome.ANSWER, (PHONE,), 0.8)
    message = processed("and that", Played(also=(PHONE,), in_context=in_context, is_taught=True))
    entry = selection(message)
    assert entry["also"] == [PHONE]
    assert entry["in_context"] == {"intent_response_key": PHONE, "confidence": 0.8}
    assert entry["taught"] is True
    assert selection(processed("x", Played()))["in_context"] is None


def test_intents_with_answers_of_their_own_are_named_for_rasa():
    intents = processed("what are the dues", Played()).get(SELECTOR)["all_retrieval_intents"]
    assert intents == ["faq", "out_of_scope"]


def test_a_button_for_an_answer_is_taken_at_its_word():
    played = Played()
    message = processed("/faq/phone", played)
    assert selection(message)["response"]["intent_response_key"] == PHONE
    assert message.get("intent")["confidence"] == 1.0
    assert played.calls == []


@pytest.mark.parametrize("text", ["/faq/unheard_of", "   "])
def test_a_button_for_nothing_and_no_text_are_left_as_they_are(text):
    played = Played()
    assert processed(text, played).get(SELECTOR) is None
    assert played.calls == []


def test_untrained_it_says_nothing():
    assert processed("what are the dues", None).get(SELECTOR) is None


def test_what_the_visitor_wrote_before_is_handed_on_newest_first():
    played = Played()
    tracker = DialogueStateTracker.from_events(
        "x", [UserUttered("first"), ActionExecuted("action_reply"), UserUttered("second")]
    )
    processed("and that", played, tracker)
    assert played.calls == [("and that", ["second", "first"])]


def test_it_is_trained_anew_when_the_code_that_learns_changes(monkeypatch, tmp_path):
    before = AnswerSelector.fingerprint_addon({})
    assert before == AnswerSelector.fingerprint_addon({})
    changed = tmp_path / "ranker.py"
    changed.write_text("changed", encoding="utf-8")
    monkeypatch.setattr(answer_selector, "ranker", SimpleNamespace(__file__=str(changed)))
    assert AnswerSelector.fingerprint_addon({}) != before


def test_what_was_learned_is_read_where_a_model_is_loaded_and_only_there(monkeypatch, tmp_path):
    storage = SimpleNamespace(read_from=lambda _: nullcontext(tmp_path))
    loaded = []
    monkeypatch.setattr(answer_selector.Understanding, "load", loaded.append)
    AnswerSelector.load({}, storage, None, None)
    AnswerSelector.create({}, storage, None, None)
    assert loaded == [tmp_path]
