"""The reader the settings ask for, made when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from foedus.errors import SettingsError
from foedus.read import Reader, builtin_reader
from foedus.read.llm import LlmOptions, LlmReader, Usage, llm_reader
from foedus.settings import Settings

__all__ = ["open_reader", "usage_of"]


def open_reader(settings: Settings) -> Reader:
    """The built-in reader, the one that asks a language model, or what the function `module:function` gives.

    Raises `ReaderError` when the built-in model is missing or does not fit, `SettingsError` where
    there is no such function, or no endpoint is named.
    """
    name = settings.reader
    if name == "builtin":
        return builtin_reader()
    if name == "llm":
        return llm_reader(_llm_options(settings))
    module, _, function = name.partition(":")
    try:
        make = cast(Callable[[], Reader], getattr(import_module(module), function))
    except (ImportError, AttributeError) as error:
        raise SettingsError(f"FOEDUS_READER names {name}, which cannot be loaded: {error}.") from error
    return make()


def usage_of(reader: Reader) -> Usage | None:
    """What a reader that asks a model was asked and what that cost; `None` for the others."""
    return reader.usage if isinstance(reader, LlmReader) else None


def _llm_options(settings: Settings) -> LlmOptions:
    # No endpoint is taken for granted: a story goes only where somebody said it may.
    for value, variable, option in (
        (settings.llm_url, "FOEDUS_LLM_URL", "--base-url"),
        (settings.llm_model, "FOEDUS_LLM_MODEL", "--model"),
    ):
        if not value.strip():
            raise SettingsError(f"The reader llm needs {variable} or {option}; see docs/llm.md.")
    return LlmOptions(
        url=settings.llm_url,
        model=settings.llm_model,
        key=settings.llm_key.get_secret_value().strip(),
        api=settings.llm_api,
        price_in=settings.llm_price_in,
        price_out=settings.llm_price_out,
        timeout=settings.llm_timeout,
        tries=settings.llm_tries,
        extra=settings.llm_extra,
    )
