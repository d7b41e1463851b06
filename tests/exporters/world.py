"""A graph, and what other programs must find in each of its exports."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.knowledge_graph import Graph
from kg.model import Knowledge, Modality

KG = "https://kg.example.org/ontology#"


@dataclass(frozen=True)
class World:
    """A graph, and what it holds."""

    graph: Graph
    quads: frozenset[ox.Quad]
    facts: int
    unasserted: int

    def exported(self, name: str) -> bytes:
        """The export of that format."""
        output = io.BytesIO()
        self.graph.export(name, output)
        return output.getvalue()

    def files(self, name: str) -> dict[str, str]:
        """The files of an export that is a folder."""
        with zipfile.ZipFile(io.BytesIO(self.exported(name))) as archive:
            return {each: archive.read(each).decode() for each in archive.namelist()}


def world(known: Knowledge, quads: Iterable[ox.Quad]) -> World:
    """What is known, as quads, in a graph."""
    asserted = sum(fact.modality is Modality.ASSERTED for fact in known.facts)
    return World(Graph.of(known, quads), frozenset(quads), asserted, len(known.facts) - asserted)


def speakable(text: str) -> str:
    """The text without what XML has no place for."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def in_line(text: str) -> str:
    """The text in one line: XML takes every end of a line for one and the same."""
    return " ".join(text.split())
