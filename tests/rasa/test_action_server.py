"""Whether the action server answers is asked now and then, and never waited for."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from bot.rasa import action_server
from bot.rasa.action_server import ActionServer
from testkit.services import free_port


async def served(handler, ask):
    """Serve /health with the handler while `ask` is given the address of the actions."""
    application = web.Application()
    application.router.add_get("/health", handler)
    runner = web.AppRunner(application)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        return await ask(f"http://127.0.0.1:{port}/webhook")
    finally:
        await runner.cleanup()


async def answers(address):
    """Return what is known once it was asked: the first look does not wait."""
    server = ActionServer(address)
    assert server.answers() is False
    await server._asking
    return server.answers()


async def well(_):
    return web.Response(text="ok")


async def broken(_):
    return web.Response(status=500)


async def hung(_):
    await asyncio.sleep(5)
    return web.Response(text="late")


@pytest.mark.parametrize(("handler", "expected"), [(well, True), (broken, False), (hung, False)])
def test_it_answers_when_its_health_does(monkeypatch, handler, expected):
    monkeypatch.setattr(action_server, "_SECONDS_TO_ANSWER", 0.3)
    assert asyncio.run(served(handler, answers)) is expected


def test_where_nobody_listens_nobody_answers():
    assert asyncio.run(answers(f"http://127.0.0.1:{free_port()}/webhook")) is False


def test_it_is_not_asked_at_every_look():
    asked = []

    async def counted(request):
        asked.append(request)
        return await well(request)

    async def three_looks(address):
        server = ActionServer(address)
        looks = [server.answers(), server.answers()]
        await server._asking
        return [*looks, server.answers()]

    assert asyncio.run(served(counted, three_looks)) == [False, False, True]
    assert len(asked) == 1
