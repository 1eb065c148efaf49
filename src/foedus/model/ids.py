"""Content hashes used as ids: the same content has the same id on every machine, for ever."""

from __future__ import annotations

import hashlib

__all__ = ["content_id"]

# A unit separator cannot stand in a field by accident and keeps ("ab", "c") apart from ("a", "bc").
_SEPARATOR = "\x1f"


def content_id(prefix: str, *fields: object) -> str:
    """`prefix_` and 20 hex digits of the SHA-256 of the fields; `None` differs from the empty text."""
    joined = _SEPARATOR.join("\x00" if field is None else str(field) for field in fields)
    digest = hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}_{digest[:20]}"
