"""What `assistant serve` starts and says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.cli.serve import _how_to_sign_in, commands
from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.staff.accounts import Role, Staff
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'serve.db'}")
    migrate(settings.database)
    return settings


def test_the_staff_door_is_a_process_of_its_own(settings):
    command = commands(settings, "model.tar.gz")["console"]
    assert "bot.console.app:create_app" in command
    assert str(settings.console_port) in command


def test_it_says_how_to_sign_in_for_the_first_time_and_later(settings):
    assert "users add" in _how_to_sign_in(settings)
    staff = Staff(open_engine(settings.database), timedelta(minutes=1), utc_now)
    staff.add("maria", "x" * 12, Role.ADMIN, "tests")
    assert "users add" not in _how_to_sign_in(settings)
