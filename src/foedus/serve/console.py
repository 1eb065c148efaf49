"""Where output goes: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from typing import NoReturn

from rich.console import Console
from rich.text import Text

from foedus.errors import FoedusError
from foedus.serve.plain import escaped, plain

__all__ = ["CLOSED_PIPE", "emit", "emit_array", "note", "say", "show"]

CLOSED_PIPE = 141
"""The exit code when the program we write to stops reading, as shells have it for SIGPIPE."""

_WIDEST = 120

_PLAIN_SIGNS = str.maketrans(
    {"–": "-", "—": "-", "·": "*", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "→": "->"}
    | {"«": "<<", "»": ">>", "‹": "<", "›": ">"}
)


def show(draw: Callable[[Console], None], *, width: int | None = None) -> None:
    """Prints to standard output what `draw` draws: as wide as is readable, colour only on a terminal."""
    console = Console(markup=False, emoji=False, highlight=False)
    if width is not None or console.width > _WIDEST:
        console.width = width or _WIDEST
    with console.capture() as drawn:
        draw(console)
    _write("".join(f"{line.rstrip()}\n" for line in drawn.get().splitlines()))


def note(text: str, *, style: str = "") -> None:
    """Says something to the person at the terminal, on standard error."""
    Console(stderr=True, markup=False, emoji=False, highlight=False).print(
        Text(plain(text), style=style), soft_wrap=True
    )


def emit(value: object) -> None:
    """Writes one JSON value as one line to standard output."""
    _write(_json(value) + "\n")


def emit_array(values: Iterable[object]) -> None:
    """Writes the values as one JSON array, each as it comes."""
    before = "[\n"
    try:
        for value in values:
            _write(before + _json(value))
            before = ",\n"
    finally:  # an interrupt too leaves an array that can be read
        _write("[]\n" if before == "[\n" else "\n]\n")


def say(line: str) -> None:
    """Prints one line of our own to standard output as it is, whatever the width."""
    _write(f"{line}\n")


def _json(value: object) -> str:
    unicode = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "").startswith("utf8")
    return escaped(json.dumps(value, ensure_ascii=not unicode))


def _write(text: str) -> None:
    if sys.stdout is None:  # a program was started with it closed
        raise FoedusError("The output cannot be written: standard output is closed.")
    try:
        sys.stdout.write(_writable(text))
        sys.stdout.flush()
    except BrokenPipeError:
        _stop_writing()
    except OSError as error:
        _let_go()
        why = (error.strerror or type(error).__name__).lower()
        raise FoedusError(f"The output cannot be written: {why}.") from error


def _writable(text: str) -> str:
    """The text with what the output's encoding lacks said in plain signs, else as "?"."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN_SIGNS).encode(encoding, "replace").decode(encoding)
    return text


def _stop_writing() -> NoReturn:
    """Ends the program: nobody reads what it writes any more."""
    _let_go()
    raise SystemExit(CLOSED_PIPE)


def _let_go() -> None:
    # What is still buffered must go somewhere when the interpreter closes standard output.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
