from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foedus.errors import InputError
from foedus.gather.records import FIELDS, draft_of_record
from foedus.model import Rejected, Story

Take = Callable[..., list[Story | Rejected]]


def record(**fields: object) -> dict[str, object]:
    return {"title": "A title", "text": "Microsoft said it would buy nothing.", **fields}


def put(folder: Path, value: object, name: str = "a.json") -> Path:
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    return path


def test_one_object_is_one_story(tmp_path: Path, one: Callable[..., Story]) -> None:
    value = record(
        source={"id": None, "name": "The Daily"}, publishedAt="2025-06-19T10:00:00+02:00",
        url="https://u:p@d.example/a#top", authors=[{"name": "Ann"}, "Bob"], lang="en-GB",
    )  # fmt: skip
    path = put(tmp_path, value)
    story = one(path)
    assert story.text == "A title\n\nMicrosoft said it would buy nothing."
    assert (story.outlet, story.author, story.url) == ("The Daily", "Ann, Bob", "https://d.example/a")
    assert story.published_at == datetime(2025, 6, 19, 8, tzinfo=UTC)
    assert story.path == str(path)


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_documented_name_is_recognised_in_any_spelling(field: str) -> None:
    for name in FIELDS[field]:
        for spelled in (name, name.upper(), name.replace("_", "-")):
            value = "2025-06-19" if field == "published_at" else "some words"
            base = {"title": "t"} if field in ("text", "summary") else {"text": "x"}
            draft = draft_of_record({**base, spelled: value}, name="x", path=None)
            found = {
                "title": draft.title, "text": draft.body, "summary": draft.body, "url": draft.url,
                "outlet": draft.outlet, "author": draft.author, "language": draft.language,
                "published_at": str(draft.published.at.date()) if draft.published else None,
            }  # fmt: skip
            assert found[field] == value


def test_the_longest_text_wins_over_the_summary() -> None:
    value = {
        "title": "t",
        "content": "cut…",
        "body": "the longer text",
        "description": "a summary longer than all",
    }
    draft = draft_of_record(value, name="x", path=None)
    assert draft.body == "the longer text"


@pytest.mark.parametrize("key", ["articles", "items", "stories", "data", "results", "entries", "docs"])
def test_a_list_inside_an_object_is_found(tmp_path: Path, take: Take, key: str) -> None:
    path = put(tmp_path, {"status": "ok", key: [record(title="One"), record(title="Two")]})
    stories = take(path)
    assert [story.title for story in stories if isinstance(story, Story)] == ["One", "Two"]
    assert [story.path for story in stories if isinstance(story, Story)] == [f"{path}#1", f"{path}#2"]


def test_html_in_fields_becomes_text(tmp_path: Path, one: Callable[..., Story]) -> None:
    html = "<p>First &amp; <b>bold</b></p><script>evil()</script><p>Second<br>line</p>"
    story = one(put(tmp_path, record(title="A &amp; B", text=html)))
    assert story.text == "A & B\n\nFirst & bold\n\nSecond\nline"


def test_an_unreadable_date_is_none(tmp_path: Path, one: Callable[..., Story]) -> None:
    assert one(put(tmp_path, record(date="last week"))).published_at is None


def test_marked_stories_are_read(tmp_path: Path, one: Callable[..., Story]) -> None:
    value = {
        "story": "ai-01",
        "date": "2025-06-23",
        "title": "T one",
        "sentences": [{"text": "T one"}, {"text": "A."}, {"text": "B."}],
    }
    story = one(put(tmp_path, json.dumps(value), "a.jsonl"))
    assert story.text == "T one\n\nA. B."
    assert story.date_only


def test_json_of_another_shape_names_what_was_found_and_expected(tmp_path: Path, take: Take) -> None:
    items = take(put(tmp_path, [{"price": 3, "sku": "x"}, 7, record(), {"name": "Bob", "age": 3}]))
    assert [getattr(item, "reason", "story") for item in items] == [
        "other_shape",
        "other_shape",
        "story",
        "other_shape",
    ]
    first = items[0]
    assert isinstance(first, Rejected)
    assert "price, sku" in first.detail
    assert "title/headline" in first.detail
    assert first.item_id.endswith("a.json#1")


def test_invalid_json_says_where(tmp_path: Path, take: Take) -> None:
    path = put(tmp_path, '{"title": "x",\n "text": }')
    with pytest.raises(InputError, match="line 2, column 10"):
        take(path)
    good = put(tmp_path, record(), "b.json")
    rejected, story = take(path, good)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "bad_json"
    assert isinstance(story, Story)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 50_000, "1" * 5000])
def test_hostile_json_is_one_clear_sentence(tmp_path: Path, take: Take, text: str) -> None:
    with pytest.raises(InputError, match="JSON"):
        take(put(tmp_path, text))


def test_an_empty_list_is_empty(tmp_path: Path, take: Take) -> None:
    with pytest.raises(InputError, match="holds no stories"):
        take(put(tmp_path, []))


def test_json_lines_come_one_at_a_time_and_bad_lines_are_named(tmp_path: Path, take: Take) -> None:
    lines = [json.dumps(record(title="One")), "", "{broken", json.dumps(record(title="Two")), '{"x": 1}']
    path = put(tmp_path, "\n".join(lines), "a.ndjson")
    items = take(path)
    assert [item.title if isinstance(item, Story) else item.reason for item in items] == [
        "One", "bad_json", "Two", "other_shape",
    ]  # fmt: skip
    assert items[2].path == f"{path}#4"  # type: ignore[union-attr]


def test_json_lines_under_the_wrong_suffix_are_read(tmp_path: Path, take: Take) -> None:
    two = "\n".join(json.dumps(record(title=title)) for title in ("One", "Two"))
    assert len(take(put(tmp_path, two, "a.json"))) == 2
    assert len(take(put(tmp_path, two, "a.log"))) == 2


def test_json_lines_stream_without_reading_ahead(take: Take, options: object) -> None:
    line = json.dumps(record()).encode() + b"\n"

    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            self.given += 1
            assert self.given < 2000, "read ahead"
            count = min(len(buffer), len(line))
            buffer[:count] = line[:count]
            return count

    from foedus.gather import GatherOptions, gather

    with io.BufferedReader(Endless(), buffer_size=len(line)) as stream:
        stories = gather(["-"], options=GatherOptions(), clock=lambda: datetime.now(UTC), stdin=stream)
        for _ in range(3):
            assert isinstance(next(stories), Story)
        stories.close()  # type: ignore[attr-defined]


def test_a_line_over_the_limit_is_rejected_and_the_next_is_read(tmp_path: Path, take: Take) -> None:
    from foedus.gather import GatherOptions

    lines = [
        json.dumps(record(title="One")),
        json.dumps(record(text="x" * 5000)),
        json.dumps(record(title="Two")),
    ]
    path = put(tmp_path, "\n".join(lines), "a.jsonl")
    items = take(path, options=GatherOptions(max_bytes=1000))
    assert [item.title if isinstance(item, Story) else item.reason for item in items] == [
        "One",
        "too_large",
        "Two",
    ]


def test_utf16_json_lines_are_read(tmp_path: Path, take: Take) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes("\n".join([json.dumps(record())] * 2).encode("utf-16"))
    assert len(take(path)) == 2
