"""Brings a database to the newest shape of our tables. Rasa's own `events` table is left alone."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.errors import SetUpError
from bot.records.database import open_engine

_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION_TABLE = "schema_version"


def migrate(url: str) -> None:
    """Apply what is missing; a database that is current, or newer, is not touched.

    A newer version only added to it, so the version before goes on with it. Raises SetUpError for a
    database that cannot be used.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    try:
        with _alone(url):
            if not _is_newer(url, config):
                command.upgrade(config, "head")
    # Without the driver of another kind of database there is no module.
    except (sa.exc.DBAPIError, sa.exc.ArgumentError, OSError, ImportError) as error:
        raise SetUpError(
            f"the database {_without_password(url)} cannot be used: {_reason(error)}"
        ) from None


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """Let one process at a time migrate a file of SQLite; a server has a lock of its own."""
    if not url.startswith("sqlite:///"):
        yield
        return
    path = Path(url.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True, exist_ok=True)
    # Its log gets the mode of the file: whoever makes it first, nobody else may read it.
    path.touch(0o600)
    with Path(f"{path}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_newer(url: str, config: Config) -> bool:
    """Tell whether a later version of ours, which this one does not know, has migrated it."""
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            options = {"version_table": _VERSION_TABLE}
            heads = MigrationContext.configure(connection, opts=options).get_current_heads()
    finally:
        engine.dispose()
    return bool(set(heads) - known)


def _without_password(url: str) -> str:
    try:
        return sa.engine.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return "of ASSISTANT_DATABASE_URL"


def _reason(error: Exception) -> str:
    """Return what the driver or the system says, in one line."""
    if isinstance(error, ImportError):
        return "it is neither SQLite nor PostgreSQL"
    text = str(getattr(error, "orig", None) or getattr(error, "strerror", None) or error)
    return text.strip().splitlines()[0] if text.strip() else type(error).__name__
