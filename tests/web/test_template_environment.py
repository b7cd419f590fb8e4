"""Templates escape every value, refuse a name that is not set, and share the macros of blocks."""

from __future__ import annotations

import jinja2
import pytest

from bot.web.template_environment import environment

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def render(tmp_path):
    def render_(source, **values):
        (tmp_path / "page.html").write_text(source)
        return environment(tmp_path).get_template("page.html").render(**values)

    return render_


def draw(render, *blocks):
    return render('{% from "blocks.html" import draw %}{{ draw(blocks) }}', blocks=blocks)


def test_a_value_is_escaped(render):
    assert HOSTILE not in render("{{ text }}", text=HOSTILE)


def test_a_name_that_is_not_set_is_an_error(render):
    with pytest.raises(jinja2.UndefinedError, match="missing"):
        render("{{ missing }}")


def test_every_kind_of_block_is_drawn_and_escaped(render):
    runs = [
        HOSTILE,
        {"text": HOSTILE, "url": "https://example.org/a"},
        {"text": "b", "strong": True},
    ]
    page = draw(
        render,
        {"type": "p", "runs": runs},
        {"type": "note", "runs": [{"text": "n", "em": True}]},
        {"type": "ul", "items": [["first"], ["second"]]},
        {"type": "steps", "items": [{"title": "Apply", "runs": ["online"]}]},
        {"type": "card", "title": "Result", "rows": [["Dues", ["$0"]]]},
        {"type": "table", "head": ["Year"], "rows": [[["2027"]]]},
    )
    assert HOSTILE not in page
    for markup in (
        '<a href="https://example.org/a" rel="noopener">',
        "<strong>b</strong>",
        '<p class="note"><em>n</em></p>',
        "<li>second</li>",
        "<strong>Apply.</strong> online",
        "<dt>Dues</dt><dd>$0</dd>",
        '<td data-head="Year">2027</td>',
    ):
        assert markup in page


def test_an_unknown_block_draws_nothing(render):
    assert draw(render, {"type": "hologram", "runs": ["x"]}).strip() == ""


def test_a_source_has_its_heading_and_the_day_it_was_checked(render):
    answer = {
        "sources": [{"url": "https://example.org", "title": "Join", "cited_as": "“Dues”"}],
        "reviewed": "2026-11-23",
    }
    page = render(
        '{% from "blocks.html" import sources_of %}{{ sources_of(answer) }}', answer=answer
    )
    assert '<a href="https://example.org">Join</a>, “Dues”' in page
    assert '<time datetime="2026-11-23">' in page


def test_a_source_that_is_a_whole_page_has_what_it_is_cited_as(render):
    source = {
        "url": "https://example.org",
        "title": "Exams",
        "heading": "",
        "cited_as": "Board, 2024",
    }
    answer = {"sources": [source], "reviewed": "2026-11-27"}
    page = render(
        '{% from "blocks.html" import sources_of %}{{ sources_of(answer) }}', answer=answer
    )
    assert '<a href="https://example.org">Exams</a>, Board, 2024<' in page
