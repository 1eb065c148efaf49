"""How the program ends: one sentence on standard error and a documented exit code, never a traceback."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable

from foedus.errors import FoedusError
from foedus.serve.console import note

__all__ = ["EXIT_CODES", "INTERRUPTED", "UNEXPECTED", "ending"]

INTERRUPTED = 130
UNEXPECTED = 70

EXIT_CODES = """\
Exit codes: 0 done; 1 something is missing (doctor); 2 an input, a name or an option is not right;
3 a page or feed could not be fetched; 4 the book cannot be opened; 5 the book cannot be written;
6 the reader's model is missing or cannot be asked; 70 a fault of Foedus; 130 interrupted (Ctrl-C);
141 the reader of our output went away."""

_REPORT = "please report it with what you typed; FOEDUS_DEBUG=1 shows where it happened"


def ending(run: Callable[[], object]) -> int:
    """Runs a program to its end; its exit code. Whatever happens is told in one sentence."""
    try:
        code = run()
    except FoedusError as error:
        return _fail(str(error), error.exit_code, error)
    except KeyboardInterrupt:
        note("interrupted")
        return INTERRUPTED
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else UNEXPECTED
    # The last resort: a person who meets a fault of ours shall not meet a traceback.
    except Exception as error:
        message = getattr(error, "format_message", None)
        if message is not None:  # a wrong option or argument
            return _usage(message(), int(getattr(error, "exit_code", 2)))
        said = " ".join(str(error).split())[:200]
        fault = f"{type(error).__name__}: {said}" if said else type(error).__name__
        return _fail(f"This is a fault of Foedus ({fault}); {_REPORT}.", UNEXPECTED, error)
    return code if isinstance(code, int) else 0


def _fail(sentence: str, code: int, error: BaseException) -> int:
    if os.environ.get("FOEDUS_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    note(f"error: {sentence}")
    return code


def _usage(message: str, code: int) -> int:
    text = " ".join(message.split()).replace(": Value error, ", ": ")
    if text.startswith("No such option: -") and not text.startswith("No such option: --"):
        text = f"{text.rstrip('.')} (a name that begins with a dash is written ./-name)."
    if text:
        note(f"error: {text if text.endswith(('.', '?')) else text + '.'}")
    return code
