"""File → articles; clutter is told from prose here."""

from kg.readers.articles import READERS, Reader, find_articles, read_article, read_articles
from kg.readers.compose import Told, compose
from kg.readers.sources import ArticleFile
from kg.readers.words import page_words

__all__ = [
    "READERS",
    "ArticleFile",
    "Reader",
    "Told",
    "compose",
    "find_articles",
    "page_words",
    "read_article",
    "read_articles",
]
