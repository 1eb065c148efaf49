from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.errors import InputError, NotFoundError
from foedus.gather import GatherOptions
from foedus.model import Rejected, Story

Take = Callable[..., list[Story | Rejected]]


def test_a_missing_path_is_not_found(take: Take, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"There is no file or folder .*nowhere\.txt"):
        take(tmp_path / "nowhere.txt")
    with pytest.raises(NotFoundError):
        take("a\x00b")


def test_beside_other_inputs_a_missing_path_is_rejected_and_the_rest_goes_on(
    take: Take, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Words of a story")
    missing, story = take(tmp_path / "nowhere.txt", tmp_path / "a.txt")
    assert isinstance(missing, Rejected)
    assert (missing.stage, missing.reason) == ("gather", "not_found")
    assert isinstance(story, Story)


@pytest.mark.parametrize("content", [b"", b"  \n\t ", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl", "a.html", "a.md", "a"])
def test_an_empty_file_is_named_so(take: Take, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match="is empty"):
        take(tmp_path / name)


def test_a_file_over_the_limit_names_size_and_limit(take: Take, tmp_path: Path) -> None:
    with open(tmp_path / "a.txt", "wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(InputError, match=r"has 50\.0 MB; the limit for one document is 10\.0 MB"):
        take(tmp_path / "a.txt", options=GatherOptions())


def test_standard_input_over_the_limit_is_refused(take: Take) -> None:
    with pytest.raises(InputError, match="standard input is too large"):
        take("-", stdin=io.BytesIO(b"words " * 1000), options=GatherOptions(max_bytes=500))


def test_binary_is_refused_whatever_its_name(take: Take, tmp_path: Path) -> None:
    for name in ("a.txt", "a.html", "a.json", "a.dat"):
        (tmp_path / name).write_bytes(b"%PDF-1.4 \x00\x01")
        with pytest.raises(InputError, match="PDF"):
            take(tmp_path / name)


def test_a_text_without_words_is_rejected(take: Take, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("*** --- ***")
    (item,) = take(tmp_path / "a.txt")
    assert isinstance(item, Rejected)
    assert item.reason == "no_text"


def test_a_folder_is_walked_in_order_without_what_is_hidden(take: Take, tmp_path: Path) -> None:
    for name in ("b/two.txt", "a.txt", "b/one.md", ".hidden.txt", ".git/x.txt", "c.unknown"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Words of {name}")
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.4")
    items = take(tmp_path)
    assert [item.title if isinstance(item, Story) else item.reason for item in items] == [
        "Words of a.txt", "Words of c.unknown", "binary", "Words of b/one.md", "Words of b/two.txt",
    ]  # fmt: skip


def test_an_empty_folder_is_named_so(take: Take, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no files"):
        take(tmp_path)


def test_links_that_leave_the_folder_are_not_followed(take: Take, tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("Secret words")
    (inside / "a.txt").write_text("Open words")
    (inside / "file.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "broken.txt").symlink_to(inside / "nowhere")
    items = take(inside)
    assert [item.title if isinstance(item, Story) else item.reason for item in items] == [
        "Open words", "unreadable", "outside_folder", "outside_folder",
    ]  # fmt: skip


def test_a_device_is_refused_and_a_pipe_is_read(take: Take, one: Callable[..., Story]) -> None:
    with pytest.raises(InputError, match="neither a file nor a folder"):
        take("/dev/zero")
    reading, writing = os.pipe()
    try:
        os.write(writing, b"Words through a pipe")
        os.close(writing)
        assert one(f"/dev/fd/{reading}").text == "Words through a pipe"
    finally:
        os.close(reading)


def test_an_unreadable_file_is_one_clear_sentence(take: Take, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: file name too long"):
        take(tmp_path / ("x" * 300))


def test_standard_input_is_told_by_its_first_bytes(one: Callable[..., Story]) -> None:
    assert one("-", stdin=io.BytesIO(b"Just a line")).title == "Just a line"
    story = one("-", stdin=io.BytesIO(b'{"headline": "H", "body": "B"}'))
    assert (story.text, story.path) == ("H\n\nB", "-")


def test_other_schemes_are_refused(take: Take) -> None:
    for address in ("ftp://x.example/a", "file:///etc/passwd"):
        with pytest.raises(InputError, match="not an http or https address"):
            take(address)


def test_the_same_file_has_the_same_id_every_time(one: Callable[..., Story], tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The same words")
    assert one(tmp_path / "a.txt").id == one(tmp_path / "b.txt").id


def test_no_inputs_give_nothing(take: Take) -> None:
    assert take() == []


def test_a_name_of_no_encoding_is_spelt_out_so_that_the_story_can_be_kept(take: Take, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/bad\xff.txt"
    with open(path, "w", encoding="utf-8") as file:
        file.write("Microsoft invests\n\nMicrosoft will invest in OpenAI, the company said on Monday.")
    (story,) = take(os.fsdecode(path))
    assert isinstance(story, Story)
    assert story.path == f"{tmp_path}/bad\\xff.txt"


def test_a_file_that_calls_itself_a_feed_and_is_none_is_refused(take: Take, tmp_path: Path) -> None:
    (tmp_path / "news.rss").write_text("hello, I am no feed at all")
    with pytest.raises(InputError, match="not a feed"):
        take(str(tmp_path / "news.rss"))


def test_an_empty_name_and_a_closed_standard_input_are_refused(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotFoundError, match="empty name"):
        take("")
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match="closed"):
        take("-")
