from __future__ import annotations

import pytest

from bot.nlu.questions import asking_parts, single_questions, told_before


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("who can join? what does it cost?", ["who can join?", "what does it cost?"]),
        ("how do i apply and what do residents pay", ["how do i apply", "what do residents pay"]),
        (
            "ok so when could i. and what should i major in",
            ["ok so when could i.", "and what should i major in"],
        ),
        (
            "do i have to be sure? and it's free right",
            ["do i have to be sure?", "and it's free right"],
        ),
        (
            "do i have to join? I'm worried about AI taking the jobs.",
            ["do i have to join?", "I'm worried about AI taking the jobs."],
        ),
        ("residents and fellows pay what", []),
        ("hello? anyone?", []),
    ],
)
def test_a_message_is_taken_apart_only_where_it_asks_several_things(text, parts):
    assert single_questions(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "pgy3 in ohio, what do i owe, and until when",
            ["what do i owe", "until when"],
        ),
        ("I teach in Leeds now. any way back in?", ["any way back in?"]),
        ("how much? until when?", ["how much?", "until when?"]),
        ("what do i owe", []),
        ("pgy3 in ohio, starting a fellowship", []),
    ],
)
def test_what_asks_is_told_from_what_tells(text, parts):
    assert asking_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "part", "told"),
    [
        (
            "i want to be a physicist. do i need a phd and is it free",
            "do i need a phd",
            "i want to be a physicist.",
        ),
        ("who can join? what does it cost?", "what does it cost?", ""),
        ("what does it cost?", "what does it cost?", ""),
    ],
)
def test_what_is_told_before_a_part_asks_nothing(text, part, told):
    assert told_before(text, part) == told
