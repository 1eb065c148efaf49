"""The one gate of the stage: a draft from any source becomes a `Story`, or is turned away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from urllib.parse import urlsplit, urlunsplit

from foedus.gather.clean import clean_line, clean_text
from foedus.gather.dates import Published
from foedus.gather.failure import RefusalError
from foedus.gather.language import guess_language, language_name
from foedus.model import Story

__all__ = ["Draft", "Found", "finish", "shown_address", "web_address"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a source says of one story, before cleaning. `language` is what the source declares."""

    title: str = ""
    body: str = ""
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Published | None = None
    language: str | None = None
    path: str | None = None


Found: TypeAlias = tuple[str, Draft | RefusalError]
"""An item by its name, and what it turned out to be: a draft, or why there is none."""


def finish(draft: Draft, *, name: str, fetched_at: datetime) -> Story:
    """The story of a draft: cleaned, its language known. `name` is what messages call it.

    Raises `RefusalError` with reason `no_text` or `not_english`.
    """
    title, text = _joined(clean_line(draft.title), clean_text(draft.body))
    if not re.search(r"[^\W\d_]", text):
        raise RefusalError("no_text", f"{name} holds no words.")
    language = guess_language(text, declared=draft.language)
    if language != "en":
        raise RefusalError(
            "not_english", f"{name} is not in English: it looks like {language_name(language)}."
        )
    return Story(
        text=text,
        title=title,
        url=web_address(draft.url),
        outlet=clean_line(draft.outlet or "") or None,
        author=clean_line(draft.author or "") or None,
        published_at=draft.published.at if draft.published else None,
        date_only=draft.published.date_only if draft.published else False,
        fetched_at=fetched_at,
        language=language,
        path=_shown_path(draft.path) if draft.path else None,
    )


def _shown_path(path: str) -> str:
    """The path with bytes that are no text spelt out: no book or JSON can hold them as they are."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def shown_address(url: str) -> str:
    """The address as messages and the record may show it: without the login, not endlessly long."""
    return re.sub(r"//[^/\s]*@", "//", url)[:500]


def web_address(url: str | None) -> str | None:
    """The address without fragment and login, or `None` when it is no http(s) address."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
            return None
        host = parts.netloc.rpartition("@")[2]
        return clean_line(urlunsplit((parts.scheme.lower(), host, parts.path, parts.query, "")))
    except ValueError:
        return None


def _joined(title: str, body: str) -> tuple[str, str]:
    """The title, and the text that starts with it: a body whose first line is the title stands alone."""
    if not title or not body:
        return title, title or body
    first = body.partition("\n")[0].rstrip()
    if clean_line(first) == title:
        return first, body  # as the text has it, so that offsets into a plain file stay true
    return title, f"{title}\n\n{body}"
