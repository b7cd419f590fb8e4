"""A message is understood in one piece, in its parts, and beside what was said before; each in a small world."""

from __future__ import annotations

import tarfile

import numpy as np
import pytest

from bot.errors import SetUpError
from bot.nlu.ranking.answer_guard import Assessment
from bot.nlu.ranking.answer_policy import Outcome, Thresholds
from bot.nlu.ranking.judgement import Judgement, Weight
from bot.nlu.ranking.nearest_phrases import NearestPhrases
from bot.nlu.ranking.taught_phrases import TaughtPhrases
from bot.nlu.ranking.tuned_head import TunedHead
from bot.nlu.understanding import Understanding

LABELS = ["faq/dues", "faq/phone", "out_of_scope/jobs", "smalltalk/greet"]
WORDS = ["dues", "phone", "job", "hello"]
SHARPNESS = 6


def encode(texts):
    """Both vectors say which of the four words stand in a text."""
    vectors = np.array([[word in text for word in WORDS] for text in texts], dtype=np.float32)
    vectors += np.float32(1e-3)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.stack([vectors, vectors], axis=1)


class WordRanker:
    labels = LABELS

    def probabilities(self, texts, vectors):
        shares = np.exp(SHARPNESS * vectors)
        return (shares / shares.sum(axis=1, keepdims=True)).astype(np.float32)


class Doubt:
    """Doubts every answer to a message with a word in it, or takes an answer out altogether."""

    def __init__(self, word, without=None):
        self.word, self.without = word, without

    def assess(self, text, probabilities, question=None):
        if self.word not in text:
            return Assessment(probabilities, is_doubtful=False)
        kept = {name: p for name, p in probabilities.items() if name != self.without}
        rest = {**dict.fromkeys(probabilities, 0.0), **kept}
        return Assessment(rest if self.without else probabilities, is_doubtful=not self.without)


class Beyond:
    """Takes a question with a word in it for out of scope."""

    def __init__(self, word):
        self.word = word

    def assess(self, text, probabilities, question=None):
        theme = "pay" if self.word in (question or text) else None
        return Assessment(probabilities, is_doubtful=False, theme=theme)


class Corrects:
    def wording(self, text):
        return text.replace("deus", "dues")


def world(**parts):
    phrases = encode(WORDS)[:, 1]
    return Understanding(
        WordRanker(),
        TunedHead(LABELS, SHARPNESS * np.eye(4, dtype=np.float32), np.zeros(4, dtype=np.float32)),
        NearestPhrases(phrases, LABELS),
        # As probable as the likeliest answer itself.
        Judgement(0.0, {"first": Weight(0.0, 1.0, 1.0)}),
        Thresholds(),
        TaughtPhrases({"what about a job": "faq/phone"}),
        encode=encode,
        **parts,
    )


def meant(text, earlier=(), **parts):
    return world(**parts).understand(text, earlier=earlier)


@pytest.mark.parametrize(
    ("text", "outcome", "label"),
    [
        ("what are the dues", Outcome.ANSWER, "faq/dues"),
        ("a job please", Outcome.ADMIT, "out_of_scope/jobs"),
        ("hello there", Outcome.TALK, "smalltalk/greet"),
        ("dues by phone", Outcome.OFFER, "faq/dues"),
    ],
)
def test_what_ranker_and_head_agree_on_is_what_is_meant(text, outcome, label):
    choice = meant(text).choice
    assert (choice.outcome, choice.labels[0]) == (outcome, label)


def test_the_ranking_holds_every_label_best_first():
    ranking = meant("what are the dues").ranking
    assert ranking[0][0] == "faq/dues"
    assert sorted(name for name, _ in ranking) == LABELS
    assert [p for _, p in ranking] == sorted((p for _, p in ranking), reverse=True)
    assert sum(p for _, p in ranking) == pytest.approx(1)


def test_a_vector_that_is_known_already_is_not_made_again():
    understood = world().understand("what are the dues", encode(["your phone"])[0])
    assert understood.choice.labels == ("faq/phone",)


def test_what_was_taught_word_for_word_is_meant_whatever_the_ranking_says():
    understood = meant("What about a job?!")
    assert understood.is_taught
    assert understood.choice.labels == ("faq/phone",)
    assert understood.ranking[0][0] == "out_of_scope/jobs"


def test_two_questions_in_one_message_get_both_answers():
    understood = meant("what are the dues, and what is your phone")
    assert understood.choice.outcome is Outcome.ANSWER
    assert (*understood.choice.labels, *understood.also) == ("faq/dues", "faq/phone")


def test_of_two_questions_that_want_the_same_there_is_one():
    assert meant("what are the dues? how much dues is it?").also == ()


def test_a_question_that_nothing_answers_beside_another_leaves_the_message_whole():
    assert meant("what are the dues, and is there a job").also == ()


def test_a_part_that_alone_is_surely_answered_stands_beside_what_the_whole_is_taken_for():
    understood = meant("is there a job for me, and what are the dues here")
    assert understood.also == ()
    assert understood.beside == (("what are the dues here", "faq/dues"),)
    assert meant("is there a job for me, and what dues").beside == ()


def test_a_few_words_are_read_with_what_was_said_before():
    understood = meant("and that?", earlier=["what are the dues"])
    assert understood.choice.outcome is not Outcome.ANSWER
    assert understood.in_context.labels == ("faq/dues",)


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("your phone", ["what are the dues"]),  # is answered by itself
        ("hello", ["what are the dues"]),
        ("and that?", []),
        ("and that?", ["is there any job"]),  # together they want nothing that we answer
    ],
)
def test_else_what_was_said_before_changes_nothing(text, earlier):
    assert meant(text, earlier=earlier).in_context is None


PROFESSIONS = ["faq/membership_how_to_apply", "faq/career_physicist", "faq/other", "faq/another"]


def encode_careers(texts):
    """A text that names the profession is about that; "become" alone rather asks how to become a member."""
    vectors = np.array(
        [[0, 1, 0, 0] if "physicist" in text else [0.85, 0.53, 0, 0] for text in texts],
        dtype=np.float32,
    )
    return np.stack([vectors, vectors], axis=1)


def meant_of_careers(text, earlier):
    ranker = WordRanker()
    ranker.labels = PROFESSIONS
    head = TunedHead(
        PROFESSIONS, SHARPNESS * np.eye(4, dtype=np.float32), np.zeros(4, dtype=np.float32)
    )
    understanding = Understanding(
        ranker,
        head,
        NearestPhrases(np.eye(4, dtype=np.float32), PROFESSIONS),
        Judgement(0.0, {"first": Weight(0.0, 1.0, 1.0)}),
        Thresholds(),
        TaughtPhrases({}),
        encode=encode_careers,
    )
    return understanding.understand(text, earlier=earlier)


def test_what_is_less_than_surely_asked_of_a_membership_is_read_with_the_profession_before_it():
    understood = meant_of_careers("how do you become one", ["what does a physicist do"])
    assert understood.choice.labels == ("faq/membership_how_to_apply",)
    assert understood.in_context.labels == ("faq/career_physicist",)
    assert meant_of_careers("how do you become one", ["what does it cost"]).in_context is None


def test_an_answer_that_is_doubted_is_only_offered():
    assert meant("what are the dues there", guard=Doubt("there")).choice.outcome is Outcome.OFFER
    assert meant("what are the dues", guard=Doubt("there")).choice.outcome is Outcome.ANSWER


def test_an_answer_that_the_guard_takes_out_is_not_given():
    understood = meant("dues for my wife", guard=Doubt("wife", without="faq/dues"))
    assert "faq/dues" not in understood.choice.labels
    assert dict(understood.ranking)["faq/dues"] == 0


def test_the_spelling_is_corrected_before_all_else():
    assert meant("what are the deus", speller=Corrects()).choice.labels == ("faq/dues",)
    assert world(speller=Corrects()).wording("deus") == "dues"
    assert world().wording("deus") == "deus"


def test_a_file_that_is_no_model_of_ours_is_refused_by_its_name(tmp_path):
    path = tmp_path / "other.tar.gz"
    (tmp_path / "metadata.json").write_text("{}", encoding="utf-8")
    with tarfile.open(path, "w:gz") as archive:
        archive.add(tmp_path / "metadata.json", "metadata.json")
    with pytest.raises(SetUpError, match=r"other\.tar\.gz is not a model of ours"):
        Understanding.of_model(path)


class TestWhatWordsPutOutOfScope:
    GUARD = Beyond("salary")

    @pytest.mark.parametrize("text", ["dues and salary", "dues, salary by phone"])
    def test_is_admitted_although_an_answer_comes_first(self, text):
        choice = meant(text, guard=self.GUARD).choice
        assert (choice.outcome, choice.labels) == (Outcome.ADMIT, ("out_of_scope/pay",))

    def test_leaves_what_is_asked_beside_it(self):
        understood = meant("what are the dues? and the salary by phone?", guard=self.GUARD)
        assert understood.choice.labels == ("faq/dues",)
        assert (understood.also, understood.left_out) == ((), 1)

    def test_leaves_small_talk_alone(self):
        assert meant("hello salary", guard=self.GUARD).choice.labels == ("smalltalk/greet",)


class TestAPartThatSaysTooLittleByItself:
    """The second word of the small world is a career, and the first is not."""

    def meant(self, text, monkeypatch):
        labels = [LABELS[0], "faq/career_phone", *LABELS[2:]]
        monkeypatch.setattr(WordRanker, "labels", labels)
        understanding = Understanding(
            WordRanker(),
            TunedHead(labels, SHARPNESS * np.eye(4, dtype=np.float32), np.zeros(4, np.float32)),
            NearestPhrases(encode(WORDS)[:, 1], labels),
            Judgement(0.0, {"first": Weight(0.0, 1.0, 1.0)}),
            Thresholds(),
            TaughtPhrases({}),
            encode=encode,
        )
        return understanding.understand(text)

    def test_is_read_behind_what_is_told_before_it(self, monkeypatch):
        text = "i want to work by phone. do i need a degree? and what are the dues?"
        understood = self.meant(text, monkeypatch)
        assert {understood.choice.labels[0], *understood.also} == {"faq/career_phone", "faq/dues"}

    def test_is_not_read_so_for_a_membership(self, monkeypatch):
        text = "i want to pay dues. do i need a degree? and is that by phone?"
        understood = self.meant(text, monkeypatch)
        assert understood.choice.labels[0] != "faq/dues" or not understood.also
