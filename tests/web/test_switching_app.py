"""An application is replaced while it serves: nobody is turned away, and who came before is answered."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.web import switching_app
from bot.web.switching_app import SwitchingApp


class Builder:
    """Builds applications that say their number; each holds a slow answer until it is let go."""

    def __init__(self):
        self.built = 0
        self.open = set()
        self.gate = asyncio.Event()
        self.error = None

    def __call__(self):
        if self.error:
            raise self.error
        self.built += 1
        number = self.built

        async def at_once(_):
            return PlainTextResponse(str(number))

        async def slowly(_):
            await self.gate.wait()
            return PlainTextResponse(str(number))

        @asynccontextmanager
        async def lifespan(_):
            self.open.add(number)
            yield
            self.open.remove(number)

        return Starlette(routes=[Route("/", at_once), Route("/slow", slowly)], lifespan=lifespan)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "live.json"
    path.write_text("{}")
    return path


def client_of(app):
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test")


def test_what_is_live_changes_while_requests_are_under_way(file):
    async def scenario():
        builder = Builder()
        app = SwitchingApp(builder, file, "gateway")
        async with app.running(), client_of(app) as client:
            slow = asyncio.create_task(client.get("/slow"))
            await asyncio.sleep(0)
            assert (await client.get("/")).text == "1"
            file.write_text('{"release": 2}')
            await app.follow_once()
            assert (await client.get("/")).text == "2"
            assert builder.open == {1, 2}
            builder.gate.set()
            assert (await slow).text == "1"
        assert builder.open == set()

    asyncio.run(scenario())


def test_the_one_before_is_closed_after_a_while(file, monkeypatch):
    monkeypatch.setattr(switching_app, "_SECONDS_TO_DRAIN", 0.0)

    async def scenario():
        builder = Builder()
        app = SwitchingApp(builder, file, "gateway")
        async with app.running():
            file.write_text('{"release": 2}')
            await app.follow_once()
            await asyncio.sleep(0.01)
            assert builder.open == {2}

    asyncio.run(scenario())


def test_it_tells_which_it_has_turned_to(file):
    async def scenario():
        app = SwitchingApp(Builder(), file, "console")
        async with app.running():
            assert file.with_suffix(".console").read_text() == "{}"
            file.write_text('{"release": 2}')
            await app.follow_once()
            assert file.with_suffix(".console").read_text() == '{"release": 2}'

    asyncio.run(scenario())


def test_the_present_one_goes_on_where_the_next_cannot_be_built(file, monkeypatch):
    monkeypatch.setattr(switching_app, "_SECONDS_BETWEEN", 0.001)

    async def scenario():
        builder = Builder()
        app = SwitchingApp(builder, file, "gateway")
        async with app.running(), client_of(app) as client:
            builder.error = ValueError("broken knowledge")
            file.write_text('{"release": 2}')
            await asyncio.sleep(0.05)
            assert (await client.get("/")).text == "1"
            builder.error = None
            file.write_text('{"release": 3}')
            await asyncio.sleep(0.05)
            assert (await client.get("/")).text == "2"

    asyncio.run(scenario())
