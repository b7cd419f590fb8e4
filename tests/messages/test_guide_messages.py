"""The messages of the guide: what each holds, what may be done next, and where its links lead."""

from __future__ import annotations

import pytest

from bot.messages.guide_messages import Progress
from tests.messages.conftest import lines


def values(message):
    return [choice["value"] for choice in message["choices"]]


def test_a_question_says_why_it_is_asked_and_how_far_one_is(guided, knowledge):
    message = guided.question("place", Progress(2, 4), can_go_back=True)
    place = knowledge.attributes["place"]
    assert message["text"] == place.question
    assert message["asks"] == {
        "attribute": "place",
        "why": place.why,
        "step": 2,
        "of_about": 4,
    }
    assert values(message) == [*place.values, "unknown", "back", "why", "stop"]


def test_a_question_for_a_day_shows_how_one_is_written(guided):
    asked = guided.question("training_end", Progress(6, 6), can_go_back=True)
    assert asked["text"].endswith("as in June 30, 2027, or a month and its year.")
    assert asked["asks"]["type"] == "date"
    other = guided.question("place", Progress(1, 4), can_go_back=False)
    assert "June" not in other["text"]


def test_an_unclear_answer_is_asked_about_more_exactly(guided, knowledge):
    board = knowledge.attributes["board"]
    unclear = guided.question("board", Progress(1, 1), can_go_back=False, is_unclear=True)
    assert unclear["text"] == board.unclear.question
    place = guided.question("place", Progress(1, 1), can_go_back=False, is_unclear=True)
    assert place["text"] == knowledge.attributes["place"].question


def test_what_was_understood_is_said_first_in_the_same_message(guided):
    before = guided.understood({"place": "us"})
    message = guided.question("board", Progress(1, 1), before, can_go_back=False)
    assert message["text"].splitlines()[0] == "I understood: in the U.S."


def test_a_sentence_ends_with_one_full_stop(guided):
    assert lines(guided.understood({"place": "canada"})) == ["I understood: in Canada."]
    assert lines(guided.understood({"place": "us"})) == ["I understood: in the U.S."]


def test_where_nothing_is_worth_saying_back_nothing_is_said(guided):
    assert guided.understood({"place": "unknown"}) == []


@pytest.mark.parametrize(
    ("person", "heading"),
    [
        ("I", []),
        ("daughter", ["For your daughter:"]),
        ("Anna", ["For Anna:"]),
        ("resident", ["For the resident:"]),
    ],
)
def test_a_result_names_whom_it_is_for(guided, person, heading):
    text = lines(guided.for_person(person, "I"))
    assert len(text) == len(heading)
    assert all(name.split("For ")[1].rstrip(":") in line for name, line in zip(heading, text))


def test_what_is_still_possible_is_named_with_its_price(guided, case):
    decisions = [case("resident")[0], case("veterans_radiologist")[0]]
    (text,) = lines(guided.possibilities(decisions))
    assert text == (
        "What is possible so far: Member-in-training ($0 a year) or "
        "General member (dues on the schedule)."
    )


def test_categories_that_cost_the_same_share_the_amount(guided, case):
    decisions = [case("veterans_radiologist")[0], case("veterans_radiologist")[0]]
    (text,) = lines(guided.possibilities(decisions))
    assert text.count("dues on the schedule") == 1


class TestBranches:
    @pytest.fixture
    def resident(self, case):
        return (case("resident")[0],)

    @pytest.fixture
    def veteran(self, case):
        return (case("veterans_radiologist")[0],)

    def test_each_answer_is_a_line_with_the_category_and_its_price(self, guided, resident, veteran):
        branches = [(("us", "canada"), resident), (("outside",), veteran)]
        assert lines(guided.branches("place", branches)) == [
            "It depends on one thing:",
            "- United States or Canada: Member-in-training ($0 a year)",
            "- Another country: General member (dues on the schedule)",
        ]

    def test_the_branch_of_many_answers_is_that_of_any_other_and_comes_last(
        self, guided, resident, veteran
    ):
        branches = [(("abr", "aobr", "rcpsc", "cmq"), veteran), (("none",), resident)]
        assert lines(guided.branches("board", branches))[1:] == [
            "- None: Member-in-training ($0 a year)",
            "- Any other answer: General member (dues on the schedule)",
        ]

    def test_nothing_is_said_where_every_answer_leads_to_the_same(self, guided, resident):
        assert guided.branches("place", [(("us", "canada", "outside"), resident)]) == []

    def test_nothing_is_said_where_two_branches_have_many_answers(self, guided, resident, veteran):
        many = ("abr", "aobr", "rcpsc", "cmq"), ("none", "foreign", "other_unlisted", "abms_member")
        branches = [(many[0], veteran), (many[1], resident)]
        assert guided.branches("board", branches) == []


def test_each_fact_can_be_told_anew(guided):
    changes = guided.changes({"place": "us", "stage": "unknown"})
    assert [choice["title"] for choice in changes][1] == "Not sure: career"
    assert '"what": "place"' in changes[0]["payload"]


def test_a_decision_is_reported_as_data_beside_its_words(guided, case):
    decision, profile = case("resident")
    message = guided.decision(decision, profile)
    assert (message["kind"], message["decision"]["category"]) == ("decision", "member_in_training")
    assert "quote" not in message


def test_what_rests_on_a_decision_says_when_it_was_checked_and_where_to_apply(guided, case):
    decision, profile = case("resident")
    said = (guided.decision(decision, profile), guided.unchanged(decision))
    for message in (*said, guided.quote(decision, profile), guided.checklist(decision, profile)):
        assert message["checked"] == guided.checked(decision)
        assert message["links"][0]["role"] == "apply"


def test_a_quote_has_the_lines_as_data(guided, case):
    message = guided.quote(*case("resident"))
    assert message["quote"]["category"] == "member_in_training"
    assert message["quote"]["amount"] == "0.00"
    assert values(message) == ["help_me_apply", "change", "restart"]


@pytest.mark.parametrize(
    ("name", "first"), [("student", ["letter", "check_letter"]), ("resident", [])]
)
def test_a_checklist_offers_what_a_letter_needs_to_whom_it_concerns(guided, case, name, first):
    assert values(guided.checklist(*case(name))) == [*first, "save", "change", "restart"]


@pytest.mark.parametrize(
    ("name", "applies"),
    [("student", True), ("retired_member", False), ("lawyer", False), ("physician", False)],
)
def test_only_who_is_to_apply_is_led_to_the_application(guided, case, knowledge, name, applies):
    links = guided.apply_links(case(name)[0])
    assert [link["url"] for link in links] == [knowledge.sources["join"].url] * applies


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("resident", "/calendar.ics?training_ends=2027-06-30"),
        ("retired_member", "/calendar.ics?retires=2027-02-01"),
    ],
)
def test_dates_are_given_as_a_calendar_file(guided, case, name, address):
    links = guided.links(case(name)[1])
    assert [link["title"] for link in links] == ["Printable summary", "Calendar file"]
    assert links[1]["url"] == address


def test_the_summary_s_address_holds_every_answer(guided, case):
    (summary,) = guided.links(case("uncertified_radiologist", board=["none"])[1])
    assert summary["url"].startswith("/eligibility?profession=physician&stage=in_practice")
    assert summary["url"].endswith("board=none")


def test_the_summary_s_address_holds_nothing_that_was_only_taken_for_granted(guided, case):
    _, profile = case("resident")
    told = {name: value for name, value in profile.items() if name != "field"}
    summary, _ = guided.links(profile, told)
    assert "field=" not in summary["url"]
    assert summary["url"].endswith("&result=1")


def test_it_says_when_the_pages_that_it_rests_on_were_read(guided, case, knowledge):
    decision, _ = case("resident")
    days = {knowledge.sources[reason.cites.page].read_on for reason in decision.because}
    assert guided.checked(decision) == min(days).isoformat()


def test_a_text_is_filled(guided):
    assert guided.say("consent", days=30)["text"].count("30 days") == 1
    assert "{" not in guided.say("no_such_code", code="7K3F-9Q2M")["text"]
