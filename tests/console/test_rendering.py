"""Pages know who is signed in and where they are; times and shares are written one way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.console.rendering import Rendering, age
from testkit.clock import NOON
from tests.console.test_request import request


@pytest.fixture
def rendering(knowledge):
    return Rendering(knowledge, lambda session: f"token of {session}", "a notice")


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (0.5, "less than 1 hour"),
        (1, "1 hour"),
        (1.6, "2 hours"),
        (47, "47 hours"),
        (48, "2 days"),
        (24 * 9, "9 days"),
    ],
)
def test_an_age_is_a_word_or_two(hours, text):
    assert age(NOON - timedelta(hours=hours), NOON) == text


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ 12.4 | percent }}", "12 %"),
        ("{{ none | percent }}", "–"),
        ("{{ {'a': 'b c'} | query }}", "a=b+c"),
    ],
)
def test_a_filter_writes_a_value_one_way(rendering, template, expected):
    assert rendering._environment.from_string(template).render() == expected


def test_times_have_no_seconds(rendering):
    draw = rendering._environment.from_string("{{ at | day }} {{ at | moment }}").render
    assert draw(at=NOON) == "2026-11-23 2026-11-23 12:00"


def test_a_page_has_the_user_the_token_and_where_it_is(rendering):
    page_request = request("view=done")
    page_request.http.state.session = "s1"
    values = {"code": 404, "sentence": "<b>Missing</b>"}
    text = rendering.page(page_request, "problem.html", **values).body.decode()
    assert "editor, editor" in text
    assert 'value="token of s1"' in text
    assert '<a href="/callbacks" aria-current="page">' in text
    assert "&lt;b&gt;Missing&lt;/b&gt;" in text
    assert "a notice" in text


def test_a_page_for_anybody_has_neither_navigation_nor_notice(rendering):
    response = rendering.plain("problem.html", 404, code=404, sentence="Missing")
    assert response.status_code == 404
    assert "<nav" not in response.body.decode()
    assert "a notice" not in response.body.decode()


def test_the_navigation_shows_only_pages_that_the_role_may_open(sign_in):
    assert 'href="/audit"' in sign_in("admin").page("/definitions")
    viewer = sign_in("viewer").page("/definitions")
    assert 'href="/unanswered"' in viewer
    assert 'href="/callbacks"' not in viewer
    assert 'href="/audit"' not in viewer
