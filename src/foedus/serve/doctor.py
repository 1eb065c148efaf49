"""What is installed, which reader and book, and what is missing."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from foedus.errors import FoedusError
from foedus.record import open_book
from foedus.serve.readers import open_reader
from foedus.settings import Settings

__all__ = ["Check", "checks"]

_NEEDED_SPACE = 100_000_000
_EXTRAS = {"psycopg": "books in PostgreSQL", "torch": "training a reader"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at: `fit` is false where Foedus cannot work as it is."""

    name: str
    value: str
    fit: bool = True


def checks(settings: Settings, where: str | None) -> Iterator[Check]:
    """Each thing that Foedus needs, and how it stands."""
    yield Check(name="python", value=platform.python_version())
    yield Check(
        name="foedus", value=_version("foedus") or "not installed", fit=_version("foedus") is not None
    )
    yield _runtime()
    yield _reader(settings)
    yield _book(settings.book if where is None else where)
    for module, purpose in _EXTRAS.items():
        there = find_spec(module) is not None
        value = (
            f"{_version(module) or 'there'} ({purpose})" if there else f"not installed, optional ({purpose})"
        )
        yield Check(name=module, value=value)
    yield _disk(settings.book if where is None else where)


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _runtime() -> Check:
    version = _version("onnxruntime")
    return Check(
        name="onnxruntime", value=version or "not installed: reinstall foedus", fit=version is not None
    )


def _reader(settings: Settings) -> Check:
    try:
        reader = open_reader(settings)
    except FoedusError as error:
        return Check(name="reader", value=str(error), fit=False)
    if settings.reader == "llm":
        key = "with a key" if settings.llm_key.get_secret_value() else "without a key"
        return Check(name="reader", value=f"{reader.version} at {settings.llm_url}, {key}, not asked yet")
    size = _weights_size() if settings.reader == "builtin" else 0
    return Check(name="reader", value=f"{reader.version}" + (f", {size / 1e6:.0f} MB" if size else ""))


def _weights_size() -> int:
    folder = files("foedus.read").joinpath("weights")
    if not folder.is_dir():
        return 0
    return sum(len(one.read_bytes()) for one in folder.iterdir() if one.is_file())


def _book(where: str) -> Check:
    if "://" not in where and where.strip() and not (path := _path(where)).exists():
        if not path.parent.is_dir():
            return Check(name="book", value=f"{where} cannot be made: there is no such folder", fit=False)
        return Check(name="book", value=f"{where}, not there yet: foedus read makes it")
    try:
        with open_book(where, create=False) as book:
            counts = book.view().counts()
            value = (
                f"{book.where}, revision {book.revision}: {counts['stories']:,} stories, "
                f"{counts['claims']:,} claims, {counts['facts']:,} facts"
            )
            return Check(name="book", value=value)
    except FoedusError as error:
        return Check(name="book", value=str(error), fit=False)


def _path(where: str) -> Path:
    try:
        return Path(where).expanduser()
    except RuntimeError:  # "~name" of a user there is not
        return Path(where)


def _disk(where: str) -> Check:
    folder = Path.cwd() if "://" in where else _path(where).absolute().parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Check(name="disk", value=f"{folder}: {error.strerror or error}", fit=False)
    enough = free >= _NEEDED_SPACE
    value = f"{free / 1e9:,.1f} GB free in {folder}" + ("" if enough else ", too little for a book")
    return Check(name="disk", value=value, fit=enough)
