"""Bodies and texts are checked before anything else reads them."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import ClientDisconnect, Request

from bot.gateway import request_body
from bot.gateway.errors import Problem
from bot.gateway.request_body import as_plain_text, clean, client_id, read_json, text


def request(*chunks, content_type="application/json"):
    parts = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    parts.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive():
        return parts.pop(0)

    headers = [(b"content-type", content_type.encode())]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


def read(*chunks, **options):
    return asyncio.run(read_json(request(*chunks, **options)))


def refusal(function, *values, **options):
    with pytest.raises(Problem) as caught:
        function(*values, **options)
    return caught.value.status, caught.value.code


class TestABody:
    def test_may_come_in_parts(self):
        assert read(b'{"a":', b" 1}") == {"a": 1}

    def test_that_is_empty_is_an_empty_object(self):
        assert read() == {}

    def test_may_name_its_encoding(self):
        assert read(b"{}", content_type="Application/JSON; charset=utf-8") == {}

    @pytest.mark.parametrize("content_type", ["", "text/plain", "text/json", "application/jsonx"])
    def test_of_another_type_is_refused(self, content_type):
        assert refusal(read, b"{}", content_type=content_type) == (415, "not_json")

    @pytest.mark.parametrize("content", [b"{", b"[]", b'"a"', b"null", b"[" * 5000, b"\xff"])
    def test_that_is_no_object_is_refused(self, content):
        assert refusal(read, content) == (400, "bad_json")

    def test_may_be_as_large_as_the_limit_and_no_larger(self):
        padding = b" " * (request_body.LARGEST_BODY - 2)
        assert read(b"{" + padding + b"}") == {}
        assert refusal(read, b"{" + padding, b" }") == (413, "too_large")

    def test_that_does_not_arrive_in_time_is_given_up(self, monkeypatch):
        monkeypatch.setattr(request_body, "_SECONDS_TO_SEND", 0.01)

        async def wait():
            await asyncio.sleep(5)

        headers = [(b"content-type", b"application/json")]
        slow = Request({"type": "http", "method": "POST", "headers": headers}, wait)
        assert refusal(asyncio.run, read_json(slow)) == (400, "too_slow")

    def test_of_a_client_that_left_is_given_up(self, monkeypatch):
        async def left(_):
            raise ClientDisconnect

        monkeypatch.setattr(request_body, "_read", left)
        assert refusal(read, b"{}") == (400, "too_slow")


class TestAnId:
    @pytest.mark.parametrize("value", ["a", "A.b_c:d-9", "x" * 64])
    def test_is_letters_digits_and_a_few_signs(self, value):
        assert client_id({"id": value}) == value

    @pytest.mark.parametrize("value", [None, 7, "", "a b", "ä", "x" * 65, "a\n", ["a"]])
    def test_of_anything_else_is_refused(self, value):
        assert refusal(client_id, {"id": value}) == (422, "bad_id")


class TestAText:
    def test_is_cleaned(self):
        assert text({"a": "  two\twords\u200b "}, "a", 20) == "two words"

    def test_may_be_missing_only_where_it_is_not_required(self):
        assert text({}, "a", 20, required=False) == ""
        assert refusal(text, {}, "a", 20) == (422, "bad_text")
        assert refusal(text, {"a": " \u200b"}, "a", 20) == (422, "empty")

    def test_is_counted_after_cleaning(self):
        assert text({"a": "x" + "\u200b" * 50}, "a", 1) == "x"
        assert refusal(text, {"a": "xy"}, "a", 1) == (422, "too_long")

    def test_that_is_too_long_is_refused_with_both_numbers(self):
        with pytest.raises(Problem, match=r"at most 3 characters; this text has 4"):
            text({"a": "abcd"}, "a", 3)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a\r\nb\u2028c", "a b c"),
        ("a\u202eb\ufeffc", "abc"),
        ("\ue000private\U000e0041", "private"),
        ("tab\tand  spaces", "tab and spaces"),
        ("Grüße 你好", "Grüße 你好"),
    ],
)
def test_what_cannot_be_seen_is_dropped_and_space_is_folded(value, expected):
    assert clean(value) == expected


@pytest.mark.parametrize("value", ["/restart", "／restart", "\\ / restart", "\u200b//restart"])
def test_a_leading_slash_of_any_kind_is_dropped(value):
    assert as_plain_text(value) == "restart"


def test_a_slash_within_a_text_stays():
    assert as_plain_text("and/or") == "and/or"
