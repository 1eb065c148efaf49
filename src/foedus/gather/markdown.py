"""Markdown to plain text: the words stay, the signs go. Light: what news uses, not all of CommonMark."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

__all__ = ["markdown_text"]

_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|=+)$")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s+|$)(.*?)(?:\s+#+)?\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})\s*$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(.*)")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_DEFINITION = re.compile(r"\s{0,3}\[[^\]]{1,200}\]:\s*\S")
_TABLE_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")

# Each repetition is bounded, so that hostile text costs no more than its length.
_INLINE = (
    (re.compile(r"<!--.{0,2000}?-->", re.S), ""),
    (re.compile(r"!\[[^\]\n]{0,500}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), ""),
    (re.compile(r"\[\^[^\]\n]{1,50}\]"), ""),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\[[^\]\n]{0,200}\]"), r"\1"),
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>\n]{0,500})?/?>"), ""),
    (re.compile(r"(`{1,3})(?!`)([^`\n]{1,500})\1"), r"\2"),
    (re.compile(r"(?<![\\*])(\*{1,3})(?![\s*])([^*\n]{1,1000}?)(?<![\s\\])\1(?!\*)"), r"\2"),
    (re.compile(r"(?<![\\\w])(_{1,3})(?![\s_])([^\n]{1,1000}?)(?<![\s\\])\1(?![\w])"), r"\2"),
    (re.compile(r"~~(?!\s)([^~\n]{1,1000})~~"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|$])"), r"\1"),
)


def markdown_text(text: str) -> str:
    """The plain text of Markdown: paragraphs on one line each, parted by blank lines.

    Headings, emphasis, links, quotes, list signs and tables lose their signs; pictures, comments,
    rules and link definitions go; the contents of code stay.
    """
    paragraphs = (_inline(paragraph) for paragraph in _paragraphs(text))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _paragraphs(text: str) -> Iterator[str]:
    """The blocks of the text, each with its soft-wrapped lines joined."""
    lines: list[str] = []
    fenced = False
    for raw in text.split("\n"):
        line = _QUOTE.sub("", raw) if not fenced else raw
        if _FENCE.match(line):
            fenced = not fenced
            line = ""
        elif fenced:
            yield line
            continue
        heading, item = _HEADING.match(line), _ITEM.match(line)
        underline = bool(lines) and _UNDERLINE.match(line)
        ends = not line.strip() or heading or item or underline or _is_furniture(line)
        if ends and lines:
            yield " ".join(lines)
            lines = []
        if heading:
            yield heading.group(1)
        elif underline or _is_furniture(line):
            continue
        elif item:
            lines = [item.group(1).strip()]
        elif line.lstrip().startswith("|"):
            yield " ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
        elif line.strip():
            lines.append(line.strip())
    if lines:
        yield " ".join(lines)


def _is_furniture(line: str) -> bool:
    return bool(_RULE.match(line) or _DEFINITION.match(line) or _TABLE_RULE.match(line))


def _inline(paragraph: str) -> str:
    for pattern, replacement in _INLINE:
        paragraph = pattern.sub(replacement, paragraph)
    return html.unescape(paragraph).strip()
