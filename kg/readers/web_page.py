"""Web pages; the one module that knows trafilatura and lxml."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import trafilatura
from lxml import html  # type: ignore[import-untyped]

from kg.errors import ArticleError
from kg.model import Article
from kg.readers.compose import Told, compose
from kg.readers.dates import read_date
from kg.readers.decoding import decode
from kg.readers.stretches import Mark, Stretch
from kg.readers.words import PageWords, fold

logging.getLogger("trafilatura").addHandler(logging.NullHandler())

CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,40})", re.IGNORECASE)
MARKS = {"item": Mark.BULLET, "head": Mark.HEADING, "row": Mark.ROW}
LEAVES = ("p", "head", "item", "row", "quote", "code")
# Where a page without an article that trafilatura sees keeps its text.
TEXT_ELEMENTS = {"p": Mark.NONE, "h1": Mark.NONE, "h2": Mark.HEADING, "h3": Mark.HEADING, "li": Mark.BULLET}
FURNITURE = "self::nav or self::footer or self::aside or self::form or self::script or self::style"
FEWEST_LETTERS = 80

TITLES = ("//meta[@property='og:title']/@content", "//article//h1//text()", "//h1//text()", "//title//text()")
OUTLETS = ("//meta[@property='og:site_name']/@content", "//meta[@name='publisher']/@content")
ADDRESSES = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[translate(@name, 'DCPU', 'dcpu')='pubdate']/@content",
    "//meta[@name='date' or @name='dc.date' or @name='DC.date.issued']/@content",
    "//meta[@name='publish-date' or @name='parsely-pub-date']/@content",
    "//article//time[@datetime]/@datetime",
    "//time[@datetime and @pubdate]/@datetime",
)


def read_web_page(path: Path, article_id: str, words: PageWords) -> Iterator[Article]:
    """The one article of a web page: its headline and its text, without the page around it."""
    content = path.read_bytes()
    charset = CHARSET.search(content[:4096])
    source = decode(content, path, declared=charset[1].decode() if charset else None)
    try:
        page = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8"))
        body = trafilatura.bare_extraction(source, include_comments=False, with_metadata=False)
    except Exception as error:  # both raise what they meet in a page: ParserError, ValueError, RecursionError ...
        raise ArticleError(path, f"not a web page that can be read: {type(error).__name__}") from error
    parts = tuple(_parts(getattr(body, "body", None)))
    if sum(len(text) for text, _ in parts) < FEWEST_LETTERS:
        parts = max(parts, tuple(_plain_parts(page)), key=len)
    if not parts:
        raise ArticleError(path, "no article text in this page")
    told = _told(page)
    text, stretches = _laid_out(_with_title(parts, told.title))
    yield compose(article_id, text, told=told, stretches=stretches, words=words)


def _parts(body: Any) -> Iterator[tuple[str, Mark]]:
    """The paragraphs, headings, items and rows of what trafilatura found."""
    if body is None:
        return
    for element in body.iter(*LEAVES):
        if any(ancestor.tag in LEAVES and ancestor.tag != "quote" for ancestor in element.iterancestors()):
            continue
        if element.tag == "quote" and element.find(".//p") is not None:
            continue
        for line in _lines(element):
            yield line, MARKS.get(element.tag, Mark.NONE)


def _lines(element: Any) -> Iterator[str]:
    """The lines of an element, parted by its line breaks."""
    if element.tag == "row":
        cells = (" ".join("".join(cell.itertext()).split()) for cell in element.iter("cell"))
        yield from (row for row in (" | ".join(cell for cell in cells if cell),) if row)
        return
    for line_break in element.iter("lb", "br"):
        line_break.tail = "\n" + (line_break.tail or "")
    for line in "".join(element.itertext()).split("\n\n" if element.tag == "code" else "\n"):
        if line.strip():
            yield " ".join(line.split())


def _plain_parts(page: Any) -> Iterator[tuple[str, Mark]]:
    """All paragraphs, headings and items of a page that stand in no menu."""
    for element in page.xpath(
        f"//*[self::p or self::h1 or self::h2 or self::h3 or self::li][not(ancestor::*[{FURNITURE}])]"
    ):
        text = " ".join(element.text_content().split())
        if text:
            yield text, TEXT_ELEMENTS[element.tag]


def _with_title(parts: Sequence[tuple[str, Mark]], title: str | None) -> Sequence[tuple[str, Mark]]:
    """The parts, the title before them unless it is there."""
    first_lines = [fold(text) for text, _ in parts[:8]]
    return parts if title is None or fold(title) in first_lines else ((title, Mark.NONE), *parts)


def _laid_out(parts: Sequence[tuple[str, Mark]]) -> tuple[str, tuple[Stretch, ...]]:
    """The text of the parts, one a line, and where in it each stands."""
    stretches: list[Stretch] = []
    start = 0
    for text, mark in parts:
        stretches.append(Stretch(start, start + len(text), text, mark))
        start += len(text) + 2
    return "\n\n".join(text for text, _ in parts), tuple(stretches)


def _told(page: Any) -> Told:
    """What the page's head says of the article."""
    linked = next(_linked_articles(page), {})
    publisher = linked.get("publisher")
    outlet = publisher.get("name") if isinstance(publisher, dict) else None
    date = _text(linked.get("datePublished")) or _first(page, DATES)
    outlet = _first(page, OUTLETS) or _text(outlet)
    return Told(
        title=_without_outlet(_text(linked.get("headline")) or _first(page, TITLES), outlet),
        published=read_date(date) if date else None,
        outlet=outlet,
        url=next(
            (url for url in (_first(page, ADDRESSES), _text(linked.get("url"))) if url and url.startswith("http")), None
        ),
    )


def _linked_articles(page: Any) -> Iterator[dict[str, Any]]:
    """The articles described in the page's JSON-LD."""
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                waiting += [inner for key, inner in value.items() if key == "@graph"]
                if "Article" in str(value.get("@type")) or value.get("@type") == "BlogPosting":
                    yield value


def _first(page: Any, paths: Sequence[str]) -> str | None:
    """What the first of the paths that leads anywhere leads to."""
    for path in paths:
        found = page.xpath(path)
        value = " ".join(" ".join(found if path.endswith("text()") else found[:1]).split())
        if value:
            return value
    return None


def _text(value: object) -> str | None:
    return " ".join(_unescaped(value).split()) or None if isinstance(value, str) else None


def _unescaped(value: str) -> str:
    """A text in which signs may be written as entities."""
    return str(html.fromstring(f"<p>{value}</p>").text_content()) if "&" in value else value


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """The headline alone: "Court fines Chirper | Harbour Herald" names the outlet, too."""
    if title is None or outlet is None:
        return title
    return re.sub(rf"\s*[|–—·-]\s*{re.escape(outlet)}\s*$", "", title) or title
