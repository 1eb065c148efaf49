"""Stories in JSON: one object, a list, an object that holds a list, or one object a line.

Names are matched without regard to case, `_`, `-` and blanks (`pub_date`, `pubDate`, `Pub-Date`).

| of a story | names recognised, the first that holds something is taken |
|---|---|
| title | title, headline, name, head |
| text | text, body, content, article, full_text, maintext, articleBody, content_text, content_html \
(the longest of these), else description, summary |
| url | url, link, uri, source_url, canonical_url, permalink |
| outlet | outlet, source, publisher, site, site_name, source_name, domain, publication \
(or an object with name or title) |
| published_at | published_at, date, published, pub_date, datePublished, date_published, publish_date, \
created_at, time, timestamp |
| author | author, authors, byline, creator (a text, an object with a name, or a list of them) |
| language | language, lang |

Dates are read as `parse_published` says; one that cannot be read counts as none. HTML in title and
text is turned into text. An object that holds a list has it under articles, items, stories, data,
results, entries or docs; an object that holds one story has it under article, story, item or doc.
Marked stories (`{"story", "date", "title", "sentences": [{"text"}]}`) are read too: their text is
their sentences, the title left out where it is the first of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from foedus.gather.dates import Published, parse_published
from foedus.gather.draft import Draft
from foedus.gather.failure import RefusalError
from foedus.gather.markup import markup_text

__all__ = ["FIELDS", "described", "draft_of_record", "parse_json", "records_in"]

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "name", "head"),
    "text": (
        "text", "body", "content", "article", "full_text", "maintext", "articleBody", "content_text",
        "content_html",
    ),
    "summary": ("description", "summary"),
    "url": ("url", "link", "uri", "source_url", "canonical_url", "permalink"),
    "outlet": (
        "outlet", "source", "publisher", "site", "site_name", "source_name", "domain", "publication",
    ),
    "published_at": (
        "published_at", "date", "published", "pub_date", "datePublished", "date_published",
        "publish_date", "created_at", "time", "timestamp",
    ),
    "author": ("author", "authors", "byline", "creator"),
    "language": ("language", "lang"),
}  # fmt: skip
"""The names under which each thing is looked for; the docs are made from this table."""

_IN_TEXT = ("text", "body", "content", "value", "html")
_IN_NAME = ("name", "title", "value", "text", "href")
_DEPTH = 3
_WRAPPERS = ("article", "story", "item", "doc")
_LISTS = ("articles", "items", "stories", "data", "results", "entries", "docs")


def parse_json(text: str, *, name: str) -> Json:
    """The value of a JSON text; raises `RefusalError` (`bad_json`) naming line and column."""
    try:
        value: Json = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise RefusalError("bad_json", f"{name} is not valid JSON: {_said(error.msg)} at {where}.") from None
    except RecursionError:
        raise RefusalError("bad_json", f"{name} is not usable JSON: it is nested too deeply.") from None
    except ValueError:  # a number of thousands of digits
        raise RefusalError("bad_json", f"{name} is not usable JSON: it holds a number too long.") from None
    return value


def _said(message: str) -> str:
    """What the parser says, as it fits before "at line ..."."""
    message = message.removesuffix(" at")
    return message[:1].lower() + message[1:]


def records_in(value: Json) -> Iterator[Json]:
    """The records that a JSON value holds: its own, those of its list, or itself."""
    if isinstance(value, list):
        yield from value
        return
    if isinstance(value, dict) and not _own_words(value):
        for key, inner in value.items():
            if _plain(key) in _LISTS and isinstance(inner, list):
                yield from inner
                return
            if _plain(key) in _WRAPPERS and isinstance(inner, dict):
                yield inner
                return
    yield value


def draft_of_record(record: Json, *, name: str, path: str | None) -> Draft:
    """The draft of one record; raises `RefusalError` (`other_shape`) naming what was found and expected."""
    if not isinstance(record, dict):
        raise RefusalError("other_shape", f"{name} is {_kind(record)}, not an object with title and text.")
    body = _body(record)
    title = _text(record, "title")
    if not body and not any(_plain(key) in ("title", "headline") and record[key] for key in record):
        found = ", ".join(sorted(str(key)[:40] for key in record)[:12]) or "no fields at all"
        expected = "/".join(FIELDS["text"][:3])
        raise RefusalError(
            "other_shape", f"{name} is no story: it has {found}; expected are title/headline and {expected}."
        )
    return described(record, title=title, body=body, path=path)


def described(
    record: Mapping[str, Json] | Mapping[str, str], *, title: str, body: str, path: str | None
) -> Draft:
    """A draft with the given title and text, and what the record says of its origin."""
    return Draft(
        title=title,
        body=body,
        url=_text(record, "url") or None,
        outlet=_outlet(_text(record, "outlet")),
        author=_text(record, "author") or None,
        published=_published(record),
        language=_text(record, "language") or None,
        path=path,
    )


def _body(record: Mapping[str, Json]) -> str:
    sentences = _get(record, "sentences")
    if isinstance(sentences, list):
        return _marked(sentences, title=_text(record, "title"))
    longest = max((_flat(_get(record, key), _IN_TEXT, "\n\n") for key in FIELDS["text"]), key=len)
    return longest if longest.strip() else _text(record, "summary")


def _marked(sentences: list[Json], *, title: str) -> str:
    """The running text of a marked story; its first sentence may repeat the title."""
    texts = [words for one in sentences if (words := _flat(one, ("text",), " ").strip())]
    if texts and texts[0] == title.strip():
        texts = texts[1:]
    return " ".join(texts)


def _own_words(record: Mapping[str, Json]) -> bool:
    return any(isinstance(_get(record, key), str) for key in FIELDS["text"])


def _text(record: Mapping[str, Json] | Mapping[str, str], field: str) -> str:
    for key in FIELDS[field]:
        if words := _flat(_get(record, key)).strip():
            return words
    return ""


def _outlet(words: str) -> str | None:
    """The outlet's name, or the host where only an address is given."""
    if re.match(r"https?://", words, re.I):
        return re.sub(r"https?://(?:[^/@]*@)?(?:www\.)?([^/:?#]*).*", r"\1", words, flags=re.I | re.S) or None
    return words or None


def _published(record: Mapping[str, Json] | Mapping[str, str]) -> Published | None:
    for key in FIELDS["published_at"]:
        if published := parse_published(_get(record, key)):
            return published
    return None


def _get(record: Mapping[str, Json] | Mapping[str, str], key: str) -> Json:
    if key in record:
        return record[key]
    plain = _plain(key)
    return next((record[own] for own in record if _plain(own) == plain), None)


def _plain(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "").replace(" ", "")


def _flat(value: Json, keys: tuple[str, ...] = _IN_NAME, glue: str = ", ", depth: int = 0) -> str:
    """The words of a value: a text without its HTML, the first of the keys an object has, a list's joined."""
    if isinstance(value, str):
        return markup_text(value)
    if isinstance(value, list) and depth < _DEPTH:
        return glue.join(words for one in value if (words := _flat(one, keys, glue, depth + 1)))
    if isinstance(value, dict) and depth < _DEPTH:
        inner = (_flat(value.get(key), keys, glue, depth + 1) for key in keys)
        return next((words for words in inner if words.strip()), "")
    return ""


def _kind(value: Json) -> str:
    if value is None:
        return "empty (null)"
    return {list: "a list", str: "a text", bool: "true or false"}.get(type(value), "a number")
