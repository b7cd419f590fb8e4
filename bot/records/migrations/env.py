"""How Alembic reaches the database: see bot.records.migrate."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context

from bot.records.database import open_engine
from bot.records.metadata import metadata

engine = open_engine(str(context.config.get_main_option("sqlalchemy.url")))
with engine.connect() as connection:
    if connection.dialect.name == "postgresql":
        # Several processes may start at once; one migrates, the others wait and find it done.
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(7150421)"))
    context.configure(
        connection=connection,
        target_metadata=metadata,
        version_table="schema_version",
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
