"""Reads a letter in a process of its own, so that no file can take the gateway's time or memory."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from datetime import date
from pathlib import PurePath

import structlog

from bot.gateway.letter_problems import BUSY, BY_CODE, ENDINGS, TOO_COMPLEX, UNREADABLE
from bot.settings import ROOT
from bot.web.fair_queue import NoTurn, Turns

log = structlog.get_logger("gateway")

_AT_ONCE = 2
_MOST_WAITING = 20
# A school's students are one address.
_MOST_OF_ONE_ADDRESS = 8
_SECONDS_TO_WAIT = 10.0
# Of the clock, at a low priority: on a busy machine it gets its two seconds of processor late, or not at all.
_SECONDS_TO_READ = 8.0
_TIME_IS_OVER = {-signal.SIGXCPU, -signal.SIGKILL}


class LetterReader:
    """Two letters are read at once, and of one address one: the others wait their turn."""

    def __init__(self) -> None:
        self._turns = Turns(_AT_ONCE, _AT_ONCE + _MOST_WAITING, _MOST_OF_ONE_ADDRESS)

    async def findings(
        self, name: str, content: bytes, today: date, address: str
    ) -> dict[str, str]:
        """Return what a letter says, by point. Raises Problem 413, 422 or 503.

        `name` tells by its ending what the file is; `address` is whose letter it is.
        """
        ending = PurePath(name).suffix.lower()
        if ending not in ENDINGS:
            raise UNREADABLE
        try:
            async with self._turns.turn(address, _SECONDS_TO_WAIT):
                status, output = await _run(ending, content, today)
        except NoTurn:
            raise BUSY from None
        if status == 0:
            answer = json.loads(output)
            if "findings" in answer:
                return dict(answer["findings"])
            raise BY_CODE[answer["problem"]]
        log.info("letter.unreadable", status=status)
        raise TOO_COMPLEX if status in _TIME_IS_OVER else UNREADABLE


async def _run(ending: str, content: bytes, today: date) -> tuple[int, bytes]:
    """Return the status and the output of a letter process, which is killed when time is over.

    Raises Problem 503 where that was the clock's time: what takes long by itself ends by its own limit before.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-B", "-X", "utf8", "-m", "bot.gateway.letter_process"),
        *(f"letter{ending}", today.isoformat()),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=ROOT,
        env={},  # no secret, no address of the database
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(content), _SECONDS_TO_READ)
    except asyncio.TimeoutError:
        log.info("letter.starved")
        raise BUSY from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return await process.wait(), output
