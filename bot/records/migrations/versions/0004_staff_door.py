"""The staff door: people, audit, what went unanswered, reviews, notes, full-text search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COUNTED = [
    *("created_at", "session_id", "id", "is_choice", "outcome", "label"),
    *("confidence", "latency_ms", "model_version"),
]


def upgrade() -> None:
    _people()
    _audit()
    _unanswered()
    _reviews()
    _callbacks()
    op.create_index("ix_turns_session_id_created_at", "turns", ["session_id", "created_at"])
    # Holds all that the figures read, so that they do not read the replies, which are long.
    op.create_index("ix_turns_counted", "turns", COUNTED)
    op.create_index("ix_feedback_turn_id", "feedback", ["turn_id"])
    if op.get_bind().dialect.name == "sqlite":
        _search_in_sqlite()
    else:
        op.execute(
            "CREATE INDEX ix_turns_words ON turns "
            "USING gin (to_tsvector('english', coalesce(text, '')))"
        )


def _people() -> None:
    op.create_table(
        "staff",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("disabled_at", sa.DateTime),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column(
            "name",
            sa.String(64),
            sa.ForeignKey("staff.name", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("who", sa.String(64), nullable=False, index=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("about", sa.String(120), nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.execute("INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '')")
    # A mistake in our code must not change the past either; tampering is found by the chain.
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{what.lower()} BEFORE {what} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()"
    )


def _unanswered() -> None:
    op.create_table(
        "clusters",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("leader_turn_id", sa.String(32), nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("nearest", sa.String(80)),
        sa.Column("score", sa.Float),
        sa.Column("margin", sa.Float),
        sa.Column("state", sa.String(12), nullable=False, server_default="open"),
        sa.Column("settled_at", sa.DateTime),
        sa.Column("snoozed_until", sa.DateTime),
        sa.Column("assigned_to", sa.String(64)),
    )
    op.create_table(
        "meanings",
        _turn(primary=True),
        sa.Column(
            "cluster_id",
            sa.String(12),
            sa.ForeignKey("clusters.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "phrases",
        sa.Column("id", sa.Integer, primary_key=True),
        _turn(),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("adds_nothing", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("is_put_aside", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("exported_at", sa.DateTime),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cluster_id", sa.String(12), sa.ForeignKey("clusters.id", ondelete="SET NULL")),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column(
            "session_id",
            sa.String(64),
            sa.ForeignKey("sessions.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("reviewed_by", sa.String(64)),
        sa.Column("reviewed_at", sa.DateTime),
        sa.Column("is_flagged", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("tags", sa.String(200), nullable=False, server_default=""),
    )
    op.create_table(
        "corrections",
        _turn(primary=True),
        sa.Column("answer", sa.String(80), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )


def _callbacks() -> None:
    op.add_column("callbacks", sa.Column("assigned_to", sa.String(64)))
    op.add_column("callbacks", sa.Column("done_at", sa.DateTime))
    op.add_column("callbacks", sa.Column("notified_at", sa.DateTime))
    op.create_index("ix_callbacks_session_id", "callbacks", ["session_id"])
    op.create_table(
        "callback_notes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "reference",
            sa.String(12),
            sa.ForeignKey("callbacks.reference", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "phone_calls",
        sa.Column("monday", sa.Date, primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "searchable",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("turn_id", sa.String(32), nullable=False, unique=True),
    )


def _search_in_sqlite() -> None:
    """Triggers keep the index in step, so that no writer has to think of it."""
    op.execute("CREATE VIRTUAL TABLE turn_words USING fts5(text, tokenize='porter unicode61')")
    add = (
        "INSERT INTO searchable (turn_id) VALUES (new.id); "
        "INSERT INTO turn_words (rowid, text) "
        "SELECT id, new.text FROM searchable WHERE turn_id = new.id;"
    )
    drop = (
        "DELETE FROM turn_words WHERE rowid = "
        "(SELECT id FROM searchable WHERE turn_id = old.id); "
        "DELETE FROM searchable WHERE turn_id = old.id;"
    )
    has_new, is_new = "new.text IS NOT NULL", "old.text IS NOT new.text"
    for name, event, when, does in (
        ("added", "AFTER INSERT", has_new, add),
        ("dropped", "AFTER DELETE", "old.text IS NOT NULL", drop),
        ("emptied", "AFTER UPDATE OF text", f"{is_new} AND old.text IS NOT NULL", drop),
        ("refilled", "AFTER UPDATE OF text", f"{is_new} AND {has_new}", add),
    ):
        op.execute(
            f"CREATE TRIGGER turn_words_{name} {event} ON turns WHEN {when} BEGIN {does} END"
        )
    op.execute("INSERT INTO searchable (turn_id) SELECT id FROM turns WHERE text IS NOT NULL")
    op.execute(
        "INSERT INTO turn_words (rowid, text) SELECT searchable.id, turns.text "
        "FROM searchable JOIN turns ON turns.id = searchable.turn_id"
    )


def _turn(*, primary: bool = False) -> sa.Column:
    return sa.Column(
        "turn_id",
        sa.String(32),
        sa.ForeignKey("turns.id", ondelete="CASCADE"),
        primary_key=primary,
        nullable=not primary,
        index=not primary,
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("added", "dropped", "emptied", "refilled"):
            op.execute(f"DROP TRIGGER turn_words_{name}")
        op.execute("DROP TABLE turn_words")
    else:
        op.execute("DROP INDEX ix_turns_words")
        op.execute("DROP TRIGGER audit_no_change ON audit")
        op.execute("DROP FUNCTION audit_is_append_only()")
    op.drop_index("ix_feedback_turn_id", "feedback")
    op.drop_index("ix_turns_counted", "turns")
    op.drop_index("ix_turns_session_id_created_at", "turns")
    op.drop_index("ix_callbacks_session_id", "callbacks")
    for column in ("notified_at", "done_at", "assigned_to"):
        with op.batch_alter_table("callbacks") as batch:
            batch.drop_column(column)
    for table in (
        *(
            "phone_calls",
            "searchable",
            "callback_notes",
            "corrections",
            "reviews",
            "drafts",
            "phrases",
        ),
        *("meanings", "clusters", "audit_head", "audit"),
        *("sign_in_failures", "staff_sessions", "staff"),
    ):
        op.drop_table(table)
