"""The tables of the book. Append only: the one UPDATE ever made closes a version or a judgement.

Ids are the content hashes of `foedus.model`. `recorded_at`, `recorded_from`, `recorded_to` and
`retracted_at` are the book's own clock, the instant of the transaction; every instant is later than
all before it. A change here needs a new file in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from foedus.record.types import Key, UtcTime

__all__ = [
    "claim",
    "claim_group",
    "entity",
    "entity_name",
    "fact",
    "fact_version",
    "foedus_meta",
    "judgement",
    "mention",
    "metadata",
    "moment",
    "pair_judgement",
    "reading",
    "rejected",
    "run",
    "story",
    "story_band",
    "version_support",
]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

foedus_meta = Table(
    "foedus_meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

story = Table(
    "story",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url", Text),
    Column("outlet", Text),
    Column("author", Text),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("published_at", UtcTime, index=True),
    Column("date_only", Boolean, nullable=False),
    Column("fetched_at", UtcTime),
    Column("language", Text),
    Column("path", Text),
    # No foreign key: a story may name a head that lies in another book.
    Column("duplicate_of", Text, index=True),
    # The story at the head of the chain of copies; the story itself when it copies none.
    Column("head", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("recorded_at", UtcTime, nullable=False, index=True),
)

story_band = Table(
    "story_band",
    metadata,
    Column("band", Text, nullable=False),
    Column("story_id", Text, ForeignKey("story.id"), nullable=False),
    PrimaryKeyConstraint("band", "story_id"),
    sqlite_with_rowid=False,
)

reading = Table(
    "reading",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("story_id", Text, ForeignKey("story.id"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("sentences", Integer, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
    Index("ux_reading_story_id_reader", "story_id", "reader", unique=True),
)

mention = Table(
    "mention",
    metadata,
    Column("id", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("story_id", Text, ForeignKey("story.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("nominal", Boolean, nullable=False),
    Column("referent", Text),
    PrimaryKeyConstraint("id", "reader"),
)

claim = Table(
    "claim",
    metadata,
    Column("id", Text, primary_key=True),
    Column("story_id", Text, ForeignKey("story.id"), nullable=False, index=True),
    Column("reader", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("subject_mention", Text, nullable=False, index=True),
    Column("object_mention", Text, index=True),
    Column("stage", Text, nullable=False),
    Column("certainty", Text, nullable=False),
    Column("score", Double, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("trigger_start", Integer, nullable=False),
    # Everything a claim holds that no query asks for: spans, mentions, terms, dates; see coding.py.
    Column("body", Text, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
)

entity = Table(
    "entity",
    metadata,
    # An entity whose card changed gets another row; the newest stands.
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
)

entity_name = Table(
    "entity_name",
    metadata,
    Column("key", Key, nullable=False),
    Column("entity_id", Text, nullable=False, index=True),
    Column("alias", Boolean, nullable=False),
    PrimaryKeyConstraint("key", "entity_id"),
    sqlite_with_rowid=False,
)

judgement = Table(
    "judgement",
    metadata,
    Column("number", Integer, primary_key=True),
    # One decision may be made, retracted and made again: its content id is not unique.
    Column("id", Text, nullable=False, index=True),
    Column("mention_id", Text, nullable=False, index=True),
    Column("entity_id", Text, nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("score", Double, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", UtcTime, nullable=False),
    # Judgements of one call belong together: the two names of "both firms".
    Column("batch", Integer, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
    Column("retracted_at", UtcTime),
    Column("name", Text),
    Column("name_id", Text, index=True),
    Index(
        "ix_judgement_unsure",
        "number",
        sqlite_where=text("verdict = 'unsure'"),
        postgresql_where=text("verdict = 'unsure'"),
    ),
)

pair_judgement = Table(
    "pair_judgement",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("one_id", Text, nullable=False),
    Column("other_id", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", UtcTime, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
    Column("retracted_at", UtcTime),
)

claim_group = Table(
    "claim_group",
    metadata,
    # Every group that a claim was ever linked to: a superset, checked against the judgements on reading.
    Column("group_id", Text, nullable=False),
    Column("claim_id", Text, ForeignKey("claim.id"), nullable=False),
    Column("relation", Text, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("object_id", Text),
    PrimaryKeyConstraint("group_id", "claim_id"),
    sqlite_with_rowid=False,
)

fact = Table(
    "fact",
    metadata,
    Column("id", Text, primary_key=True),
    Column("group_id", Text, nullable=False, index=True),
    Column("relation", Text, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("object_id", Text),
    Column("distinct", Text, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
    Index("ix_fact_pair", "subject_id", "object_id", "relation"),
    Index("ix_fact_object_id", "object_id"),
)

fact_version = Table(
    "fact_version",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    # The content id returns when a fact goes back to how it stood: it is not unique.
    Column("id", Text, nullable=False, index=True),
    Column("fact_id", Text, ForeignKey("fact.id"), nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("granularity", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("certainty", Text, nullable=False),
    Column("terms", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("rule", Text, nullable=False),
    Column("recorded_from", UtcTime, nullable=False, index=True),
    Column("recorded_to", UtcTime),
    Index("ix_fact_version_fact_id", "fact_id", "recorded_from"),
    # Only of closed versions: an index of the open ones would tempt SQLite to walk them all.
    Index(
        "ix_fact_version_recorded_to",
        "recorded_to",
        sqlite_where=text("recorded_to IS NOT NULL"),
        postgresql_where=text("recorded_to IS NOT NULL"),
    ),
)

version_support = Table(
    "version_support",
    metadata,
    Column("version", Integer, ForeignKey("fact_version.number"), nullable=False),
    Column("claim_id", Text, ForeignKey("claim.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("position", Integer, nullable=False),
    PrimaryKeyConstraint("version", "role", "claim_id"),
    Index("ix_version_support_claim_id", "claim_id"),
    sqlite_with_rowid=False,
)

rejected = Table(
    "rejected",
    metadata,
    Column("id", Text, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("item_id", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("counts", Text, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
)

moment = Table(
    "moment",
    metadata,
    # The instants at which the book was written: one row per transaction, each later than the last.
    Column("recorded_at", UtcTime, primary_key=True),
)
