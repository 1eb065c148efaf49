"""Judgements on two entities, and the name that each judgement on a mention is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["upgrade"]

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table of judgements on pairs, and adds the judged name to judgements on mentions."""
    op.create_table(
        "pair_judgement",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("one_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_pair_judgement"),
    )
    op.create_index("ix_pair_judgement_id", "pair_judgement", ["id"])
    op.add_column("judgement", sa.Column("name", sa.Text(), nullable=True))
    op.add_column("judgement", sa.Column("name_id", sa.Text(), nullable=True))
    op.create_index("ix_judgement_name_id", "judgement", ["name_id"])
    op.create_index(
        "ix_judgement_unsure",
        "judgement",
        ["number"],
        sqlite_where=sa.text("verdict = 'unsure'"),
        postgresql_where=sa.text("verdict = 'unsure'"),
    )
