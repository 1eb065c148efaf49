"""Bytes to text: what kind of thing it is, which encoding it has."""

from __future__ import annotations

import codecs
import re

from foedus.gather.failure import RefusalError

__all__ = ["check_text", "decode", "sniff"]

_HEAD = 4096

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ", "xz-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio file"),
)

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.I)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|title|meta|div|section|h1|p)[\s>/]|<!--", re.I
)


def sniff(head: bytes) -> str:
    """The kind the bytes look like: feed, xml, html, json, jsonl or text.

    `head` is the beginning of the thing, or all of it. JSON Lines are told from JSON by a first
    line that is a whole object followed by another.
    """
    text = head[:_HEAD].replace(b"\x00", b"").decode("utf-8", "ignore").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        if _FEED.search(text):
            return "feed"
        if _HTML.search(text):
            return "html"
        return "xml" if text.startswith("<?xml") else "text"
    if text.startswith(("{", "[")):
        first, newline, rest = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
        many = newline and first.rstrip().endswith(b"}") and rest.lstrip()[:1] == b"{"
        if text.startswith("{") and many:
            return "jsonl"
        return "json" if re.match(r'\{\s*("|\}|$)|\[\s*([\[{"\]\d]|$)', text) else "text"
    return "text"


def check_text(head: bytes, name: str) -> None:
    """Nothing; raises `RefusalError` (`binary`) when the bytes are no text, saying what they seem to be."""
    head = head[:_HEAD]
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise RefusalError("binary", f"{name} is not text: it looks like {what}.")
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        raise RefusalError("binary", f"{name} is not text: it looks like a picture, sound or film.")
    if any(head.startswith(mark) for mark, _ in _BOMS) or _utf16(head):
        return
    # Windows text may hold a stray NUL; a file made of them is data.
    nulls = head.count(b"\x00")
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b\x00")
    if nulls > max(1, len(head) // 200) or controls > max(2, len(head) // 20):
        raise RefusalError("binary", f"{name} is not text: it holds binary data.")


def decode(raw: bytes, *, declared: str | None = None) -> str:
    """The text of the bytes, whatever their encoding; never fails.

    In order: a byte order mark, the charset declared by the server or in the page's head, UTF-8,
    UTF-16 without a mark, what statistics suggest, Windows-1252.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    if guessed := _utf16(raw):
        return raw.decode(guessed, "replace")
    for candidate in (declared, _declared_inside(raw), "utf-8"):
        text = _try(raw, candidate)
        if text is not None:
            return text
    return _by_statistics(raw)


def _try(raw: bytes, encoding: str | None) -> str | None:
    if not encoding:
        return None
    # What the web calls Latin-1 or ASCII is Windows-1252 (the WHATWG encoding standard says so).
    if encoding.lower().replace("_", "-") in {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"}:
        return _try(raw, "utf-8") or _try(raw, "cp1252")
    try:
        return raw.decode(encoding)
    except (LookupError, ValueError):
        return None


def _declared_inside(raw: bytes) -> str | None:
    # Only in a page's own head: a page quoted inside JSON declares nothing about the JSON.
    found = _CHARSET.search(raw[:_HEAD]) if raw.lstrip()[:1] == b"<" else None
    return found.group(1).decode("ascii") if found else None


def _utf16(raw: bytes) -> str | None:
    """The kind of UTF-16 that bytes without a mark look like: Latin text has every other byte zero."""
    head = raw[: min(len(raw), _HEAD) & ~1]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _mixed(raw: bytes) -> str:
    """UTF-8 into which Windows-1252 was pasted: each byte that is no UTF-8 is read as the other."""
    return re.sub(
        "[\udc80-\udcff]+",
        lambda found: found[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"),
        raw.decode("utf-8", "surrogateescape"),
    )


def _by_statistics(raw: bytes) -> str:
    # A UTF-8 text with a few broken bytes stays UTF-8: better one lost sign than a page of "â€™".
    sample = raw[:100_000]
    mended = sample.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    whole = sum(1 for sign in mended if "\x7f" < sign != "\ufffd")
    if whole > 2 * broken:
        return raw.decode("utf-8", "replace")
    if 2 * whole >= broken > 0:
        return _mixed(raw)
    western = _try(raw, "cp1252")
    if western is not None and sum(1 for byte in sample if byte > 127) < 0.2 * len(sample):
        return western
    from charset_normalizer import from_bytes  # slow to load, and seldom reached

    best = from_bytes(sample).best()
    return raw.decode(best.encoding if best else "cp1252", "replace")
