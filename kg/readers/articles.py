"""Files as articles: the readers by ending, and what keeps a file from being read."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ArticleError, NothingToRead
from kg.model import Article
from kg.readers.json_lines import read_json_lines
from kg.readers.pdf import read_pdf
from kg.readers.plain_text import read_plain_text
from kg.readers.sources import ArticleFile, find_article_files
from kg.readers.web_page import read_web_page
from kg.readers.words import PageWords, page_words

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of a kind are read, and how large they may be."""

    read: Callable[[Path, str, PageWords], Iterator[Article]]
    largest: int  # bytes


PLAIN_TEXT = Reader(read_plain_text, largest=2 * MEGABYTE)
WEB_PAGE = Reader(read_web_page, largest=10 * MEGABYTE)

READERS: Mapping[str, Reader] = {
    ".txt": PLAIN_TEXT,
    ".text": PLAIN_TEXT,
    ".md": PLAIN_TEXT,
    ".html": WEB_PAGE,
    ".htm": WEB_PAGE,
    ".jsonl": Reader(read_json_lines, largest=10_000 * MEGABYTE),
    ".pdf": Reader(read_pdf, largest=50 * MEGABYTE),
}


def find_articles(sources: Sequence[Path]) -> tuple[ArticleFile, ...]:
    """The files of the sources that may hold articles, by id."""
    files = find_article_files(sources, READERS)
    if not files:
        raise NothingToRead(sources, READERS)
    return files


def read_article(path: Path, article_id: str, words: PageWords | None = None) -> Iterator[Article]:
    """
    The articles of a file: one, but for JSON lines.

    Where a part of the file cannot be read, the ArticleError comes last, behind all that can be.
    """
    reader = READERS.get(path.suffix.lower())
    try:
        _check(path, reader)
        if reader is not None:
            yield from reader.read(path, article_id, words or page_words())
    except OSError as error:
        raise ArticleError(path, _reason(error)) from error
    except ArticleError as error:
        # What goes wrong with the text inside is told by id; the user knows the file by its path.
        raise (error if error.path == path else ArticleError(path, error.problem)) from error


def read_articles(sources: Sequence[Path], words: PageWords | None = None) -> Iterator[Article | ArticleError]:
    """Every article of the sources and, in its place, the reason for each that cannot be read."""
    for file in find_articles(sources):
        try:
            yield from read_article(file.path, file.id, words)
        except ArticleError as error:
            yield error


def _check(path: Path, reader: Reader | None) -> None:
    """Refuses what is no file, too large or of no known kind, before it is opened."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise ArticleError(path, "this folder cannot be listed")
    if not stat.S_ISREG(status.st_mode):
        raise ArticleError(path, "not a file but a pipe, socket or device")
    if reader is None:
        raise ArticleError(path, f"of no known kind; articles end in {' '.join(sorted(READERS))}")
    if status.st_size > reader.largest:
        size, limit = status.st_size / MEGABYTE, reader.largest / MEGABYTE
        raise ArticleError(path, f"{size:.1f} MB, too large for one article: at most {limit:.0f} MB are read")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
