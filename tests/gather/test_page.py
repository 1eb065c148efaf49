from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foedus.gather.failure import RefusalError
from foedus.gather.markup import markup_text
from foedus.gather.page import draft_of_page
from foedus.model import Rejected, Story

PageOf = Callable[..., str]


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def test_the_article_comes_out_without_what_stands_around_it(
    tmp_path: Path, one: Callable[..., Story], page_of: PageOf, body: tuple[str, ...]
) -> None:
    (tmp_path / "a.html").write_text(page_of())
    story = one(tmp_path / "a.html")
    assert story.title == "Microsoft invests more in OpenAI"
    assert story.text.startswith("Microsoft invests more in OpenAI\n\n" + body[0])
    assert story.text.count("Microsoft invests more in OpenAI") == 1
    assert "All rights" not in story.text
    assert "Home" not in story.text


def test_what_the_page_says_of_itself_is_read(page_of: PageOf) -> None:
    head = ld(
        **{
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "WebSite", "name": "x"},
                {"@type": "Organization", "@id": "#org", "name": "The Daily"},
                {
                    "@type": ["NewsArticle"],
                    "headline": "Microsoft &amp; OpenAI: $2bn more",
                    "datePublished": "2025-06-19T10:00:00-04:00",
                    "dateModified": "2025-06-20T10:00:00-04:00",
                    "author": [{"@type": "Person", "name": "Ann Bee"}, {"name": "Cy Dee"}],
                    "publisher": {"@id": "#org"},
                },
            ],
        }
    )
    page = page_of(head + '<link rel="canonical" href="/news/deal">', html='<html lang="en-GB">')
    draft = draft_of_page(page, name="x", url="https://d.example/amp/deal?utm_source=x")
    assert draft.title == "Microsoft & OpenAI: $2bn more"
    assert (draft.outlet, draft.author, draft.language) == ("The Daily", "Ann Bee, Cy Dee", "en-GB")
    assert draft.url == "https://d.example/news/deal"
    assert draft.published is not None
    assert draft.published.at == datetime(2025, 6, 19, 14, tzinfo=UTC)


def test_the_outlet_is_cut_from_the_title(page_of: PageOf) -> None:
    head = '<meta property="og:site_name" content="The Daily">'
    assert (
        draft_of_page(page_of(head, title="A deal is done | The Daily"), name="x").title == "A deal is done"
    )


@pytest.mark.parametrize(
    ("head", "at", "date_only"),
    [
        (
            ld(**{"@type": "NewsArticle", "datePublished": "2025-06-19"}),
            datetime(2025, 6, 19, tzinfo=UTC),
            True,
        ),
        (
            '<meta property="article:published_time" content="2025-06-19T08:00:00+02:00">',
            datetime(2025, 6, 19, 6, tzinfo=UTC),
            False,
        ),
        ('<time datetime="2025-06-19T08:00Z">today</time>', datetime(2025, 6, 19, 8, tzinfo=UTC), False),
        (
            ld(**{"@type": "NewsArticle", "datePublished": "2025-06-19"})
            + '<meta property="article:published_time" content="2025-06-19T08:00:00Z">',
            datetime(2025, 6, 19, 8, tzinfo=UTC),
            False,
        ),
        (
            ld(**{"@type": "NewsArticle", "datePublished": "2025-06-19T08:00:00"})
            + '<meta property="article:published_time" content="2025-06-19T08:00:00-05:00">',
            datetime(2025, 6, 19, 13, tzinfo=UTC),
            False,
        ),
        (
            ld(**{"@type": "NewsArticle", "datePublished": "2025-06-19"})
            + '<time datetime="2024-01-01T08:00Z">another story</time>',
            datetime(2025, 6, 19, tzinfo=UTC),
            True,
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", broken</script>'
            '<meta name="date" content="2025-06-19">',
            datetime(2025, 6, 19, tzinfo=UTC),
            True,
        ),
    ],
)
def test_the_best_statement_of_the_time_is_taken(
    page_of: PageOf, head: str, at: datetime, date_only: bool
) -> None:
    published = draft_of_page(page_of(head), name="x").published
    assert published is not None
    assert (published.at, published.date_only) == (at, date_only)


def test_a_canonical_address_that_is_the_front_page_is_not_believed(page_of: PageOf) -> None:
    page = page_of('<link rel="canonical" href="https://d.example/">')
    assert draft_of_page(page, name="x", url="https://d.example/a?id=1").url == "https://d.example/a?id=1"


def test_declared_charsets_are_kept_in_files(
    tmp_path: Path, one: Callable[..., Story], page_of: PageOf
) -> None:
    page = page_of('<meta charset="iso-8859-1">', title="Société Générale – the deal")
    (tmp_path / "a.htm").write_bytes(page.encode("cp1252"))
    assert one(tmp_path / "a.htm").title == "Société Générale – the deal"


def test_a_page_without_article_is_rejected(
    tmp_path: Path, take: Callable[..., list[Story | Rejected]]
) -> None:
    feed = '<link rel="alternate" type="application/rss+xml" href="https://d.example/rss">'
    (tmp_path / "a.html").write_text(
        f"<html><head>{feed}</head><body><a href='/1'>One</a> <a href='/2'>Two</a></body>"
    )
    (item,) = take(tmp_path / "a.html")
    assert isinstance(item, Rejected)
    assert item.reason == "no_article"
    assert "It offers a feed: https://d.example/rss" in item.detail


def test_broken_html_still_gives_its_article(page_of: PageOf, body: tuple[str, ...]) -> None:
    page = page_of().replace("</p>", "").replace("</article>", "</div></b>").replace("</head>", "")
    assert body[2] in draft_of_page(page.replace("<p>", "<p>\x00"), name="x").body
    assert body[0] in draft_of_page(page[: page.rindex("OpenAI")], name="x").body


def test_a_year_in_the_text_is_not_taken_for_the_day_of_publication(page_of: PageOf) -> None:
    assert draft_of_page(page_of(), name="x").published is None
    dated = draft_of_page(page_of(), name="x", url="https://d.example/2025/06/19/deal").published
    assert dated is not None
    assert (dated.at, dated.date_only) == (datetime(2025, 6, 19, tzinfo=UTC), True)


PROSE = "<p>" + "Microsoft said it would invest in OpenAI on Tuesday. " * 8 + "</p>"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 10_000 + PROSE,
        "<b>" * 10_000 + PROSE,
        "<table><tr><td>" * 3_000 + PROSE,
        "<ul><li>" * 5_000 + PROSE,
        "<script>" * 10_000 + PROSE,
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><body>' + "&b;" * 1000 + PROSE,
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><body>&a;' + PROSE,
        "<" * 100_000,
        "<a href='" + "x" * 1_000_000,
        "<svg><math><template>" * 500 + PROSE,
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>" + PROSE,
        '<html lang="' + "e" * 100_000 + '">' + PROSE,
        "<p>\ud800 &#xd800; &#x110000; &bogus;" + PROSE,
        "<?php echo 1 ?><![CDATA[x]]>" + PROSE,
    ],
)
def test_hostile_pages_never_crash(
    page: str, tmp_path: Path, take: Callable[..., list[Story | Rejected]]
) -> None:
    (tmp_path / "a.html").write_text(page, "utf-8", "surrogatepass")
    (item,) = take(tmp_path / "a.html")
    assert item.reason == "no_article" if isinstance(item, Rejected) else "root:" not in item.text


def test_a_page_of_a_million_elements_is_refused_in_time() -> None:
    with pytest.raises(RefusalError, match="elements"):
        draft_of_page("<i>x</i>" * 200_000, name="x")


def test_markup_becomes_paragraphs_and_plain_text_stays() -> None:
    assert markup_text("a < b and c > d & e") == "a < b and c > d & e"
    assert markup_text("Q&amp;A") == "Q&A"
    assert (
        markup_text("<div>One<ul><li>two</li><li>three</li></ul></div><style>x{}</style>four")
        == "One\n\ntwo\n\nthree\n\nfour"
    )
    assert markup_text("<b>" * 20_000 + "deep") in ("deep", "")


def test_control_characters_do_not_cost_the_article() -> None:
    words = "Microsoft said on Monday that it will invest in OpenAI, and the two will share what they make. "
    title = "\x1b[31mRed\x1b]0;x\x07"
    page = f"<html><title>{title}</title><body><article><p>{words * 2}\x1b[2J</p></article></body></html>"
    draft = draft_of_page(page, name="page")
    assert draft.title == "Red"
    assert draft.body.startswith("Microsoft said on Monday")
