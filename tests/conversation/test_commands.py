"""What steers is known by the whole message; a question or an answer that holds the same words is none."""

from __future__ import annotations

import pytest

from bot.conversation import commands

COMMANDS = {
    commands.BACK: ["go back", "back please", "previous question", "undo that"],
    commands.WHY: ["why?", "Why do you ask", "what do you mean?", "huh", "please explain that"],
    commands.UNSURE: ["I'm not sure", "no idea", "idk", "skip it", "hard to say", "n/a"],
    commands.STOP: ["stop", "never mind", "that's enough", "no more questions", "no, thank you"],
    commands.RESTART: ["start over", "restart", "let's begin again", "from scratch"],
    commands.CHANGE: ["change my answer", "I want to correct something", "can I edit an answer"],
    commands.SAVE: ["save this", "can you save my answers for later", "please keep everything"],
    commands.LETTER: ["write the letter for me", "can you draft a letter", "request for a letter"],
    commands.CHECK_LETTER: ["check my letter", "is my letter ok?", "re-check the letter please"],
    commands.CALENDAR: [
        *("calendar file", "add it to my calendar", "get the dates into my calendar"),
    ],
    commands.PRINT: ["print this", "printable summary", "can I get a pdf"],
    commands.ERASE: ["delete my data", "forget me", "please erase this conversation"],
    commands.HELP_CODE: ["how do I use my code", "I have a code", "where do I enter the code"],
    commands.RESUME: ["continue", "go on", "where were we?"],
    commands.HUMAN: ["a human please", "agent", "can I talk to a real person"],
}


@pytest.mark.parametrize(
    ("text", "command"), [(text, name) for name, texts in COMMANDS.items() for text in texts]
)
def test_a_command_is_known(text, command):
    assert commands.command_in(text) == command


@pytest.mark.parametrize("filler", ["um, ", "ok ", "well... ", "sorry, ", "honestly "])
def test_words_before_a_command_do_not_hide_it(filler):
    assert commands.command_in(f"{filler}go back") == commands.BACK


@pytest.mark.parametrize("text", ["i’m not sure", "im not sure", "Im unsure", "id rather not say"])
def test_apostrophes_may_be_typographic_or_absent(text):
    assert commands.command_in(text) == commands.UNSURE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "what do residents pay",
        "I want to print my certificate of residency",
        "can I save money on dues",
        "does a letter from my school count",
        "back in 2019 I was a member",
        "why is membership free",
        "my agent for the visa was slow",
        "I stopped working in 2020",
        "stop " * 30,
    ],
)
def test_other_messages_are_no_commands(text):
    assert commands.command_in(text) is None


@pytest.mark.parametrize(
    "text",
    ["actually I live in Canada", "sorry, I meant 2027", "not Ohio but Idaho", "oops, wrong year"],
)
def test_a_correction_takes_something_back(text):
    assert commands.corrects(text)


@pytest.mark.parametrize("text", ["I live in Canada", "2027", "the actual amount"])
def test_a_plain_statement_takes_nothing_back(text):
    assert not commands.corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "how much",
            "and when do I pay",
            "can she vote",
            "Ohio?",
            "is it free",
            "what about fellows",
        ),
        *("radiology residency up in Canada, how many years", "DR then IR; and how long"),
        *("I run our interest group. does the College help", "wait first whats board eligible"),
        *("391 is for who", "student 0 right"),
        *("I'm an M3, is the match hard", "R1 from July, how bad are nights"),
        "ok thx, last thing how many years is radiology after med school",
        "retiring this summer after 34 years, when can i switch to retired member",
    ],
)
def test_a_question_asks(text):
    assert commands.asks_something(text)


@pytest.mark.parametrize("opening", ["also", "and last thing", "ok so one more question,"])
def test_an_opening_said_over_and_over_comes_to_an_end(opening):
    """Read in two ways each time, it never did: one such message stopped every guided conversation."""
    assert not commands.asks_something(f"{opening} " * 40 + "x")


@pytest.mark.parametrize("text", ["also, what about fellows", "and one last thing: who pays"])
def test_a_question_after_an_opening_asks(text):
    assert commands.asks_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ohio",
        "I am a resident",
        "when I was a resident",
        "tell me the dues",
        "",
        "so, how long it was.",
        "I finished. May 2027 I start.",
        "ask my chair. who is in Ohio",
    ],
)
def test_an_answer_does_not_ask(text):
    assert not commands.asks_something(text)
