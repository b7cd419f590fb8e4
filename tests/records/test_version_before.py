"""The version before the newest migration, as git has it, runs on the schema of this one."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff
from bot.settings import ROOT, Settings
from testkit.console import PASSWORD

MIGRATIONS = ":/bot/records/migrations/versions/0*.py"
PARTS = ("bot", "actions", "knowledge", "data", "testkit", "config.yml", "domain.yml")
SECRET = "for tests only"
# Both applications of the version before, in front of a Rasa and a lookup that its own tests play: a visitor talks, is
# answered and asks for a call, and an administrator opens every page.
USE = """
import sys
from starlette.testclient import TestClient
from bot.console.app import create_app as create_console
from bot.gateway.app import create_app as create_gateway
from bot.gateway.rasa import Rasa
from bot.knowledge.loader import load
from bot.settings import Settings
from testkit.console import PlayedLookup, StaffClient
from testkit.gateway import PlayedRasa
from testkit.visitor import Visitor

settings = Settings(database_url=sys.argv[1], secret=sys.argv[2], rate_limit="off")
rasa = Rasa("http://rasa", "secret", settings.deadline_seconds, PlayedRasa())
with TestClient(create_gateway(settings, rasa)) as http:
    visitor = Visitor(http)
    assert visitor.say("what do I owe")[0]["kind"] == "answer"
    assert len(visitor.history().json()["messages"]) > 1
    form = {"name": "Ann", "email": "ann@example.org", "question": "?", "consent": True}
    assert visitor.post("callbacks", form).status_code == 201

console = create_console(settings, PlayedLookup(load()))
admin = StaffClient(console, "admin")
for route in console.state.staff_routes:
    if route.method == "GET" and "{" not in route.path:
        status = admin.http.get(route.path).status_code
        assert status < 500, (route.path, status)
"""


def git(*words):
    command = ["git", "-C", str(ROOT), *words]
    return subprocess.run(command, capture_output=True, check=False).stdout


@pytest.fixture
def before(tmp_path):
    """The folder with the version before the newest migration."""
    newest = git("log", "--diff-filter=A", "-1", "--format=%H", "--", MIGRATIONS).decode().strip()
    archive = git("archive", f"{newest}^", *PARTS) if newest else b""
    if not archive:
        pytest.skip("the history of git is not here")
    folder = tmp_path / "before"
    with tarfile.open(fileobj=io.BytesIO(archive)) as file:
        file.extractall(folder)
    return folder


def test_it_answers_visitors_and_opens_its_pages_to_staff(before, tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'new.db'}", secret=SECRET)
    migrate(settings.database)
    engine = open_engine(settings.database)
    staff = Staff(engine, timedelta(minutes=30), utc_now, settings.staff_key())
    staff.accounts.add("admin", PASSWORD, Role.ADMIN, "tests")

    process = subprocess.run(
        [sys.executable, "-B", "-c", USE, settings.database, SECRET],
        cwd=before,
        env={**os.environ, "PYTHONPATH": str(before)},
        capture_output=True,
        check=False,
        text=True,
    )

    assert process.returncode == 0, process.stderr[-3000:]
    with engine.connect() as connection:
        texts = connection.execute(sa.text("SELECT text FROM turns")).scalars().all()
        names = connection.execute(sa.text("SELECT name FROM callbacks")).scalars().all()
    engine.dispose()
    assert "what do I owe" in texts
    assert names == ["Ann"]
