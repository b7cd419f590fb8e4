"""What the gateway answers when it cannot do what was requested: a status, a code, a sentence."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.errors import AssistantError


class Problem(AssistantError):
    """Ends a request. `retry_after` is in seconds."""

    def __init__(
        self, status: int, code: str, sentence: str, retry_after: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.sentence = sentence
        self.retry_after = retry_after


def respond(_: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, Problem)
    headers = {"Retry-After": str(problem.retry_after)} if problem.retry_after else None
    return problem_response(problem.status, problem.code, problem.sentence, headers)


def problem_response(
    status: int, code: str, sentence: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": sentence}}, status, headers)


NO_SESSION = Problem(401, "no_session", "This conversation has expired. Please start a new one.")
