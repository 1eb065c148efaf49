"""Web pages: the article's text without what stands around it, and what the page says of itself."""

from __future__ import annotations

import re

from lxml import html as lxml_html
from trafilatura import bare_extraction

from foedus.gather.clean import clean_line
from foedus.gather.dates import parse_published
from foedus.gather.draft import Draft
from foedus.gather.failure import RefusalError
from foedus.gather.markup import parse_html
from foedus.gather.page_facts import PageFacts, page_facts

__all__ = ["draft_of_page"]

_LEAST_WORDS = 25
_MOST_ELEMENTS = 150_000


def draft_of_page(text: str, *, name: str, url: str | None = None, path: str | None = None) -> Draft:
    """The draft of a page's article; `url` is where it came from, `name` what messages call it.

    Raises `RefusalError` (`no_article`) where the page holds no running text of at least 25 words.
    """
    tree = parse_html(text)
    if tree is None:
        raise RefusalError("no_article", f"{name} holds no article: the page is empty.")
    facts = page_facts(tree, base=url)
    title, author, site, day, body = _extracted(tree, name, url)
    outlet = facts.outlet or site
    body = _without_title(body, headline := _headline(facts.title or title, outlet))
    if len(body.split()) < _LEAST_WORDS:
        raise RefusalError("no_article", f"{name} holds no article text.{_hint(facts)}")
    return Draft(
        title=headline,
        body=body,
        url=facts.url,
        outlet=outlet,
        author=facts.author or author,
        published=facts.published or parse_published(day),
        language=facts.language,
        path=path,
    )


def _extracted(
    tree: lxml_html.HtmlElement, name: str, url: str | None
) -> tuple[str, str | None, str | None, str | None, str]:
    """Title, author, site, day and body as the extractor sees them; empty where it sees nothing."""
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise RefusalError(
            "no_article", f"{name} has more than {_MOST_ELEMENTS:,} elements: no article is like that."
        )
    try:
        found = bare_extraction(
            tree,
            url=url,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # Its wider search takes any year in the text for the day of publication.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError) as error:
        # The extractor guards itself against most hostile pages; what slips through is the page's fault.
        raise RefusalError(
            "no_article", f"{name} cannot be read as an article: {type(error).__name__}."
        ) from error
    if found is None or isinstance(found, dict):
        return "", None, None, None, ""
    return found.title or "", found.author, found.sitename, found.date, found.text or ""


def _headline(title: str, outlet: str | None) -> str:
    """The title without the outlet's name that pages hang on it ("... | Reuters")."""
    title = clean_line(title)
    if outlet:
        title = re.sub(rf"\s+[|–—-]\s+{re.escape(clean_line(outlet))}$", "", title, flags=re.I)
    return title


def _without_title(body: str, title: str) -> str:
    first, _, rest = body.partition("\n")
    same = clean_line(first).casefold() == title.casefold()
    return rest.strip() if title and same else body.strip()


def _hint(facts: PageFacts) -> str:
    return f" It offers a feed: {facts.feed}" if facts.feed else ""
