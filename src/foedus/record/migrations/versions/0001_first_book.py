"""The first book: stories and readings, claims, entities and judgements, facts and their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["upgrade"]

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes every table and index of the first book."""
    _make_story()
    _make_story_band()
    _make_reading()
    _make_mention()
    _make_claim()
    _make_entity()
    _make_entity_name()
    _make_judgement()
    _make_claim_group()
    _make_fact()
    _make_fact_version()
    _make_version_support()
    _make_rejected()
    _make_run()
    _make_moment()
    _make_foedus_meta()


def _make_story() -> None:
    op.create_table(
        "story",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("date_only", sa.Boolean(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("duplicate_of", sa.Text(), nullable=True),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
    )
    op.create_index("ix_story_duplicate_of", "story", ["duplicate_of"])
    op.create_index("ix_story_published_at", "story", ["published_at"])
    op.create_index("ix_story_recorded_at", "story", ["recorded_at"])


def _make_story_band() -> None:
    op.create_table(
        "story_band",
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_story_band_story_id"),
        sa.PrimaryKeyConstraint("band", "story_id", name="pk_story_band"),
        sqlite_with_rowid=False,
    )


def _make_reading() -> None:
    op.create_table(
        "reading",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("sentences", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_reading_story_id"),
        sa.PrimaryKeyConstraint("number", name="pk_reading"),
    )
    op.create_index("ux_reading_story_id_reader", "reading", ["story_id", "reader"], unique=True)


def _make_mention() -> None:
    op.create_table(
        "mention",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("nominal", sa.Boolean(), nullable=False),
        sa.Column("referent", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_mention_story_id"),
        sa.PrimaryKeyConstraint("id", "reader", name="pk_mention"),
    )
    op.create_index("ix_mention_story_id", "mention", ["story_id"])


def _make_claim() -> None:
    op.create_table(
        "claim",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("subject_mention", sa.Text(), nullable=False),
        sa.Column("object_mention", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_claim_story_id"),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
    )
    op.create_index("ix_claim_object_mention", "claim", ["object_mention"])
    op.create_index("ix_claim_story_id", "claim", ["story_id"])
    op.create_index("ix_claim_subject_mention", "claim", ["subject_mention"])


def _make_entity() -> None:
    op.create_table(
        "entity",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_entity"),
    )
    op.create_index("ix_entity_id", "entity", ["id"])


def _make_entity_name() -> None:
    op.create_table(
        "entity_name",
        sa.Column("key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("alias", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", "entity_id", name="pk_entity_name"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entity_name_entity_id", "entity_name", ["entity_id"])


def _make_judgement() -> None:
    op.create_table(
        "judgement",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("mention_id", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_judgement"),
    )
    op.create_index("ix_judgement_entity_id", "judgement", ["entity_id"])
    op.create_index("ix_judgement_id", "judgement", ["id"])
    op.create_index("ix_judgement_mention_id", "judgement", ["mention_id"])


def _make_claim_group() -> None:
    op.create_table(
        "claim_group",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_claim_group_claim_id"),
        sa.PrimaryKeyConstraint("group_id", "claim_id", name="pk_claim_group"),
        sqlite_with_rowid=False,
    )


def _make_fact() -> None:
    op.create_table(
        "fact",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=True),
        sa.Column("distinct", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_fact"),
    )
    op.create_index("ix_fact_group_id", "fact", ["group_id"])
    op.create_index("ix_fact_object_id", "fact", ["object_id"])
    op.create_index("ix_fact_pair", "fact", ["subject_id", "object_id", "relation"])


def _make_fact_version() -> None:
    op.create_table(
        "fact_version",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fact_id", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("granularity", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name="fk_fact_version_fact_id"),
        sa.PrimaryKeyConstraint("number", name="pk_fact_version"),
    )
    op.create_index("ix_fact_version_fact_id", "fact_version", ["fact_id", "recorded_from"])
    op.create_index("ix_fact_version_id", "fact_version", ["id"])
    op.create_index("ix_fact_version_recorded_from", "fact_version", ["recorded_from"])
    op.create_index(
        "ix_fact_version_recorded_to",
        "fact_version",
        ["recorded_to"],
        sqlite_where=sa.text("recorded_to IS NOT NULL"),
        postgresql_where=sa.text("recorded_to IS NOT NULL"),
    )


def _make_version_support() -> None:
    op.create_table(
        "version_support",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_version_support_claim_id"),
        sa.ForeignKeyConstraint(["version"], ["fact_version.number"], name="fk_version_support_version"),
        sa.PrimaryKeyConstraint("version", "role", "claim_id", name="pk_version_support"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_version_support_claim_id", "version_support", ["claim_id"])


def _make_rejected() -> None:
    op.create_table(
        "rejected",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rejected"),
    )


def _make_run() -> None:
    op.create_table(
        "run",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_run"),
    )


def _make_moment() -> None:
    op.create_table(
        "moment",
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("recorded_at", name="pk_moment"),
    )


def _make_foedus_meta() -> None:
    op.create_table(
        "foedus_meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_foedus_meta"),
    )
