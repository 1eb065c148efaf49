from __future__ import annotations

import codecs
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.gather.decode import check_text, decode, sniff
from foedus.gather.failure import RefusalError

WORDS = "Nestlé’s €5bn deal – “done”, says Señor Müller of Société Générale"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_common_encodings_are_read_without_being_told(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


def test_a_declared_charset_is_believed_and_a_wrong_one_is_not() -> None:
    russian = "Газпром подписал договор с Китаем"
    assert decode(russian.encode("koi8-r"), declared="koi8-r") == russian
    assert decode(WORDS.encode(), declared="ascii") == WORDS
    assert decode(WORDS.encode(), declared="no-such-charset") == WORDS


def test_a_page_declares_its_own_charset() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Газпром</body></html>'
    assert decode(page.encode("cp1251")) == page


def test_a_page_quoted_in_json_declares_nothing() -> None:
    line = '{"text": "<meta charset=shift_jis> Société"}'
    assert decode(line.encode()) == line


def test_an_undeclared_cyrillic_text_is_guessed() -> None:
    russian = "Компания подписала договор с партнёром о поставках газа. " * 8
    assert decode(russian.encode("cp1251")) == russian


def test_a_broken_byte_does_not_turn_utf8_into_another_encoding() -> None:
    assert decode(WORDS.encode() + b"\xff end") == WORDS + "\ufffd end"


@given(st.binary(max_size=300))
def test_decoding_never_fails(raw: bytes) -> None:
    assert isinstance(decode(raw), str)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"{\\rtf1\\ansi hello}", "RTF"),
        (b"RIFF\x00\x00\x00\x00WAVE", "sound"),
        (b"SQLite format 3\x00", "SQLite"),
        (zlib.compress(bytes(range(256)) * 40), "binary data"),
        (bytes(200), "binary data"),
    ],
)
def test_binary_data_is_refused_saying_what_it_seems_to_be(raw: bytes, what: str) -> None:
    with pytest.raises(RefusalError, match=what) as refused:
        check_text(raw, "x.bin")
    assert refused.value.reason == "binary"


@pytest.mark.parametrize(
    "raw",
    [
        b"plain words",
        WORDS.encode("utf-16"),
        WORDS.encode("utf-16-le"),
        b"one \x00 stray" + b" and words" * 40,
    ],
)
def test_text_passes_as_text(raw: bytes) -> None:
    check_text(raw, "x.txt")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"<!DOCTYPE html><p>x", "html"),
        (b"  \n<html>", "html"),
        (b"<p>A fragment</p>", "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        (b'<?xml version="1.0"?><invoice/>', "xml"),
        (b'{"title": "x"}', "json"),
        (b'{\n "title": "x"\n}', "json"),
        (b'[{"title": "x"}]', "json"),
        (b'{"a": 1}\n{"a": 2}\n', "jsonl"),
        (codecs.BOM_UTF8 + b'{"a": 1}\r\n{"a": 2}', "jsonl"),
        ('{"a": 1}'.encode("utf-16"), "json"),
        (b"[Reuters] Microsoft said", "text"),
        (b"{curly} words", "text"),
        (b"< 5 per cent of the shares", "text"),
        (b"", "text"),
    ],
)
def test_the_kind_is_told_by_the_first_bytes(head: bytes, kind: str) -> None:
    assert sniff(head) == kind


def test_utf8_with_windows_text_pasted_in_is_both() -> None:
    assert decode("“café” – Zürich ".encode() + "“café” – Zürich".encode("cp1252")) == (
        "“café” – Zürich “café” – Zürich"
    )
