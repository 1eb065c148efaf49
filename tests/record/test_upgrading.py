"""A book of an older revision is brought up when it is opened, and keeps what it holds."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from foedus.record import migrations, open_book
from foedus.record.dialects import APPLICATION_ID
from tests.contract.test_names_from_files import imported


@pytest.mark.parametrize("revision", sorted(migrations.known_revisions() - {migrations.HEAD}))
def test_an_older_book_is_brought_up_with_what_it_holds(tmp_path: Path, revision: str) -> None:
    where = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{where}")
    with engine.begin() as connection:
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
        config = Config()
        config.set_main_option("script_location", str(files(migrations)))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        entity = "INSERT INTO entity VALUES (1, 'en_1', 'Alvar', 'org', '[]', '{}', '2025-06-01 00:00:00')"
        connection.execute(text(entity))
    engine.dispose()
    with open_book(where) as book:
        assert book.revision == migrations.HEAD
        assert [one.name for one in book.view().entities()] == ["Alvar"]
        assert book.view().imports() == []
        imported(book)
        assert len(book.view().find_listings("org shared")) == 2
