"""A console with a database of its own, on a port of its own, for a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.console.answer_lookup import AnswerLookup
from bot.console.app import create_app
from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff
from bot.settings import Settings
from testkit.console import PASSWORD, STAFF_KEY
from testkit.quick_passwords import hash_quickly
from testkit.threaded_server import served


@dataclass(frozen=True)
class ConsoleServer:
    address: str
    engine: Engine


@contextmanager
def served_console(
    folder: Path, lookup: AnswerLookup, name: str, role: Role
) -> Iterator[ConsoleServer]:
    """Serve a console in which one member of staff can sign in."""
    with pytest.MonkeyPatch.context() as patch:
        hash_quickly(patch)
        database = f"sqlite:///{folder / 'console.db'}"
        settings = Settings(database_url=database, secret="for tests only")
        app = create_app(settings, lookup)
        engine = open_engine(settings.database)
        staff = Staff(engine, timedelta(minutes=30), utc_now, STAFF_KEY)
        staff.accounts.add(name, PASSWORD, role, "tests")
        with served(app, access_log=False) as port:
            yield ConsoleServer(f"http://127.0.0.1:{port}", engine)
        engine.dispose()
