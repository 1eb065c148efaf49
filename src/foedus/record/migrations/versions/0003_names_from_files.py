"""Names from files: each import with its marks of progress, the listings, the keys they are found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["upgrade"]

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables of imports and listings; touches no other."""
    _make_imports()
    _make_listings()


def _make_imports() -> None:
    op.create_table(
        "name_import",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_name_import"),
    )
    op.create_table(
        "import_mark",
        sa.Column("import_number", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("listings", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Text(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_number"], ["name_import.number"], name="fk_import_mark_import_number"
        ),
        sa.PrimaryKeyConstraint("import_number", "number", name="pk_import_mark"),
    )


def _make_listings() -> None:
    op.create_table(
        "listing",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("import_number", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("own_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["import_number"], ["name_import.number"], name="fk_listing_import_number"),
        sa.PrimaryKeyConstraint("number", name="pk_listing"),
    )
    op.create_table(
        "listing_name",
        sa.Column("key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("listing", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["listing"], ["listing.number"], name="fk_listing_name_listing"),
        sa.PrimaryKeyConstraint("key", "listing", name="pk_listing_name"),
        sqlite_with_rowid=False,
    )
