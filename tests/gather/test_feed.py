from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foedus.errors import InputError
from foedus.gather import GatherOptions
from foedus.gather.failure import RefusalError
from foedus.gather.fetch import Fetched
from foedus.model import Rejected, Story

Take = Callable[..., list[Story | Rejected]]
HOST = "https://d.example"


class Stub:
    """A fetcher over a table of answers."""

    def __init__(self, **pages: str) -> None:
        self.answers: dict[str, Fetched | RefusalError] = {}
        self.asked: list[str] = []
        self.closed = False

    def put(
        self, path: str, body: str, *, status: int = 200, kind: str = "text/html", url: str | None = None
    ) -> None:
        address = HOST + path
        self.answers[address] = Fetched(
            url=url or address, status=status, content_type=kind, charset=None, body=body.encode()
        )

    def get(self, url: str) -> Fetched:
        self.asked.append(url.removeprefix(HOST))
        found = self.answers.get(url, Fetched(url=url, status=404, content_type="", charset=None, body=b""))
        if isinstance(found, RefusalError):
            raise found
        return found

    def close(self) -> None:
        self.closed = True


def item(number: int, link: str | None = None, summary: str = "A summary of the story.") -> str:
    where = f"<link>{link}</link>" if link else ""
    return (
        f"<item><title>Story {number}</title>{where}<description>&lt;p&gt;{summary}&lt;/p&gt;</description>"
        f"<pubDate>Thu, 19 Jun 2025 10:00:00 -0400</pubDate></item>"
    )


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Daily</title>'
        f"<language>en-us</language>{''.join(items)}</channel></rss>"
    )


@pytest.fixture
def stub() -> Stub:
    return Stub()


def test_items_become_their_full_pages(take: Take, stub: Stub, page_of: Callable[..., str]) -> None:
    stub.put("/rss", rss(item(1, "/a"), item(2, f"{HOST}/b")), kind="application/rss+xml")
    stub.put("/a", page_of())
    stub.put(
        "/b",
        page_of(
            title="Another story",
            head='<meta property="article:published_time" content="2025-06-01T00:00:00Z">',
        ),
    )
    first, second = take(f"{HOST}/rss", fetcher=stub)
    assert isinstance(first, Story)
    assert isinstance(second, Story)
    assert (first.title, first.url) == ("Microsoft invests more in OpenAI", f"{HOST}/a")
    assert first.published_at == datetime(2025, 6, 19, 14, tzinfo=UTC)
    assert second.published_at == datetime(2025, 6, 1, tzinfo=UTC)
    assert stub.asked == ["/rss", "/robots.txt", "/a", "/b"]
    assert not stub.closed, "a fetcher that was passed in is the caller's to close"


def test_what_robots_forbid_is_told_by_its_summary(
    take: Take, stub: Stub, page_of: Callable[..., str]
) -> None:
    stub.put("/rss", rss(item(1, "/private/a"), item(2, "/b")))
    stub.put("/robots.txt", "User-agent: Foedus\nDisallow: /private\n", kind="text/plain")
    stub.put("/b", page_of())
    first, second = take(f"{HOST}/rss", fetcher=stub)
    assert isinstance(first, Story)
    assert first.text == "Story 1\n\nA summary of the story."
    assert (first.outlet, first.url, first.language) == ("The Daily", f"{HOST}/private/a", "en")
    assert isinstance(second, Story)
    assert second.title == "Microsoft invests more in OpenAI"
    assert "/private/a" not in stub.asked


@pytest.mark.parametrize(
    ("status", "asked"), [(404, True), (403, True), (500, False), (503, False), (429, False)]
)
def test_missing_robots_allow_and_failing_ones_forbid(
    take: Take, stub: Stub, page_of: Callable[..., str], status: int, asked: bool
) -> None:
    stub.put("/rss", rss(item(1, "/a"), item(2, "/b")))
    stub.put("/robots.txt", "", status=status)
    stub.put("/a", page_of())
    assert len(take(f"{HOST}/rss", fetcher=stub)) == 2
    assert ("/a" in stub.asked) is asked
    assert stub.asked.count("/robots.txt") == 1


def test_robots_that_cannot_be_had_forbid(take: Take, stub: Stub) -> None:
    stub.put("/rss", rss(item(1, "/a")))
    stub.answers[f"{HOST}/robots.txt"] = RefusalError("timed_out", "x")
    assert isinstance(take(f"{HOST}/rss", fetcher=stub)[0], Story)
    assert "/a" not in stub.asked


def test_a_redirect_past_robots_is_told_by_its_summary(
    take: Take, stub: Stub, page_of: Callable[..., str]
) -> None:
    stub.put("/rss", rss(item(1, "/a")))
    stub.put("/robots.txt", "User-agent: *\nDisallow: /private\n", kind="text/plain")
    stub.put("/a", page_of(), url=f"{HOST}/private/a")
    (story,) = take(f"{HOST}/rss", fetcher=stub)
    assert isinstance(story, Story)
    assert story.title == "Story 1"


def test_pages_that_fail_are_told_by_their_summaries(take: Take, stub: Stub) -> None:
    stub.put(
        "/rss",
        rss(item(1, "/gone"), item(2, "/thin"), item(3), item(4, "mailto:x@d.example"), item(5, "/pic")),
    )
    stub.put("/thin", "<html><body>Nothing</body></html>")
    stub.put("/pic", "x", kind="image/png")
    stories = take(f"{HOST}/rss", fetcher=stub)
    assert [story.title for story in stories if isinstance(story, Story)] == [
        f"Story {n}" for n in range(1, 6)
    ]


def test_an_item_with_nothing_in_it_is_rejected_with_the_reason(take: Take, stub: Stub) -> None:
    stub.put(
        "/rss", rss("<item><link>/gone</link></item>", "<item><guid isPermaLink='false'>x</guid></item>")
    )
    gone, bare = take(f"{HOST}/rss", fetcher=stub)
    assert isinstance(gone, Rejected)
    assert (gone.reason, gone.item_id) == ("page_not_found", f"{HOST}/gone")
    assert isinstance(bare, Rejected)
    assert bare.reason == "no_text"


def test_an_item_that_stands_twice_is_taken_once(take: Take, stub: Stub) -> None:
    stub.put("/rss", rss(item(1, "/a?utm_source=rss"), item(1, "/a"), item(2), item(2), item(3, "/a?id=2")))
    assert len(take(f"{HOST}/rss", fetcher=stub)) == 3


def test_items_past_the_limit_are_counted(take: Take, stub: Stub, options: GatherOptions) -> None:
    stub.put("/rss", rss(*(item(n, f"/{n}") for n in range(5))))
    chosen = replace(options, feed_items=2, full_pages=False)
    items = take(f"{HOST}/rss", fetcher=stub, options=chosen)
    assert [getattr(one, "reason", "story") for one in items] == ["story", "story"] + ["over_limit"] * 3
    assert stub.asked == ["/rss"]


def test_atom_is_read(take: Take, stub: Stub) -> None:
    stub.put(
        "/atom",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily</title><entry><title'
        ' type="html">A &amp;amp; B</title>'
        '<link href="/a"/><updated>2025-06-19T10:00:00Z</updated><author><name>Ann</name></author>'
        '<content type="html">&lt;p&gt;All the'
        " words.&lt;/p&gt;</content><summary>Fewer</summary></entry></feed>",
    )
    (story,) = take(f"{HOST}/atom", fetcher=stub)
    assert isinstance(story, Story)
    assert story.text == "A & B\n\nAll the words."
    assert (story.author, story.published_at) == ("Ann", datetime(2025, 6, 19, 10, tzinfo=UTC))


def test_a_json_feed_is_read(take: Take, stub: Stub, page_of: Callable[..., str]) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Daily",
        "items": [
            {
                "id": "1",
                "url": "/a",
                "title": "One",
                "content_html": "<p>Words</p>",
                "date_published": "2025-06-19T10:00:00Z",
            },
            {"id": "2", "title": "Two", "content_text": "More words"},
        ],
    }
    stub.put("/feed.json", json.dumps(feed), kind="application/feed+json")
    stub.put("/a", page_of())
    first, second = take(f"{HOST}/feed.json", fetcher=stub)
    assert isinstance(first, Story)
    assert first.title == "Microsoft invests more in OpenAI"
    assert isinstance(second, Story)
    assert (second.text, second.outlet) == ("Two\n\nMore words", "The Daily")


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (
            '<?xml version="1.0"?><invoice><sum>3</sum></invoice>',
            "application/xml",
            "neither a feed nor a web page",
        ),
        (rss(), "application/rss+xml", "has no items"),
        ("<rss", "application/rss+xml", "neither a feed"),
        ("<rss >", "application/rss+xml", "not a feed|no items"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 3}', "application/json", "has no items"),
    ],
)
def test_a_feed_that_is_none_is_one_clear_sentence(
    take: Take, stub: Stub, body: str, kind: str, words: str
) -> None:
    stub.put("/rss", body, kind=kind)
    with pytest.raises(InputError, match=words):
        take(f"{HOST}/rss", fetcher=stub)


def test_a_feed_that_breaks_off_gives_the_items_before(take: Take, stub: Stub) -> None:
    stub.put("/rss", rss(item(1, "/a"), item(2, "/b"))[:-60])
    stories = take(f"{HOST}/rss", fetcher=stub)
    assert [story.title for story in stories if isinstance(story, Story)] == ["Story 1", "Story 2"]


def test_a_feed_in_a_file_leads_to_no_network(take: Take, stub: Stub, tmp_path: Path) -> None:
    (tmp_path / "news.xml").write_text(rss(item(1, f"{HOST}/a"), item(2)))
    stories = take(tmp_path / "news.xml", fetcher=stub)
    assert [story.title for story in stories if isinstance(story, Story)] == ["Story 1", "Story 2"]
    assert stub.asked == []


def test_a_hostile_feed_never_crashes(take: Take, stub: Stub) -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        + rss(item(1, None, "&b;" * 50))[38:]
    )
    for body in (
        bomb,
        rss(item(1, "javascript:alert(1)")),
        rss(item(1, "http://[bad")),
        rss("<item>" * 3000),
    ):
        stub.put("/rss", body)
        assert all(
            isinstance(one, Story | Rejected) for one in take(f"{HOST}/rss", f"{HOST}/none", fetcher=stub)
        )
