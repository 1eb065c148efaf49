"""HTML inside other things (JSON fields, feed summaries) turned into plain text."""

from __future__ import annotations

import html
import re

from lxml import etree
from lxml import html as lxml_html

from foedus.gather.clean import without_sequences

__all__ = ["holds_markup", "markup_text", "parse_html"]

_TAGS = "p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|img|blockquote|table|tr|td|figure|section|article"
_MARKUP = re.compile(rf"</?(?:{_TAGS}|script|style)(?:\s[^<>]*)?/?>|<!--", re.I)
_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{1,7}|#x[\da-f]{1,6});", re.I
)
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|center|d[dlt]|div|fieldset|fig(?:caption|ure)|footer|form|h[1-6]"
    "|header|hr|li|main|nav|ol|p|pre|section|table|tbody|t[dhr]|tfoot|thead|ul"
)
_DROPPED = re.compile("script|style|template|noscript|iframe|object|svg|math|head|select|button|textarea")
_BLANKS = re.compile(r"[^\S\xa0]+")
# No XML holds them, and the extractor gives up a whole page over one.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def holds_markup(text: str) -> bool:
    """Whether the text holds HTML tags or entities, rather than a stray "<" or "&"."""
    return bool(_MARKUP.search(text) or _ENTITY.search(text))


def parse_html(text: str) -> lxml_html.HtmlElement | None:
    """The tree of any HTML, however broken; `None` where nothing is in it.

    Nesting deeper than the parser's limit is cut there, network and entities are never followed.
    """
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    raw = _CONTROLS.sub("", without_sequences(text)).encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def markup_text(text: str) -> str:
    """The text without its HTML: blocks become paragraphs, line breaks newlines, scripts vanish.

    A text without markup comes back as it is.
    """
    if not holds_markup(text):
        return text
    if not _MARKUP.search(text):
        return html.unescape(text)
    tree = parse_html(f"<div>{text}</div>")
    if tree is None:
        return ""
    parts: list[str] = []
    dropped = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        start = event == "start"
        if _DROPPED.fullmatch(tag):
            dropped += 1 if start else -1
        if _BLOCKS.fullmatch(tag):
            parts.append("\n\n")
        elif tag == "br" and start:
            parts.append("\n")
        words = element.text if start else element.tail
        if words and not dropped:
            parts.append(_BLANKS.sub(" ", words))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
