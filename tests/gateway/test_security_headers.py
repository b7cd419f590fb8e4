"""Which sites may show our pages in a frame is a setting; what the log and figures hold is a closed list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.gateway.security_headers import _known


def policy_of(door):
    parts = door.get("/faq").headers["content-security-policy"].split("; ")
    return next(part for part in parts if part.startswith("frame-ancestors"))


def test_nobody_may_frame_us_unless_it_is_set(door):
    assert policy_of(door) == "frame-ancestors 'none'"


def test_the_sites_that_are_named_may(open_door, settings):
    framed = replace(settings, frame_ancestors="https://a.example, https://b.example")

    assert policy_of(open_door(framed)) == "frame-ancestors https://a.example https://b.example"


@pytest.mark.parametrize(("method", "known"), [("GET", "GET"), ("BREW", "other")])
def test_a_made_up_method_is_no_label_of_its_own(method, known):
    assert _known(method) == known


def test_every_answer_carries_the_id_under_which_the_logs_name_it(door, visitor, rasa):
    first, second = door.get("/faq").headers, door.get("/faq").headers

    assert len(first["x-request-id"]) == 16
    assert first["x-request-id"] != second["x-request-id"]
