"""`foedus registry import`, `list`, `find`, `undo`: files of names in the book.

Only what draws the help is imported here; each command imports what it needs when it runs.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

__all__ = ["registry"]

registry = typer.Typer(
    name="registry",
    help="Names from files: what organisations are called, taken into the book with source and date.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class NamesForm(StrEnum):
    """Which format a file of names has."""

    AUTO = "auto"
    CSV = "csv"
    SEC = "sec"
    GLEIF = "gleif"
    WIKIDATA = "wikidata"
    FTM = "ftm"
    MISP = "misp"


class ShownForm(StrEnum):
    """How what is in the book is printed."""

    TABLE = "table"
    JSON = "json"


BookAt = Annotated[
    str | None,
    typer.Option(
        "--book",
        metavar="PATH|URL",
        help="The book: a file or a database URL. Default: FOEDUS_BOOK, else foedus.db here.",
        show_default=False,
    ),
]
Shown = Annotated[ShownForm, typer.Option("--format", help="For people, or one JSON object.")]


@registry.command("import")
def import_(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Files of names, packed (gzip, zip) or not.")
    ],
    book: BookAt = None,
    form: Annotated[
        NamesForm,
        typer.Option("--format", help="The format of the files; auto tells it from how each begins."),
    ] = NamesForm.AUTO,
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="NAME",
            help="Who says so. Default: the publisher of the format; of CSV, the file's name.",
            show_default=False,
        ),
    ] = None,
    dated: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DATE",
            help="The day of what the files say, where they do not tell. Default: when each last changed.",
            show_default=False,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no counts.")] = False,
) -> int:
    """Take names from files into the book; a file taken before changes nothing."""
    from foedus.serve.registry_runs import run_import
    from foedus.settings import load_settings

    stated = {"form": form.value, "source": source, "dated": dated}
    return run_import(files, load_settings(), where=book, stated=stated, quiet=quiet)


@registry.command("list")
def list_(book: BookAt = None, form: Shown = ShownForm.TABLE) -> int:
    """Print the imports of the book, also those unfinished or taken back."""
    from foedus.serve.registry_runs import run_list
    from foedus.settings import load_settings

    return run_list(load_settings(), where=book, form=form.value)


@registry.command("find")
def find(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="A name as stories write it, a ticker, LEI, CIK or Wikidata id."),
    ],
    book: BookAt = None,
    form: Shown = ShownForm.TABLE,
) -> int:
    """Print what the imported files say of a name, each value with its source and date."""
    from foedus.serve.registry_runs import run_find
    from foedus.settings import load_settings

    return run_find(name, load_settings(), where=book, form=form.value)


@registry.command("undo")
def undo(
    import_id: Annotated[
        str, typer.Argument(metavar="ID", help="An import: foedus registry list shows them.")
    ],
    book: BookAt = None,
) -> int:
    """Take an import back entirely; what was judged by it is judged anew."""
    from foedus.serve.registry_runs import run_undo
    from foedus.settings import load_settings

    return run_undo(import_id, load_settings(), where=book)
