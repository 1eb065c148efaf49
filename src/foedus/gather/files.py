"""Files, folders and standard input."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from foedus.gather.documents import Origin, drafts_in, too_large
from foedus.gather.draft import Found
from foedus.gather.failure import RefusalError

__all__ = ["read_path", "read_stream"]


def read_path(path: str, *, max_bytes: int) -> Iterator[Found]:
    """The drafts in a file, or in all files of a folder.

    Raises `RefusalError` where the path as a whole cannot be read; of a folder, only where nothing is in it.
    """
    if not path:
        raise RefusalError("not_found", "An empty name is no file or folder.")
    mode = _mode(path)
    if stat.S_ISDIR(mode):
        yield from _folder(path, max_bytes)
    elif stat.S_ISREG(mode) or stat.S_ISFIFO(mode):  # a pipe is what a shell's <(...) gives
        yield from _file(path, max_bytes)
    else:
        raise RefusalError("unreadable", f"{path} is neither a file nor a folder.")


def read_stream(stream: BinaryIO, *, max_bytes: int) -> Iterator[Found]:
    """The drafts in standard input, its kind told by its first bytes."""
    yield from drafts_in(stream, Origin(name="standard input", path="-"), max_bytes=max_bytes)


def _folder(root: str, max_bytes: int) -> Iterator[Found]:
    empty = True
    for path, refusal in _walk(root):
        empty = False
        if refusal:
            yield path, refusal
            continue
        try:
            yield from _file(path, max_bytes)
        except RefusalError as failed:
            yield path, failed
    if empty:
        raise RefusalError("empty", f"The folder {root} holds no files.")


def _walk(root: str) -> Iterator[tuple[str, RefusalError | None]]:
    """The files below a folder in the order of their names, each with what speaks against it.

    Hidden names are passed over. Links to folders are not followed, for what lies inside is met
    anyway; links that leave the folder are refused, so that a folder from elsewhere cannot reach out.
    """
    failed: list[OSError] = []
    real_root = os.path.realpath(root)
    for folder, folders, names in os.walk(root, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        names = [name for name in names if not name.startswith(".")]
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in sorted([*names, *links]):
            path = os.path.join(folder, name)
            if os.path.islink(path) and not _inside(os.path.realpath(path), real_root):
                yield path, RefusalError("outside_folder", f"{path} is a link that leaves the folder {root}.")
            elif name not in links:
                yield (
                    path,
                    None if os.path.isfile(path) else RefusalError("unreadable", f"{path} is not a file."),
                )
    for error in failed:
        name = str(error.filename or root)
        yield name, RefusalError("unreadable", f"{name} cannot be read: {_why(error)}.")


def _inside(path: str, root: str) -> bool:
    return Path(path).is_relative_to(root)


def _file(path: str, max_bytes: int) -> Iterator[Found]:
    origin = Origin.of_file(path)
    try:
        with open(path, "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > max_bytes and not _streams(stream, origin):
                raise too_large(path, size, max_bytes)
            yield from drafts_in(stream, origin, max_bytes=max_bytes)
    except OSError as error:
        raise RefusalError("unreadable", f"{path} cannot be read: {_why(error)}.") from error


def _streams(stream: BinaryIO, origin: Origin) -> bool:
    """Whether a file over the limit may still hold JSON Lines, which have no limit as a whole."""
    if origin.kind is None:
        stream.seek(0)
        from foedus.gather.decode import sniff

        kind = sniff(stream.read(65_536))
        stream.seek(0)
        return kind == "jsonl"
    return origin.kind == "jsonl"


def _mode(path: str) -> int:
    try:
        return os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise RefusalError("not_found", f"There is no file or folder {path}.") from None
    except OSError as error:
        raise RefusalError("unreadable", f"{path} cannot be read: {_why(error)}.") from error
    except ValueError:  # a NUL in the name
        raise RefusalError("not_found", "There is no file of that name: it holds a NUL.") from None


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
