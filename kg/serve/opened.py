"""The graph that pages are made of: always the current one, with what is costly to make of it kept."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from kg.asking.pool import Edition, Editions
from kg.knowledge_graph import Graph
from kg.model import Article
from kg.ontology import load_ontology
from kg.view import write_view

LINKS = {"Questions": "/questions", "SPARQL": "/query"}


class Shown:
    """A graph, and what is made of it once."""

    def __init__(self, folder: Path, title: str) -> None:
        self.graph = Graph.open(folder)
        self._title = title

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Article id → the article with its text."""
        return {reading.article.id: reading.article for reading in self.graph.knowledge.readings}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Class, relation or slot → what a reader calls it."""
        ontology = load_ontology(self.graph.ontology)
        return {name: term.label for terms in (ontology.classes, ontology.properties) for name, term in terms.items()}

    @cached_property
    def explorer(self) -> bytes:
        """The explorer's page."""
        with tempfile.TemporaryDirectory(prefix="kg-") as folder:
            page = Path(folder) / "page.html"
            write_view(self.graph, page, title=self._title, links=LINKS)
            return page.read_bytes()


class Opened:
    """The current graph, whichever that is just now."""

    def __init__(self, editions: Editions, title: str) -> None:
        self._editions, self._title = editions, title
        self._lock = threading.Lock()
        self._edition: Edition | None = None
        self._shown: Shown | None = None

    def now(self) -> Shown:
        """The graph as it is now."""
        with self._lock:
            edition = self._editions.current()
            if self._shown is None or edition is not self._edition:
                self._shown, self._edition = Shown(self._editions.folder, self._title), edition
            return self._shown
