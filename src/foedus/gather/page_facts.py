"""What a web page says of itself in JSON-LD, meta elements, links and time elements."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html

from foedus.gather.dates import Published, parse_published
from foedus.gather.draft import web_address

__all__ = ["PageFacts", "page_facts"]

_ARTICLE = re.compile(r"Article|Posting|Report|Review|Story|PressRelease", re.I)
_TITLES = ("og:title", "twitter:title", "dc.title")
_SITES = ("og:site_name", "application-name", "dc.publisher")
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator")
_TIMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date",
    "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dc.date", "dcterms.created", "article.published", "published_at",
)  # fmt: skip
_MARKED_TIMES = (
    "//time[@itemprop='datePublished' or @pubdate]/@datetime | //*[@itemprop='datePublished']/@content",
    "//article//time/@datetime | //main//time/@datetime | //header//time/@datetime",
    "//time/@datetime",
)
_LD_LIMIT = 2_000_000
_DEPTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What the page says of itself; `None` where it says nothing. `feed` is a feed it links to."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: Published | None = None
    url: str | None = None
    language: str | None = None
    feed: str | None = None


def page_facts(tree: lxml_html.HtmlElement, *, base: str | None) -> PageFacts:
    """The page's statements about itself; `base` is the address it came from, if any."""
    nodes = list(_ld_nodes(tree))
    article = _article(nodes)
    meta = _meta(tree)
    times = [article.get("datePublished"), *(meta.get(name) for name in _TIMES)]
    for path in _MARKED_TIMES:
        times.extend(tree.xpath(path)[:1])
    return PageFacts(
        title=_words(article.get("headline")) or _first(meta, _TITLES),
        author=_names(article.get("author")) or _first(meta, _AUTHORS),
        outlet=_first(meta, _SITES[:1]) or _publisher(article, nodes) or _first(meta, _SITES[1:]),
        published=_best(parse_published(_scalar(value)) for value in times),
        url=_canonical(tree, meta, base),
        language=_language(tree, article, meta),
        feed=_feed(tree, base),
    )


def _ld_nodes(tree: lxml_html.HtmlElement) -> Iterator[dict[str, object]]:
    """All JSON-LD objects of the page, those of @graph and lists too."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        raw = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*$", "", script.text or "")
        if len(raw) > _LD_LIMIT:
            continue
        try:
            value = json.loads(raw.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _flatten(value, 0)


def _flatten(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _flatten(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _flatten(value.get(key), depth + 1)


def _article(nodes: list[dict[str, object]]) -> dict[str, object]:
    """The node that describes the article: by its type, else by having a headline or a date."""
    typed = [node for node in nodes if _ARTICLE.search(str(node.get("@type", "")))]
    dated = [node for node in typed or nodes if node.get("datePublished")]
    return (dated or typed or [{}])[0]


def _publisher(article: dict[str, object], nodes: list[dict[str, object]]) -> str | None:
    publisher = article.get("publisher")
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    if isinstance(publisher, dict) and not publisher.get("name") and publisher.get("@id"):
        publisher = next((n for n in nodes if n.get("@id") == publisher["@id"] and n.get("name")), None)
    return _names(publisher)


def _meta(tree: lxml_html.HtmlElement) -> dict[str, str]:
    """The page's meta elements by their lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    values = (meta[name] for name in names if name in meta)
    return next((html.unescape(value) for value in values if not re.match(r"https?://", value)), None)


def _best(candidates: Iterable[Published | None]) -> Published | None:
    """The first moment that can be read, made exact by a later one that agrees with it.

    A bare day takes the hour of a neighbour within a day; an hour without a zone takes the zone of
    one that shows the same clock or the same moment.
    """
    moments = [moment for moment in candidates if moment]
    if not moments:
        return None
    best = moments[0]
    for other in moments[1:]:
        near = abs(other.at - best.at)
        gives_hour = best.date_only and not other.date_only and near <= timedelta(days=1, hours=14)
        gives_zone = not (best.date_only or best.zoned) and other.zoned and near <= timedelta(hours=14)
        if gives_hour or gives_zone:
            best = other
    return best


def _canonical(tree: lxml_html.HtmlElement, meta: dict[str, str], base: str | None) -> str | None:
    """The page's own address; one that only names the front page of a site is not believed."""
    for href in [*tree.xpath("//link[@rel='canonical']/@href")[:1], meta.get("og:url")]:
        address = _absolute(href, base)
        if address and (urlsplit(address).path.strip("/") or not urlsplit(base or "").path.strip("/")):
            return address
    return web_address(base)


def _absolute(href: str | None, base: str | None) -> str | None:
    try:
        return web_address(urljoin(base or "", href.strip())) if href else None
    except ValueError:
        return None


def _language(tree: lxml_html.HtmlElement, article: dict[str, object], meta: dict[str, str]) -> str | None:
    declared = tree.xpath("string(/html/@lang)") or tree.xpath("string(/html/@*[name()='xml:lang'])")
    return str(declared) or _words(article.get("inLanguage")) or meta.get("og:locale")


def _feed(tree: lxml_html.HtmlElement, base: str | None) -> str | None:
    path = "//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]/@href"
    found = tree.xpath(path)
    return _absolute(found[0], base) if found else None


def _scalar(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _words(value: object) -> str | None:
    value = _scalar(value)
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _names(value: object) -> str | None:
    """The name or names of a person or organisation, or of a list of them."""
    names: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        name = _words(one.get("name")) if isinstance(one, dict) else _words(one)
        if name and not re.match(r"https?://", name):
            names.append(name)
    return ", ".join(names) or None
