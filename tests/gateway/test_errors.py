"""A problem is a status, a code for programs and a sentence for people."""

from __future__ import annotations

import json

from bot.gateway.errors import NO_SESSION, Problem, problem_response, respond


def test_a_problem_is_answered_with_its_code_and_its_sentence():
    response = respond(None, Problem(422, "empty", "The text is empty."))
    assert response.status_code == 422
    assert json.loads(response.body) == {
        "error": {"code": "empty", "message": "The text is empty."}
    }
    assert "retry-after" not in response.headers


def test_a_problem_that_passes_says_when_to_try_again():
    assert respond(None, Problem(429, "x", "Wait.", 7)).headers["Retry-After"] == "7"


def test_its_sentence_is_what_a_log_of_the_exception_shows():
    assert str(NO_SESSION) == NO_SESSION.sentence
    assert NO_SESSION.status == 401


def test_headers_of_the_caller_go_with_the_response():
    response = problem_response(503, "x", "Down.", {"Retry-After": "2"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
