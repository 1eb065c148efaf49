"""Brings a book to the tables of this version; every released version can be brought up."""

from __future__ import annotations

from importlib.resources import files

from sqlalchemy import Connection

__all__ = ["HEAD", "VERSION_TABLE", "known_revisions", "upgrade"]

HEAD = "0003"

# Not alembic's own name: a PostgreSQL database may hold the tables of another program beside ours.
VERSION_TABLE = "foedus_revision"


def known_revisions() -> frozenset[str]:
    """The revisions this version of Foedus knows how to read or to bring up."""
    names = (entry.name for entry in files(__name__).joinpath("versions").iterdir())
    return frozenset(name[:4] for name in names if name.endswith(".py") and name[:4].isdigit())


def upgrade(connection: Connection) -> None:
    """Runs the migrations that the book lacks, inside the connection's transaction."""
    # Imported here: a book that is up to date opens without alembic's 0.1 s.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files(__name__)))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
