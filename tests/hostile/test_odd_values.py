"""Whatever stands in an address or in a field: it is answered or refused, and is no error of ours."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from starlette.routing import Route

from bot.gateway.openapi import description

_SECONDS = 3.0
# In place of a field of JSON, as it is written.
VALUES = [
    *("null", "true", "[]", "{}", '["a"]', '{"a": {"b": []}}', "-1", "1.5", "NaN", "-Infinity"),
    *("1e99999", "9" * 5000, "[" * 1000 + "]" * 1000, '"' + "a" * 7000 + '"', '"²³"', '"٣٤٥"'),
    *('""', '"   "', '"\\ud800"', '"a\\u0000b"', '"/restart"', '"%00%ff"', '"<script>"', '"@@@"'),
    '"a' + "\u0301" * 2000 + '"',
]
# In place of a value in an address, as it is sent.
IN_ADDRESSES = [
    *("", "%00", "%ff%fe", "%ed%a0%80", "%c0%af", "%e2%80%ae", "%", "%2", "NaN", "1e999"),
    "9" * 5000,
    *("-1", "1.5", "%c2%b2", quote("٣"), "9999-12-31", "0000-00-00", "-0001-01-01", "2027-W01"),
    *("2027-06-30T00:00:00Z", quote("𝟚𝟘𝟚𝟟-01-01"), "[]", "%3Cscript%3E", "%0d%0aSet-Cookie:a=b"),
    *("..%2f..%2fetc%2fpasswd", "a" * 20_000, "the+" * 4000),
]
QUERIES = [
    *("&" * 20_000, "=" * 20_000, "a&a=&=a&a=b", "a[]=1&a[b][c]=2", "%00=%ff&%ed%a0%80=1"),
    "&".join(f"a{number}" for number in range(4000)),
]
# Which names each page looks for in its address; the eligibility check looks for every attribute.
NAMES = {
    "/faq": ["q"],
    "/eligibility": ["ask", "asked", "result"],
    "/calendar.ics": ["training_ends", "retires"],
    "/api/timeline": ["training_ends", "retires"],
}
POSTS = {
    path: operations["post"]["requestBody"]["content"]["application/json"]["schema"]
    for path, operations in description()["paths"].items()
    if "post" in operations
}
RIGHT = {
    "/api/chat/messages": {"id": "a", "text": "hello"},
    "/api/chat/feedback": {"message": "a.0", "helpful": True},
    "/api/chat/callbacks": {"name": "A", "email": "a@b.cd", "question": "?", "consent": True},
}


def pages(app):
    """Return every path that is asked for with GET, with an answer's place filled."""
    paths = [route.path for route in app.routes if isinstance(route, Route)]
    return [path.format(topic="membership", name="training_dues") for path in paths]


def fields(schema):
    """Return the names of all fields of a body, of several kinds of it too."""
    kinds = [schema, *schema.get("oneOf", ())]
    return sorted({name for kind in kinds for name in kind.get("properties", ())})


def errors_of_ours(answers):
    return [label for label, answer in answers if answer.status_code >= 500]


def test_no_query_of_any_page_is_an_error_of_ours(app, session):
    answers = [
        (f"{page}?{query[:40]}", session.get(f"{page}?{query}", timeout=_SECONDS))
        for page in pages(app)
        for query in QUERIES
    ]

    assert answers
    assert errors_of_ours(answers) == []


@pytest.mark.parametrize("page", NAMES)
def test_no_value_in_an_address_is_an_error_of_ours(session, knowledge, page):
    names = NAMES[page] + (list(knowledge.attributes) if page == "/eligibility" else [])
    answers = [
        (f"{page}?{name}={value[:40]}", session.get(f"{page}?{name}={value}", timeout=_SECONDS))
        for name in names
        for value in IN_ADDRESSES
    ]

    assert errors_of_ours(answers) == []
    assert not any("set-cookie" in answer.headers for _, answer in answers)


@pytest.mark.parametrize("path", POSTS)
def test_no_value_of_any_field_is_an_error_of_ours(session, path):
    def body(name, value):
        others = {key: json.dumps(right) for key, right in RIGHT.get(path, {}).items()}
        members = {**others, name: value}.items()
        return "{" + ",".join(f'"{key}":{text}' for key, text in members) + "}"

    answers = [
        (
            f"{path} {name}: {value[:40]}",
            session.post(
                path,
                content=body(name, value).encode("utf-8"),
                headers={"Content-Type": "application/json"},
                timeout=_SECONDS,
            ),
        )
        for name in fields(POSTS[path])
        for value in VALUES
    ]

    assert answers
    assert errors_of_ours(answers) == []
