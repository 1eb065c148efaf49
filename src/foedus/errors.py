"""Every error Foedus raises on purpose, under one root.

::

    FoedusError                 exit 1   anything below; str(error) is one clear sentence
    ├── InputError              exit 2   what was given cannot be read (path, file, page, feed)
    │   ├── NotFoundError       exit 2   no such file, folder, organisation or pair
    │   └── FetchError          exit 3   a page or feed could not be fetched
    ├── BookError               exit 4   the book cannot be opened, is not ours, or is too new
    │   └── BookWriteError      exit 5   the book cannot be written (disk full, read-only, locked)
    ├── SettingsError           exit 2   an option or environment variable has a bad value
    └── ReaderError             exit 6   the reader's model is missing or does not fit, or its endpoint
                                        cannot be used

An item that cannot be read inside a batch is no error: it becomes a
:class:`foedus.model.Rejected`, is counted, and the batch goes on.
"""

from __future__ import annotations

__all__ = [
    "BookError",
    "BookWriteError",
    "FetchError",
    "FoedusError",
    "InputError",
    "NotFoundError",
    "ReaderError",
    "SettingsError",
]


class FoedusError(Exception):
    """The root of every error Foedus raises on purpose; its text is one sentence for the user."""

    exit_code = 1


class InputError(FoedusError):
    """What was given cannot be read; `reason` is a fixed word for programs."""

    exit_code = 2
    reason = "unreadable"


class NotFoundError(InputError):
    """No such file, folder, organisation or pair."""


class FetchError(InputError):
    """A page or a feed could not be fetched."""

    exit_code = 3


class BookError(FoedusError):
    """The book cannot be opened, is not one of ours, or was written by a newer Foedus."""

    exit_code = 4


class BookWriteError(BookError):
    """The book cannot be written: the disk is full, the file is read-only or locked."""

    exit_code = 5


class SettingsError(FoedusError):
    """An option or environment variable has a value that makes no sense."""

    exit_code = 2


class ReaderError(FoedusError):
    """The reader's model is missing, was made for another version, or cannot be asked."""

    exit_code = 6
