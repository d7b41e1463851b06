"""The graph as files for other programs: EXPORTERS by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from pyoxigraph import Quad, RdfFormat

from kg.errors import UnknownName
from kg.exporters.facts import asserted, facts_csv, facts_jsonl
from kg.exporters.networks import write_gexf, write_graphml
from kg.model import Knowledge
from kg.ontology import nearest
from kg.rdf import write_quads


class Exportable(Protocol):
    """What is exported: knowledge, and its quads."""

    @property
    def knowledge(self) -> Knowledge:
        """All that the articles say."""

    def quads(self) -> Iterator[Quad]:
        """The same as RDF."""


Exporter = Callable[[Exportable, BinaryIO], None]


def rdf_exporter(syntax: RdfFormat) -> Exporter:
    """What writes the quads in this syntax."""
    return lambda graph, output: write_quads(graph.quads(), syntax, output)


def write_facts(graph: Exportable, output: BinaryIO) -> None:
    """Write the asserted facts in the fact view."""
    output.write(as_bytes(facts_jsonl(asserted(graph.knowledge.facts))))


def write_facts_csv(graph: Exportable, output: BinaryIO) -> None:
    """Write the asserted facts for a spreadsheet."""
    output.write(as_bytes(facts_csv(asserted(graph.knowledge.facts))))


def as_bytes(text: str) -> bytes:
    """The text as UTF-8; half a character, as a broken file name has it, is spelled as JSON spells it."""
    return text.encode("utf-8", "backslashreplace")


EXPORTERS: dict[str, Exporter] = {
    "turtle": rdf_exporter(RdfFormat.TURTLE),
    "trig": rdf_exporter(RdfFormat.TRIG),
    "nquads": rdf_exporter(RdfFormat.N_QUADS),
    "jsonld": rdf_exporter(RdfFormat.JSON_LD),
    "rdfxml": rdf_exporter(RdfFormat.RDF_XML),
    "graphml": lambda graph, output: write_graphml(graph.knowledge, output),
    "gexf": lambda graph, output: write_gexf(graph.knowledge, output),
    "csv": write_facts_csv,
    "facts": write_facts,
}


def export(graph: Exportable, name: str, output: BinaryIO) -> None:
    """Write the graph in the format of that name."""
    if name not in EXPORTERS:
        raise UnknownName("format", name, nearest(name, EXPORTERS))
    EXPORTERS[name](graph, output)
