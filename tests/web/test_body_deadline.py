"""A body that does not arrive in time counts as broken off."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from bot.web.body_deadline import BodyDeadline


def outcome(messages, seconds):
    """Return what an application reads of a body that comes in these messages, then nothing."""
    read = []

    async def app(scope, receive, send):
        try:
            read.append(await Request(scope, receive).body())
        except ClientDisconnect:
            read.append("broken off")

    async def receive():
        if messages:
            return messages.pop(0)
        return await asyncio.Event().wait()

    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    asyncio.run(BodyDeadline(app, seconds)(scope, receive, None))
    return read


def part(content, more):
    return {"type": "http.request", "body": content, "more_body": more}


def test_a_body_in_time_is_read():
    assert outcome([part(b"a", more=True), part(b"b", more=False)], 20) == [b"ab"]


def test_a_body_that_stops_halfway_is_broken_off():
    assert outcome([part(b"a", more=True)], 0.05) == ["broken off"]


def test_an_answer_that_takes_long_to_begin_is_still_sent():
    """A long file is sent while the server looks whether the reader is still there."""
    heard = []

    async def app(scope, receive, send):
        await asyncio.sleep(0.1)
        heard.append((await receive())["type"])

    async def receive():
        return part(b"", more=False)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    asyncio.run(BodyDeadline(app, 0.02)(scope, receive, None))
    assert heard == ["http.request"]
