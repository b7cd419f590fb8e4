"""What is asked of the profession answers nothing about a membership."""

from __future__ import annotations


def test_a_question_about_a_specialty_answers_no_pending_question(talk):
    talk.say("which membership fits me? I'm in training", "find_category")
    asked = talk.messages[-1]["asks"]["attribute"]
    talk.ask("what does a radiation oncologist do", "radiology_radiation_oncologist")
    assert "field" not in talk.state.told
    assert talk.state.pending == asked
