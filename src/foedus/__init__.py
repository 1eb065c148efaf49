"""Foedus reads the news and keeps the record of how organisations stand with one another.

The public door. `read_into` and `extract` read; `open_book` opens the record; `dossier` and
`company` answer from a view of it::

    from foedus import builtin_reader, dossier, load_registry, open_book, read_into

    with open_book("foedus.db") as book:
        read_into(book, ["stories/"], reader=builtin_reader(), registry=load_registry())
        print(dossier(book.view(), "Microsoft", "OpenAI").standing.text)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.analyse import company, dossier
    from foedus.errors import FoedusError
    from foedus.flow import FlowOptions, extract, read_into
    from foedus.model import Claim, Story
    from foedus.read import builtin_reader
    from foedus.record import open_book
    from foedus.resolve import load_registry

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "FlowOptions",
    "FoedusError",
    "Story",
    "__version__",
    "builtin_reader",
    "company",
    "dossier",
    "extract",
    "load_registry",
    "open_book",
    "read_into",
]

# Where each name lives: loaded when it is asked for, so that `import foedus` costs nothing.
_HOMES = {
    "Claim": "foedus.model",
    "FlowOptions": "foedus.flow",
    "FoedusError": "foedus.errors",
    "Story": "foedus.model",
    "builtin_reader": "foedus.read",
    "company": "foedus.analyse",
    "dossier": "foedus.analyse",
    "extract": "foedus.flow",
    "load_registry": "foedus.resolve",
    "open_book": "foedus.record",
    "read_into": "foedus.flow",
}


def __getattr__(name: str) -> object:
    """The public object of that name, loaded at its first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'foedus' has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
