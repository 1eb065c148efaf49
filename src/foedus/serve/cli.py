"""The command line: `foedus read`, `extract`, `dossier`, `company`, `review`, `doctor`, and so on.

Only what draws the help is imported here; each command imports what it needs when it runs.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from foedus.serve.failure import EXIT_CODES, ending
from foedus.serve.names_cli import add_commands
from foedus.serve.registry_cli import registry

__all__ = ["app", "main", "run"]

_NAME = "foedus"

app = typer.Typer(
    name=_NAME,
    help="Reads the news and keeps the record of how organisations stand with one another, "
    "every line open to its words.",
    epilog=EXIT_CODES.replace("\n", " "),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(registry)


class Form(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    JSON = "json"


class StreamForm(StrEnum):
    """How a stream of stories is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders, http(s) addresses of pages or feeds, or - for standard input.",
    ),
]
BookAt = Annotated[
    str | None,
    typer.Option(
        "--book",
        metavar="PATH|URL",
        help="The book: a file or a database URL. Default: FOEDUS_BOOK, else foedus.db here.",
        show_default=False,
    ),
]
ReaderAsked = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="NAME",
        help="builtin, llm, or module:function of your own. Default: FOEDUS_READER, else builtin.",
        show_default=False,
    ),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(
        "--base-url",
        metavar="URL",
        help="Where --reader llm asks, as http://localhost:11434/v1. Default: FOEDUS_LLM_URL.",
        show_default=False,
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="NAME", help="Which model it asks. Default: FOEDUS_LLM_MODEL.", show_default=False
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What held on that day, as 2025-06-19.", show_default=False),
]
KnownOn = Annotated[
    str | None,
    typer.Option(
        "--known-on", metavar="DATE", help="What the book knew when that day ended.", show_default=False
    ),
]


def _lines(typed: str | int) -> int:
    """The number typed; 0 for "all"."""
    text = str(typed).strip().lower()
    if text == "all":
        return 0
    if not text.isdecimal() or len(text) > 9:
        raise typer.BadParameter(f"{text[:40]!r} is neither a number of lines nor 'all'.")
    return int(text)


Lines = Annotated[
    int,
    typer.Option(
        "--lines",
        parser=_lines,
        metavar="N|all",
        help="The most lines of a timeline or a kind of relation; weak ones stand only in all.",
    ),
]
FormAsked = Annotated[Form, typer.Option("--format", help="For people, or one JSON object.")]


def _version(asked: bool) -> None:
    if asked:
        version()
        raise typer.Exit


@app.callback()
def _foedus(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end."),
    ] = False,
) -> None:
    pass


@app.command()
def read(
    inputs: Inputs,
    book: BookAt = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no counts.")] = False,
    reader: ReaderAsked = None,
    base_url: BaseUrl = None,
    model: Model = None,
) -> int:
    """Read stories into the book; what was read before changes nothing."""
    from foedus.serve.runs import run_read
    from foedus.settings import load_settings

    settings = load_settings(reader=reader, base_url=base_url, model=model)
    return run_read(inputs, settings, where=book, quiet=quiet)


@app.command()
def extract(
    inputs: Inputs,
    form: Annotated[
        StreamForm,
        typer.Option("--format", help="For people, one JSON array, or one JSON object a line."),
    ] = StreamForm.TABLE,
    reader: ReaderAsked = None,
    base_url: BaseUrl = None,
    model: Model = None,
) -> int:
    """Print what stories claim, without a book."""
    from foedus.serve.runs import run_extract
    from foedus.settings import load_settings

    settings = load_settings(reader=reader, base_url=base_url, model=model)
    return run_extract(inputs, settings, form=form.value)


@app.command()
def dossier(
    pair: Annotated[
        tuple[str, str], typer.Argument(metavar="A B", help="Two organisations, by any of their names.")
    ],
    book: BookAt = None,
    form: FormAsked = Form.TABLE,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lines: Lines = 40,
) -> int:
    """Print where two organisations stand with one another."""
    from foedus.serve.answers import Asked, run_dossier
    from foedus.settings import load_settings

    asked = Asked(where=book, as_of=as_of, known_on=known_on, form=form.value, lines=lines)
    return run_dossier(pair, load_settings(), asked)


@app.command()
def company(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An organisation, by any of its names.")],
    book: BookAt = None,
    form: FormAsked = Form.TABLE,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lines: Lines = 5,
) -> int:
    """Print the card of one organisation and its relations."""
    from foedus.serve.answers import Asked, run_company
    from foedus.settings import load_settings

    asked = Asked(where=book, as_of=as_of, known_on=known_on, form=form.value, lines=lines)
    return run_company(name, load_settings(), asked)


add_commands(app)


@app.command()
def doctor(book: BookAt = None) -> int:
    """Say what is installed, which reader and which book, and what is missing."""
    from foedus.serve.answers import run_doctor
    from foedus.settings import load_settings

    return run_doctor(load_settings(), book)


@app.command()
def version() -> None:
    """Print the version."""
    from foedus import __version__

    typer.echo(f"{_NAME} {__version__}")


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of one command; the arguments of this process where none are given."""
    command = typer.main.get_command(app)
    return ending(lambda: command.main(arguments, prog_name=_NAME, standalone_mode=False))


def main() -> None:
    """Runs the command line and ends the program with its exit code."""
    sys.exit(run())
