"""Rows of CSV one at a time, so that a broken one costs itself and not the rest of the file."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence

from foedus.errors import InputError
from foedus.gather.listings.openings import Bad, NamesFile

__all__ = ["header_of", "rows_of"]

_DELIMITERS = ",;\t|"
_NONE = "\x1f"
# A field in quotes may go on over some lines; one that never ends would swallow the file.
_MOST_LINES = 20


def header_of(head: str) -> tuple[list[str], str]:
    """The names of the columns in a file's first line, and what stands between them."""
    first = next((line for line in head.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    if delimiter not in first:  # one column: "Alvar, Inc." is one field
        delimiter = _NONE
    return [name.strip() for name in _fields(first, delimiter) or [first]], delimiter


def rows_of(file: NamesFile) -> Iterator[tuple[int, list[str]] | Bad]:
    """Each row after the header with the number of its first line; as many fields as the header has.

    Raises `InputError` where the header names a column twice.
    """
    header, delimiter = header_of(file.head)
    named = [name.casefold() for name in header if name]
    if len(named) != len(set(named)):
        twice = next(name for name in header if named.count(name.casefold()) > 1)
        raise InputError(f"{file.path}: the header names the column {twice!r} twice.")
    records = _records(file.lines(), delimiter)
    for item in records:  # the header itself
        if not isinstance(item, Bad):
            break
    for item in records:
        if isinstance(item, Bad) or len(item[1]) == len(header):
            yield item
        elif item[1]:
            yield Bad(
                row=item[0],
                reason="wrong_columns",
                detail=f"the row has {len(item[1])} columns, the header {len(header)}",
            )


def _records(lines: Iterator[tuple[int, str | Bad]], delimiter: str) -> Iterator[tuple[int, list[str]] | Bad]:
    waiting: deque[tuple[int, str | Bad]] = deque()

    def following() -> tuple[int, str | Bad] | None:
        return waiting.popleft() if waiting else next(lines, None)

    while (first := following()) is not None:
        number, line = first
        if isinstance(line, Bad):
            yield line
            continue
        if not line.strip():
            continue
        taken: list[tuple[int, str | Bad]] = []
        text, quotes = line, line.count('"')
        while quotes % 2 and len(taken) < _MOST_LINES and (more := following()) is not None:
            taken.append(more)
            if isinstance(more[1], Bad):
                break
            text, quotes = f"{text}\n{more[1]}", quotes + more[1].count('"')
        if quotes % 2:
            # The quote is never closed: what came after it are rows of their own.
            waiting.extendleft(reversed(taken))
            text = line
        yield _record(number, text, delimiter)


def _record(number: int, text: str, delimiter: str) -> tuple[int, list[str]] | Bad:
    fields = _fields(text, delimiter)
    if fields is None:
        return Bad(row=number, reason="broken_row", detail="the row's quotes do not fit together")
    return number, fields


def _fields(text: str, delimiter: str) -> list[str] | None:
    if '"' not in text:
        return text.split(delimiter)
    try:
        rows = list(csv.reader(_as_lines(text), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _as_lines(text: str) -> Sequence[str]:
    return text.splitlines(keepends=True) if "\n" in text else (text,)
