"""PDF files; the one module that knows pypdf."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdf

from kg.errors import ArticleError
from kg.model import Article
from kg.readers.compose import LONGEST_ARTICLE, Told, compose
from kg.readers.stretches import join_wrapped
from kg.readers.words import PageWords

# What pypdf finds odd in a file that it can read is no matter of ours.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

MOST_PAGES = 300
BROKEN_WORD = re.compile(r"(\w+)-\n(\w+)")
DIGITS = re.compile(r"\d+")


def read_pdf(path: Path, article_id: str, words: PageWords) -> Iterator[Article]:
    """The one article of a PDF file, each of its paragraphs on one line."""
    try:
        reader = pypdf.PdfReader(path)
        pages, title = [page.extract_text() for page in reader.pages[:MOST_PAGES]], _title(reader)
    except Exception as error:  # pypdf raises what it meets: KeyError, TypeError, RecursionError ...
        raise ArticleError(path, f"not a PDF that can be read: {type(error).__name__}: {error}") from error
    text = "\n".join(_without_margins(pages)).encode("utf-8", "replace").decode()
    if not any(char.isalpha() for char in text):
        raise ArticleError(path, "no text in this PDF; is it a scan?")
    if len(text) > LONGEST_ARTICLE:
        raise ArticleError(path, f"{len(text):,} characters in one article; at most {LONGEST_ARTICLE:,} are read")
    text = join_wrapped(_without_broken_words(text))
    yield compose(article_id, text, told=Told(title=title if title and title in text else None), words=words)


def _title(reader: pypdf.PdfReader) -> str | None:
    title = reader.metadata.title if reader.metadata else None
    return title if isinstance(title, str) else None


def _without_margins(pages: Sequence[str]) -> Iterator[str]:
    """The pages without the lines that stand at the edge of most of them."""
    edges = Counter(edge for page in pages for edge in {_unnumbered(line) for line in _edges(page.splitlines())})
    repeated = {edge for edge, count in edges.items() if count > 2 and count > len(pages) / 2}
    for page in pages:
        yield "\n".join(line for line in page.splitlines() if _unnumbered(line) not in repeated)


def _edges(lines: Sequence[str]) -> Sequence[str]:
    return [*lines[:2], *lines[-2:]]


def _unnumbered(line: str) -> str:
    return DIGITS.sub("#", line.strip())


def _without_broken_words(text: str) -> str:
    """Words broken at the end of a line are whole again; the hyphen stays where the text has it elsewhere."""

    def whole(match: re.Match[str]) -> str:
        hyphenated = f"{match[1]}-{match[2]}"
        return hyphenated if hyphenated in text or not match[2].islower() else match[1] + match[2]

    return BROKEN_WORD.sub(whole, text)
