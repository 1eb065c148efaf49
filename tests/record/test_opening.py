from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from foedus.errors import BookError, BookWriteError
from foedus.record import migrations, open_book
from foedus.record.dialects import APPLICATION_ID, translate
from tests.contract.news import bundle_of, tell
from tests.record.material import Ticking, story_of


def test_a_book_is_made_once_and_then_found(tmp_path: Path) -> None:
    where = tmp_path / "book.db"
    with open_book(where) as book:
        tell(book, [bundle_of(1)])
    with open_book(f"sqlite:///{where}", create=False) as book:
        assert book.view().counts()["stories"] == 1
        assert book.revision == migrations.HEAD
        assert book.where == str(where)
    with sqlite3.connect(where) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_an_empty_file_becomes_a_book(tmp_path: Path) -> None:
    where = tmp_path / "book.db"
    where.touch()
    with pytest.raises(BookError, match="There is no book"):
        open_book(where, create=False)
    open_book(where).close()


def test_no_book_where_none_may_be_made(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="There is no book at"):
        open_book(tmp_path / "book.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_book(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="is a folder"):
        open_book(tmp_path)


def test_a_folder_that_does_not_exist_cannot_hold_one(tmp_path: Path) -> None:
    with pytest.raises(BookWriteError, match="there is no folder"):
        open_book(tmp_path / "none" / "book.db")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    where = tmp_path / "notes.txt"
    where.write_text("These are notes, and long enough for a header.")
    with pytest.raises(BookError, match="no SQLite file"):
        open_book(where)
    assert where.read_text().startswith("These are notes")


def test_a_file_cut_short_is_called_damaged(tmp_path: Path) -> None:
    where = tmp_path / "book.db"
    where.write_bytes(b"SQLite format 3\x00" + b"\x01" * 200)
    with pytest.raises(BookError, match="damaged"):
        open_book(where)


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    where = tmp_path / "other.db"
    with sqlite3.connect(where) as raw:
        raw.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(BookError, match="not a Foedus book"):
        open_book(where)


def test_a_book_newer_than_the_program_is_refused(tmp_path: Path) -> None:
    where = tmp_path / "book.db"
    open_book(where).close()
    with sqlite3.connect(where) as raw:
        raw.execute("UPDATE foedus_revision SET version_num = '9999'")
    with pytest.raises(BookError, match="newer Foedus"):
        open_book(where)


@pytest.mark.parametrize("where", ["mysql://x/y", "nonsense://", "sqlite://", "sqlite:///:memory:"])
def test_what_is_no_book_url_is_refused(where: str) -> None:
    with pytest.raises(BookError):
        open_book(where)


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(BookError, match="psycopg"):
        open_book("postgresql://localhost/none")


def test_a_password_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(BookError) as caught:
        open_book("postgresql+psycopg://me:secret@localhost/none")
    assert "secret" not in str(caught.value)


def test_a_second_writer_waits_and_then_says_that_the_book_is_locked(tmp_path: Path) -> None:
    where = tmp_path / "book.db"
    with open_book(where) as book, open_book(where, wait=0.05) as second, book.writer(Ticking()) as writer:
        writer.add_story(story_of("one"))
        with (
            pytest.raises(BookWriteError, match="another program is writing"),
            second.writer(Ticking()) as other,
        ):
            other.add_story(story_of("two"))
        writer.commit()
        with second.writer(Ticking()) as other:
            assert other.add_story(story_of("two"))


def test_a_full_disk_is_said_and_loses_no_committed_story(tmp_path: Path) -> None:
    with open_book(tmp_path / "book.db") as book:
        tell(book, [bundle_of(1)])

        def fill() -> None:
            with book.writer(Ticking()) as writer:
                connection = writer._open
                pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
                connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
                writer.add_story(story_of("long " * 100_000))

        with pytest.raises(BookWriteError, match="disk is full"):
            fill()
        assert book.view().counts()["stories"] == 1


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("attempt to write a readonly database", BookWriteError),
        ("disk I/O error", BookWriteError),
        ("unable to open database file", BookWriteError),
        ("database disk image is malformed", BookError),
    ],
)
def test_what_sqlite_says_becomes_one_sentence(said: str, kind: type[BookError]) -> None:
    error = OperationalError("SELECT 1", {}, sqlite3.OperationalError(said))
    ours = translate(error, "a.db")
    assert type(ours) is kind
    assert str(ours).endswith(".")


def test_a_fault_of_ours_is_not_dressed_up() -> None:
    error = OperationalError("SELECT 1", {}, sqlite3.OperationalError("no such table: story"))
    assert translate(error, "a.db") is None


def test_migrations_make_the_tables_the_program_uses(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from foedus.record.tables import metadata

    where = tmp_path / "book.db"
    open_book(where).close()
    with create_engine(f"sqlite:///{where}").connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": migrations.VERSION_TABLE}
        )
        assert compare_metadata(context, metadata) == []
    assert max(migrations.known_revisions()) == migrations.HEAD


def test_a_tilde_of_nobody_is_a_folder_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BookWriteError, match="there is no folder"):
        open_book("~nobody-of-that-name/x.db")


def test_a_book_on_a_read_only_disk_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a book?.db"
    open_book(path).close()
    monkeypatch.setattr("foedus.record.book.os.access", lambda *_: False)
    before = path.read_bytes()
    with open_book(path, create=False) as book:
        assert book.view().counts()["stories"] == 0
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
