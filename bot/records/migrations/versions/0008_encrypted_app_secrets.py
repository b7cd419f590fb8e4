"""Room for the secrets of authenticator apps once they are encrypted; the console encrypts them at its start."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008_encrypted_app_secrets"
down_revision = "0007_publishing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("staff") as batch:
        batch.alter_column("second_factor", existing_type=sa.String(64), type_=sa.String(255))


def downgrade() -> None:
    # An encrypted secret would be cut: whoever had one signs in with the password alone.
    op.execute(
        "UPDATE staff SET second_factor = NULL, second_factor_step = NULL, recovery_codes = NULL"
    )
    with op.batch_alter_table("staff") as batch:
        batch.alter_column("second_factor", existing_type=sa.String(255), type_=sa.String(64))
