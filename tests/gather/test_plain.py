from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from foedus.gather.clean import clean_text
from foedus.gather.draft import finish
from foedus.gather.failure import RefusalError
from foedus.gather.markdown import markdown_text
from foedus.gather.plain import draft_of_plain, split_front_matter
from foedus.model import Story


def test_plain_text_is_kept_verbatim(
    tmp_path: Path, one: Callable[..., Story], body: tuple[str, ...]
) -> None:
    words = "A headline\nOutlet: not interpreted\n\n  " + "\n\n".join(body)
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + words.replace("\n", "\r\n").encode() + b"\r\n\r\n ")
    story = one(path)
    assert story.text == words
    assert story.title == "A headline"
    assert (story.path, story.language, story.outlet, story.published_at) == (str(path), "en", None, None)
    assert story.fetched_at == datetime(2025, 6, 20, 12, tzinfo=UTC)


def test_the_text_starts_with_the_title(tmp_path: Path, one: Callable[..., Story]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n\n   The title \nThe rest")
    story = one(path)
    assert story.title == "The title"
    assert story.text == "The title \nThe rest"


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_plain_text_is_its_cleaned_self_and_starts_with_its_title(text: str) -> None:
    if split_front_matter(text)[0]:
        return
    try:
        story = finish(draft_of_plain(text, path=None), name="x", fetched_at=datetime.now(UTC))
    except RefusalError:
        return
    assert story.text == clean_text(text)
    assert story.text.startswith(story.title)
    assert "\n" not in story.title


def test_blanks_in_the_title_stay_as_they_are(tmp_path: Path, one: Callable[..., Story]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Two  blanks\there\n\nThe rest")
    assert one(path).text == "Two  blanks\there\n\nThe rest"


def test_front_matter_is_read_in_text_and_markdown(tmp_path: Path, one: Callable[..., Story]) -> None:
    front = (
        "---\ntitle: \"A deal: done\"\ndate: 2025-06-19\nsource: The Daily\nauthor: 'Ann B'\n"
        "url: https://d.example/1\ntags:\n  - x\n---\n\n"
    )
    for name in ("a.txt", "a.md"):
        path = tmp_path / name
        path.write_text(front + "Microsoft bought nothing.")
        story = one(path)
        assert story.text == "A deal: done\n\nMicrosoft bought nothing."
        assert (story.outlet, story.author, story.url) == ("The Daily", "Ann B", "https://d.example/1")
        assert story.published_at == datetime(2025, 6, 19, tzinfo=UTC)
        assert story.date_only


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path, one: Callable[..., Story]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("---\nJust words\n---\nMore words")
    assert one(path).text == "---\nJust words\n---\nMore words"


def test_markdown_becomes_plain_text(tmp_path: Path, one: Callable[..., Story]) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# Microsoft & **OpenAI**\n\nThe [software *group*](https://a.example/x_(y)) put in\n$1 billion[^1], "
        "`it` said.\n\n![chart](c.png)\n\n* one\n* two __bold__\n\n> quoted\n> words\n\nSetext\n------\n\n"
        "a snake_case_name and 2 * 3 * 4 &amp; more\n\n[ref]: https://b.example\n"
    )
    story = one(path)
    assert story.title == "Microsoft & OpenAI"
    assert story.text == (
        "Microsoft & OpenAI\n\nThe software group put in $1 billion, it said.\n\none\n\ntwo bold\n\n"
        "quoted words\n\nSetext\n\na snake_case_name and 2 * 3 * 4 & more"
    )


def test_markdown_code_tables_and_references_keep_their_words() -> None:
    text = (
        "| Firm | Sum |\n|---|---|\n| Arm | $1 |\n\n```py\nx = 1\n```\n\n"
        "See [this][1] and <https://x.example>, 3 > 2.\n\n[1]: /a"
    )
    assert markdown_text(text) == "Firm Sum\n\nArm $1\n\nx = 1\n\nSee this and https://x.example, 3 > 2."


@given(st.text(alphabet="ab *_[]()`#>-|!\\\n~<&", max_size=200))
def test_no_markdown_makes_it_fail(text: str) -> None:
    assert isinstance(markdown_text(text), str)


def test_hostile_markdown_costs_no_more_than_its_length() -> None:
    for sign in ("[", "*", "_ a", "![", "`", "(", "<a ", "**a", "[a](", "~~", "<!--"):
        assert isinstance(markdown_text(sign * 20_000), str)
