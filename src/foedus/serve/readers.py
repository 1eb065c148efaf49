"""The reader the settings ask for, made when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from foedus.errors import SettingsError
from foedus.read import Reader, builtin_reader

__all__ = ["open_reader"]


def open_reader(name: str) -> Reader:
    """The built-in reader, or what the function `module:function` gives.

    Raises `ReaderError` when the built-in model is missing or does not fit, `SettingsError` where
    there is no such function.
    """
    if name == "builtin":
        return builtin_reader()
    module, _, function = name.partition(":")
    try:
        make = cast(Callable[[], Reader], getattr(import_module(module), function))
    except (ImportError, AttributeError) as error:
        raise SettingsError(f"FOEDUS_READER names {name}, which cannot be loaded: {error}.") from error
    return make()
