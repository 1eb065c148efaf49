"""JSON documents that are read as a whole: the SEC's company tickers, MISP's galaxy clusters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from foedus.errors import InputError
from foedus.gather.listings.drafts import draft
from foedus.gather.listings.openings import Bad, NamesFile
from foedus.model import Listing

__all__ = ["read_misp", "read_sec"]

_LONGEST_CIK = 10
_SEC_ENDING = re.compile(r"\s*/[A-Z ]{2,8}/?$")


def _loaded(file: NamesFile) -> Any:
    try:
        return json.loads(file.document())
    # Also a number of thousands of digits, or brackets without end.
    except (ValueError, RecursionError) as error:
        where = f" ({error.msg} in line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"{file.path} is no JSON{where}.") from error


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _texts(value: object) -> list[str]:
    return [_text(one) for one in value] if isinstance(value, list) else [_text(value)]


def read_sec(file: NamesFile) -> Iterator[Listing | Bad]:
    """The companies of `company_tickers.json` or `company_tickers_exchange.json`, each with all its tickers.

    A row is the place in the file, from 1. Raises `InputError` where the file is none of the two.
    """
    found: dict[str, tuple[int, str, dict[str, list[str]]]] = {}
    for number, entry in enumerate(_sec_entries(file), start=1):
        cik = _text(entry.get("cik_str", entry.get("cik"))).strip()
        if not cik.isascii() or not cik.isdecimal() or len(cik) > _LONGEST_CIK:
            yield Bad(row=number, reason="bad_id", detail="the entry has no CIK")
            continue
        title = " ".join(_text(entry.get("title", entry.get("name"))).split())
        # "MASCO CORP /DE/": the state or the kind of share is no part of the name.
        name = _SEC_ENDING.sub("", title) or title
        _, _, values = found.setdefault(cik, (number, name, {"cik": [str(int(cik))], "alias": [title]}))
        for field in ("ticker", "exchange"):
            values.setdefault(field, []).append(_text(entry.get(field)))
    for cik, (number, name, values) in found.items():
        yield draft(number, own_id=str(int(cik)), name=name, kind="org", values=values, dated=None)


def _sec_entries(file: NamesFile) -> Iterator[Mapping[str, Any]]:
    whole = _loaded(file)
    if (
        isinstance(whole, dict)
        and isinstance(whole.get("fields"), list)
        and isinstance(whole.get("data"), list)
    ):
        for row in whole["data"]:
            fits = isinstance(row, list) and len(row) == len(whole["fields"])
            yield dict(zip(map(str, whole["fields"]), row, strict=True)) if fits else {}
        return
    entries = list(whole.values()) if isinstance(whole, dict) else whole
    if not isinstance(entries, list) or not any(isinstance(e, dict) and "cik_str" in e for e in entries):
        raise InputError(f"{file.path} holds no company tickers of the SEC.")
    for entry in entries:
        yield entry if isinstance(entry, dict) else {}


def read_misp(file: NamesFile) -> Iterator[Listing | Bad]:
    """The threats of a galaxy cluster, with their synonyms; a row is the place in `values`, from 1.

    Raises `InputError` where the file is no cluster.
    """
    whole = _loaded(file)
    if not isinstance(whole, dict) or not isinstance(whole.get("values"), list):
        raise InputError(f"{file.path} is no MISP galaxy cluster: it has no list 'values'.")
    category = _text(whole.get("type"))
    for number, entry in enumerate(whole["values"], start=1):
        if not isinstance(entry, dict):
            yield Bad(row=number, reason="broken_row", detail="the entry is no JSON object")
            continue
        stated = entry.get("meta")
        meta: Mapping[str, Any] = stated if isinstance(stated, dict) else {}
        yield draft(
            number,
            own_id=_text(entry.get("uuid")),
            name=_text(entry.get("value")),
            kind="threat",
            values={
                "alias": _texts(meta.get("synonyms")),
                "country": _texts(meta.get("country")),
                "category": [category],
                "tag": _texts(meta.get("type")),
            },
            dated=None,
        )
