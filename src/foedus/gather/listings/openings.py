"""Opens a file of names: packed or not, in whichever encoding; its lines, none of them too long."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from foedus.errors import InputError, NotFoundError

__all__ = ["MAX_DOCUMENT", "MAX_LINE", "Bad", "NamesFile", "open_names"]

MAX_LINE = 4_000_000
"""The most bytes of one line; a Wikidata entity can have a million and more."""

MAX_DOCUMENT = 256_000_000
"""The most bytes of one JSON document, which is read as a whole."""

_SAMPLE = 1_000_000
_CHUNK = 1 << 20
_PIECE = 1 << 14
_GZIP = b"\x1f\x8b"
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_ZIP = b"PK\x03\x04"
_DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, zipfile.BadZipFile)

T = TypeVar("T", bytes, str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """What cannot be taken: where it stands, a fixed word for why, and one sentence."""

    row: int
    reason: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesFile:
    """A file of names that can be read: its digest, encoding, and the text it begins with."""

    path: Path
    digest: str
    encoding: str
    head: str
    strict: bool

    def lines(self) -> Iterator[tuple[int, str | Bad]]:
        """Each line with its number, without its end; what is too long or cannot be decoded is `Bad`.

        In an archive that breaks off, the last item is `Bad`, with the reason `damaged`.
        """
        number = 0
        try:
            with _unpacked(self.path) as file:
                if self.encoding.startswith("utf-16"):
                    text = io.TextIOWrapper(file, self.encoding, errors="replace", newline="\n")
                    for number, line in _capped(text.readline, "\n"):
                        yield number, _whole(number, line if line is None else line.lstrip("\ufeff"))
                    return
                for number, raw in _capped(file.readline, b"\n"):
                    yield number, self._decoded(number, raw)
        except _DAMAGED:
            yield number + 1, Bad(row=number + 1, reason="damaged", detail="the archive breaks off here")

    def document(self) -> str:
        """The whole text. Raises `InputError` where it is too large or the archive is damaged."""
        try:
            with _unpacked(self.path) as file:
                raw = file.read(MAX_DOCUMENT + 1)
        except _DAMAGED as error:
            raise InputError(f"{self.path} is a damaged archive.") from error
        if len(raw) > MAX_DOCUMENT:
            raise InputError(f"{self.path} is too large for one JSON document.")
        try:
            return raw.decode(self.encoding).lstrip("\ufeff")
        except UnicodeDecodeError:
            return raw.decode("latin-1")

    def _decoded(self, number: int, raw: bytes | None) -> str | Bad:
        if raw is None:
            return _whole(number, None)
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        try:
            return _whole(number, raw.decode("utf-8"))
        except UnicodeDecodeError:
            if self.strict:
                return Bad(
                    row=number, reason="bad_encoding", detail="the line is not in UTF-8 as those above"
                )
        try:
            return _whole(number, raw.decode("cp1252"))
        except UnicodeDecodeError:
            return _whole(number, raw.decode("latin-1"))


def open_names(where: str) -> NamesFile:
    """The file at a path, looked through once. Raises `InputError` where it is empty or no text."""
    path = Path(where)
    try:
        if not path.exists():
            raise NotFoundError(f"There is no file {where}.")
        if path.is_dir():
            raise InputError(f"{where} is a folder: give its files.")
        if not path.is_file():
            raise InputError(f"{where} is no file that can be read twice: save it first.")
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        sample = _sample(path)
    except OSError as error:
        raise InputError(f"{where} cannot be read: {error.strerror or error}.") from error
    encoding = next((name for mark, name in _UTF16.items() if sample.startswith(mark)), "utf-8")
    if not sample.removeprefix(codecs.BOM_UTF8).strip():
        raise InputError(f"{where} is empty.")
    if encoding == "utf-8" and b"\x00" in sample:
        raise InputError(f"{where} is no text: names come from CSV, JSON or JSON Lines, packed or not.")
    strict = _says_utf8(sample)
    head = sample.decode(encoding if strict or encoding != "utf-8" else "cp1252", "replace")
    return NamesFile(
        path=path, digest=digest.hexdigest(), encoding=encoding, head=head.lstrip("\ufeff"), strict=strict
    )


def _sample(path: Path) -> bytes:
    """The first million bytes, unpacked, or as many as an archive that breaks off has."""
    sample = b""
    try:
        with _unpacked(path) as unpacked:
            while len(sample) < _SAMPLE and (chunk := unpacked.read(_PIECE)):
                sample += chunk
    except _DAMAGED as error:
        if not sample:
            raise InputError(f"{path} is a damaged archive.") from error
    return sample


def _says_utf8(sample: bytes) -> bool:
    """Whether at least half of the lines that tell are UTF-8: then a line that is not is a broken one."""
    telling = [line for line in sample.split(b"\n") if not line.isascii()]
    good = 0
    for line in telling:
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        good += 1
    return good > 0 and 2 * good >= len(telling)


def _unpacked(path: Path) -> BinaryIO:
    """The bytes of a file, out of gzip or of the one file in a ZIP archive, as GLEIF publishes them."""
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith(_GZIP):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return _unzipped(path) if head == _ZIP else path.open("rb")


def _unzipped(path: Path) -> BinaryIO:
    archive = zipfile.ZipFile(path)
    inside = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(inside) != 1:
        raise InputError(f"{path} is a ZIP archive of {len(inside)} files: unpack it and give its files.")
    try:
        return cast(BinaryIO, archive.open(inside[0]))
    except (RuntimeError, NotImplementedError) as error:  # a password, or a compression of its own
        raise InputError(f"{path} is a ZIP archive that cannot be unpacked here: unpack it first.") from error


def _capped(readline: Callable[[int], T], end: T) -> Iterator[tuple[int, T | None]]:
    """Each line with its number; `None` for one that is too long, which is passed over in pieces."""
    number = 0
    while line := readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE or line.endswith(end):
            yield number, line
            continue
        while line and not line.endswith(end):
            line = readline(MAX_LINE)
        yield number, None


def _whole(number: int, line: str | None) -> str | Bad:
    if line is None:
        return Bad(row=number, reason="too_long", detail=f"the line is longer than {MAX_LINE:,} bytes")
    return line.rstrip("\r\n")
