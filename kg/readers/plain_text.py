"""Plain text and Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.model import Article
from kg.readers.compose import compose
from kg.readers.decoding import decode
from kg.readers.words import PageWords


def read_plain_text(path: Path, article_id: str, words: PageWords) -> Iterator[Article]:
    """The one article of a text file, its text unchanged."""
    yield compose(article_id, decode(path.read_bytes(), path), words=words)
