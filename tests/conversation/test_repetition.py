"""The same is not said twice in a row."""

from __future__ import annotations


class TestNothingTwice:
    def test_the_same_answer_is_shorter_the_second_time(self, talk):
        first = talk.ask("what is cme for", "membership_cme")["text"]
        second = talk.ask("what is cme for", "membership_cme")["text"]
        assert first != second
        assert talk.state.given[-1].endswith("+")

    def test_to_another_question_about_it_the_whole_answer_is_all_there_is(self, talk):
        first = talk.ask("what are chapters", "membership_chapters")["text"]
        second = talk.ask("how many may I pick", "membership_chapters")["text"]
        assert second.startswith(first)
        assert "all that the pages say" in second

    def test_another_language_is_named_in_it_each_time(self, talk):
        spanish = {"intent": "out_of_scope", "label": "out_of_scope/other_language"}
        for text in ("¿cuánto cuesta ser miembro?", "¿puedo pagar en línea con mi tarjeta?"):
            message = talk.say(text, **spanish)
            assert message["text"].startswith("Solo puedo responder en inglés")
            assert message["kind"] == "contact"

    def test_a_question_of_ours_may_be_asked_again_as_it_is(self, talk):
        first = talk.say("what may I join as", "find_category")["text"]
        assert first.endswith(talk.say("thank you", "smalltalk", "smalltalk/thank")["text"])
