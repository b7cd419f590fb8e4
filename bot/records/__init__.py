"""What is kept: conversations, feedback, call-backs. SQLAlchemy tables, Alembic migrations."""
