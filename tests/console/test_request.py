"""What the address and the form hold, cut and cleaned; and where a form may lead back to."""

from __future__ import annotations

import pytest
from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request

from bot.console.request import StaffRequest, is_local_path
from bot.records.staff.role import Role
from bot.records.staff.sessions import Person
from testkit.clock import NOON


def test_page_numbers_that_are_none_show_the_first_page(sign_in):
    client = sign_in()
    for path in ("/unanswered", "/callbacks", "/conversations", "/audit"):
        for number in ("0", "-1", "²", "x", "9" * 30, "%00"):
            client.page(f"{path}?page={number}&before={number}")


def request(query="", path="/callbacks", form=None):
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "server": ("console.example", 80),
        "path": path,
        "query_string": query.encode(),
        "headers": [],
        "path_params": {"id": 7},
    }
    return StaffRequest(Request(scope), Person("editor", Role.EDITOR), form or {}, NOON)


def test_a_value_of_the_address_is_cut_and_cleaned():
    assert request("words=+a%00b+").query("words") == "ab"
    assert request(f"words={'x' * 500}").query("words") == "x" * 300
    assert request().query("words") == ""


def test_a_field_of_the_form_is_cut_and_cleaned():
    fields = {"text": " a\0b ", "long": "x" * 9000}
    assert request(form=fields).field("text") == "ab"
    assert request(form=fields).field("long", 10) == "x" * 10
    assert request().field("text") == ""


def test_the_rows_of_a_form_keep_their_order_with_the_empty_ones_and_several_lines_are_rows():
    form = ImmutableMultiDict([("row", "a  b"), ("row", ""), ("row", "c\r\nd\0"), ("other", "x")])
    assert request(form=form).rows("row", 10) == ["a b", "", "c", "d"]
    assert request(form=form).rows("row", 1) == ["a", "", "c", "d"]


def test_a_cell_of_several_lines_stays_one_cell():
    form = ImmutableMultiDict([("cell", "a\r\nb  c"), ("cell", ""), ("cell", "d\0" * 9)])
    assert request(form=form).cells("cell", 5) == ["a b c", "", "ddddd"]


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), ("0", 1), ("-2", 1), ("x", 1), ("", 1), ("²", 1), ("1234567", 1)]
)
def test_a_number_of_the_address_is_positive_and_small(text, number):
    assert request(f"page={text}").query_number("page") == number


def test_a_part_of_the_path_is_text():
    assert request().path_part("id") == "7"


def test_the_address_of_a_page_is_its_path_with_its_query():
    assert request("view=done").address == "/callbacks?view=done"
    assert request().address == "/callbacks"


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ("/callbacks?view=mine", "/callbacks?view=mine"),
        ("", "/default"),
        ("https://evil.example", "/default"),
        ("//evil.example", "/default"),
        ("/\\evil.example", "/default"),
    ],
)
def test_a_form_leads_back_to_its_page_and_never_to_another_site(back, expected):
    response = request(form={"back": back}).redirect_back("/default")
    assert (response.status_code, response.headers["Location"]) == (303, expected)


@pytest.mark.parametrize("target", ["callbacks", "", " /a", "/a b", "/a\nb", "///a"])
def test_what_is_no_path_of_this_site_is_not_local(target):
    assert not is_local_path(target)
