"""The figures lead to the conversations behind them, and phone calls are saved by week."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.console.overview import _spans
from bot.records.analytics.conversation import MADE_UP
from testkit.clock import NOON
from tests.console.conftest import EARLIER, MISS


def test_a_number_opens_as_many_conversations_as_it_says(sign_in, log):
    log.talk("a", (0, "answer", {"label": "faq/x"}), start=EARLIER)
    log.talk("b", (0, "fallback", MISS), start=EARLIER)
    client = sign_in("viewer")
    for name, count in re.findall(
        r'href="/conversations\?show=(\w+)&[^"]+">(\d+)<', client.page("/overview")
    ):
        assert f"{count} conversation" in client.page(f"/conversations?show={name}")


def test_percentages_are_hidden_while_they_mean_nothing(sign_in, log):
    log.talk("a", (0, "answer", {"label": "faq/x"}), start=EARLIER)
    assert "too few for a percentage" in sign_in("viewer").page("/overview")


def test_calls_by_phone_are_kept_a_week_and_replaced(sign_in):
    client = sign_in("editor")
    client.send("/phone-calls", week="2026-11-19", calls="120")
    page = client.send("/phone-calls", 409, week="2026-11-16", calls="110").text
    assert "<td>120</td><td>110</td>" in page
    client.send("/phone-calls", week="2026-11-16", calls="110", version="120")
    client.send("/phone-calls", week="2026-11-16", calls="110")
    page = client.page("/overview")
    assert "2026-11-16</th><td>110</td>" in page
    assert "<td>120</td>" not in page
    client.send("/phone-calls", 422, week="soon", calls="1")
    client.send("/phone-calls", 422, week="2026-11-16", calls="-1")
    client.send("/phone-calls", 422, week="2199-11-16", calls="1")


def test_a_chart_has_a_table_that_says_the_same(sign_in, log):
    log.talk("a", (0, "answer", {"label": "faq/x"}), start=EARLIER)
    page = sign_in("viewer").page("/overview")
    assert '<svg class="chart"' in page
    assert "<td>1</td><td>1</td><td>0</td>" in page


@pytest.mark.parametrize(
    ("week", "calls"),
    [("2026-11-19", "many"), ("2026-11-19", "1" * 7), ("", "5"), ("2026-W48", "5")],
)
def test_calls_that_are_no_number_or_of_no_day_are_refused(sign_in, week, calls):
    sign_in("editor").send("/phone-calls", 422, week=week, calls=calls)


def test_a_viewer_sees_the_calls_and_no_form(sign_in):
    sign_in("editor").send("/phone-calls", week="2026-11-19", calls="120")
    page = sign_in("viewer").page("/overview")
    assert "<td>120</td>" in page
    assert 'action="/phone-calls"' not in page


def test_the_spans_end_today_and_include_it():
    assert _spans(date(2026, 11, 23))[0] == ("7 days", date(2026, 11, 17), date(2026, 11, 23))
    assert [title for title, *_ in _spans(date(2026, 11, 23))] == ["7 days", "30 days", "90 days"]


def test_the_span_that_is_shown_is_marked(sign_in):
    page = sign_in("viewer").page("/overview?from=2026-11-17&to=2026-11-23")
    assert re.search(r'aria-current="true">7 days<', page)
    assert not re.search(r'aria-current="true">30 days<', page)


def test_demonstration_data_is_said_to_be_counted(sign_in, log):
    log.talk("a", (0, "answer"), start=EARLIER)
    client = sign_in("viewer")
    assert "demonstration data" not in client.page("/overview")
    log.talk(f"{MADE_UP}1", (0, "answer"), start=EARLIER)
    assert "include demonstration data" in client.page("/overview")


def test_a_check_that_was_left_is_counted_under_its_last_question(sign_in, log, knowledge):
    asks = {"kind": "question", "blocks": [], "text": "?", "asks": {"attribute": "place"}}
    log.talk("left", (0, "question", {"reply": [asks]}), start=EARLIER)
    page = sign_in("viewer").page("/overview")
    table = page[page.index('id="abandoned"') :]
    assert f"<td>{knowledge.attributes['place'].question}</td><td>1</td>" in table


def test_the_time_to_answer_has_both_percentiles(sign_in, log):
    for number in range(4):
        log.talk(f"c{number}", (0, "answer", {"label": "faq/x", "ms": 100}), start=EARLIER)
    page = sign_in("viewer").page("/overview")
    figure = page[page.index("Time to answer") :]
    assert re.search(r'100 ms <span class="soft">p50, 100 ms p95</span>', figure)


def test_days_without_a_conversation_are_bars_of_no_height(sign_in, log):
    log.talk("a", (0, "answer"), start=NOON)
    page = sign_in("viewer").page("/overview?from=2026-11-20&to=2026-11-23")
    assert "<td>1</td><td>1</td><td>0</td>" in page


def test_each_figure_is_defined(sign_in):
    client = sign_in("viewer")
    definitions = client.page("/definitions")
    for title in re.findall(r"<div class=\"figure\"><dt>([^<]+)</dt>", client.page("/overview")):
        assert f"<dt>{title}</dt>" in definitions, title


def test_downloads_with_texts_are_offered_to_editors_only(sign_in):
    assert "/turns.csv" in sign_in("editor").page("/overview")
    page = sign_in("viewer").page("/overview")
    assert "/days.csv" in page
    assert "/turns.csv" not in page
