"""What can be done with a result: saved by consent, opened by its code, printed, asked for by letter."""

from __future__ import annotations

import pytest

from bot.conversation import commands
from bot.conversation.guide import Guide
from bot.conversation.result_actions import ResultActions
from bot.conversation.state import APPLY, State
from bot.eligibility.profile import check
from testkit.talk import CODE, MemoryKeeper

FACTS = {
    "stage": "in_training",
    "profession": "physician",
    "program": "residency",
    "field": "diagnostic_radiology",
    "place": "canada",
    "training_end": "2027-06-30",
}


@pytest.fixture
def keeper():
    return MemoryKeeper()


@pytest.fixture
def tools(knowledge, eligibility, reader, guided, today, keeper):
    guide = Guide(knowledge, eligibility, reader, guided, today)
    return ResultActions(guide, guided, keeper)


@pytest.fixture
def state():
    return State(goal=APPLY).telling(FACTS)


def use(tools, state, tool):
    after, (message,) = tools.use(state, tool)
    return after, message


def test_a_tool_that_there_is_not_is_none(tools, state):
    assert tools.use(state, "dance") is None


def test_saving_asks_first_and_saves_nothing_yet(tools, state, keeper):
    _, message = use(tools, state, "save")
    assert str(keeper.days) in message["text"]
    assert [choice["value"] for choice in message["choices"]] == ["save_now", "stop"]
    assert not keeper.answers


def test_with_consent_the_facts_are_saved_with_goal_and_category(tools, state, keeper):
    _, message = use(tools, state, "save_now")
    assert CODE in message["text"]
    saved = keeper.answers[CODE]
    assert (saved.goal, saved.told, saved.category) == (APPLY, FACTS, "member_in_training")


def test_a_code_goes_on_where_the_answers_ended(tools, state):
    use(tools, state, "save_now")
    opened, (message,) = tools.open_code(State(turn=7), CODE, CODE)
    assert (opened.goal, opened.told, opened.turn) == (APPLY, FACTS, 7)
    assert message["kind"] == "decision"


@pytest.mark.parametrize("word", ["erase", "please DELETE", "forget", "remove"])
def test_a_code_is_erased_when_that_is_said(tools, state, keeper, word):
    use(tools, state, "save_now")
    tools.open_code(State(), CODE, f"{word} {CODE}")
    assert not keeper.answers


@pytest.mark.parametrize("text", [CODE, f"erase {CODE}"])
def test_a_code_that_opens_nothing_says_so(tools, guided, text):
    after, (message,) = tools.open_code(State(), CODE, text)
    assert message["text"] == guided.say("no_such_code", code=CODE)["text"]
    assert after == State()


@pytest.mark.parametrize("tool", ["save", "print", "calendar"])
def test_nothing_is_offered_before_anything_was_told(tools, guided, tool):
    _, message = use(tools, State(), tool)
    assert message["text"] == guided.say("nothing_to_save")["text"]


@pytest.mark.parametrize("tool", ["print", "calendar"])
def test_a_result_can_be_printed_and_put_into_a_calendar(tools, state, tool):
    _, message = use(tools, state, tool)
    assert any(link["url"].startswith("/eligibility?") for link in message["links"])
    assert message["choices"][0]["value"] == "save"


@pytest.mark.parametrize(
    ("facts", "titles"),
    [
        ({}, ["Printable summary"]),
        ({"training_end": "2027-06-30"}, ["Printable summary", "Calendar file"]),
    ],
)
def test_dates_are_promised_only_where_there_are_some(tools, facts, titles):
    told = {
        "profession": "physician",
        "stage": "in_training",
        "place": "us",
        "program": "residency",
    }
    _, message = use(tools, State(told={**told, **facts}), "calendar")
    assert [link["title"] for link in message["links"]] == titles
    assert ("once you tell me when your training ends" in message["text"]) is not bool(facts)


def test_a_calendar_file_can_be_asked_for_in_words_after_a_decision(talk):
    talk.say(
        "I'm a radiology resident in Toronto, I finish on June 30, 2027. Which membership is for me?",
        "tell",
    )
    assert talk.messages[-1]["decision"]["category"] == "member_in_training"
    message = talk.say("calendar file")
    assert "Calendar file" in [link["title"] for link in message["links"]]


def test_a_letter_is_awaited_and_a_pending_question_put_aside(tools, state):
    after, message = use(tools, state.but(pending="place"), "check_letter")
    assert message["awaits"] == "letter"
    assert after.pending is None


def test_a_request_for_a_letter_says_where_the_student_is(tools):
    _, message = use(tools, State().telling({"place": "canada"}), "letter")
    assert "in Canada" in message["text"]


@pytest.mark.parametrize("tool", ["use_code", "erase"])
def test_codes_and_erasing_are_explained_without_touching_anything(tools, state, keeper, tool):
    after, message = use(tools, state, tool)
    assert message["text"]
    assert after == state
    assert not keeper.answers


@pytest.mark.parametrize("tool", ["save_now", "letter", commands.HELP_CODE, commands.ERASE])
def test_every_tool_leads_on(tools, state, tool):
    _, message = use(tools, state, tool)
    assert message["choices"]


def test_a_code_can_be_copied_and_what_follows_an_erased_one_is_offered(tools, state):
    _, saved = use(tools, state, "save_now")
    assert saved["copy"] == CODE
    _, (erased,) = tools.open_code(State(), CODE, f"erase {CODE}")
    assert erased["choices"][0]["value"] == "find_category"


@pytest.mark.parametrize("said", ["decision", "quote", "checklist"])
def test_a_result_is_applied_for_first_and_says_when_its_pages_were_read(
    guided, eligibility, knowledge, today, said
):
    profile = check(FACTS, knowledge.attributes)
    message = getattr(guided, said)(eligibility.decide(profile, today), profile)
    assert message["links"][0] == {
        "title": "Apply now",
        "url": knowledge.sources["join"].url,
        "role": "apply",
    }
    assert message["checked"] == "2026-11-21"


def test_who_must_ask_a_person_is_not_sent_to_apply(guided, eligibility, knowledge, today):
    profile = check({"profession": "other"}, knowledge.attributes)
    message = guided.decision(eligibility.decide(profile, today), profile)
    assert not any(link.get("role") for link in message["links"])


@pytest.mark.parametrize("told", [{}, FACTS])
@pytest.mark.parametrize(
    "tool",
    ["save", "save_now", "letter", "check_letter", "calendar", "print", "use_code", "erase"],
)
def test_every_tool_ends_with_a_way_on(tools, told, tool):
    _, message = use(tools, State().telling(told), tool)
    assert message.get("choices") or message.get("links")


@pytest.mark.parametrize("text", [CODE, f"erase {CODE}"])
def test_a_code_ends_with_a_way_on_whether_it_opens_anything_or_not(tools, state, text):
    _, (unknown,) = tools.open_code(State(), CODE, text)
    use(tools, state, "save_now")
    _, (known,) = tools.open_code(State(), CODE, text)
    assert unknown["choices"]
    assert known["choices"]
