"""Plain text and Markdown files: a title, a text, and optionally a front matter."""

from __future__ import annotations

import re

from foedus.gather.clean import clean_text
from foedus.gather.draft import Draft
from foedus.gather.markdown import markdown_text
from foedus.gather.records import described

__all__ = ["draft_of_markdown", "draft_of_plain", "split_front_matter"]

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_ENTRY = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:[ \t]+(.*\S)")
_FRONT_LIMIT = 10_000


def draft_of_plain(text: str, *, path: str | None) -> Draft:
    """The draft of a plain text: kept verbatim, its first line with words is the title."""
    facts, body = split_front_matter(text)
    return _draft(facts, body, path)


def draft_of_markdown(text: str, *, path: str | None) -> Draft:
    """The draft of a Markdown text, as plain text; its first line with words is the title."""
    facts, body = split_front_matter(text)
    return _draft(facts, markdown_text(body), path)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """What the front matter says, and the text after it.

    A front matter stands at the very top between two lines of `---` and holds lines of
    `name: value`; lists and nested values are passed over. Without such lines it is no front
    matter and stays in the text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    found = _FRONT.match(text.lstrip()[:_FRONT_LIMIT])
    if not found:
        return {}, text
    facts: dict[str, str] = {}
    for line in found.group(1).split("\n"):
        if entry := _ENTRY.fullmatch(line.rstrip()):
            facts.setdefault(entry.group(1), _unquoted(entry.group(2)))
    return (facts, text.lstrip()[found.end() :]) if facts else ({}, text)


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _draft(facts: dict[str, str], body: str, path: str | None) -> Draft:
    body = clean_text(body)  # first, for it decides where the first line ends
    title = facts.get("title") or body.partition("\n")[0]
    return described(facts, title=title, body=body, path=path)
