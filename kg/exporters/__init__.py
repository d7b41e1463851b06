"""The graph as files for other programs: EXPORTERS by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from pyoxigraph import Quad, RdfFormat, Triple

from kg.errors import OutputError, UnknownName
from kg.exporters.facts import asserted, facts_csv, facts_jsonl
from kg.exporters.folders import Files, write_folder, write_zip
from kg.exporters.linked_json import write_jsonld
from kg.exporters.neo4j import neo4j_files
from kg.exporters.networks import write_gexf, write_graphml
from kg.exporters.notes import note_files
from kg.exporters.shards import shard_files
from kg.exporters.tables import encoded, table_files, write_parquet
from kg.model import Knowledge
from kg.ontology import nearest
from kg.rdf import in_order, subject_key, write_quads, write_triples

SHARDED = "nquads"  # lines that stand alone: the one format that can be cut anywhere


class Exportable(Protocol):
    """What is exported: knowledge, and its quads."""

    @property
    def knowledge(self) -> Knowledge:
        """All that the articles say."""

    def quads(self) -> Iterator[Quad]:
        """The same as RDF."""

    def triples(self) -> Iterator[Triple]:
        """Each triple once, whatever graph says it."""


Exporter = Callable[[Exportable, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class FolderExporter:
    """What makes several files; where only one can be written, they come as a zip file."""

    files: Callable[[Exportable], Files]

    def __call__(self, graph: Exportable, output: BinaryIO) -> None:
        """Write the files as one zip file."""
        write_zip(self.files(graph), output)


def quad_exporter(syntax: RdfFormat) -> Exporter:
    """What writes the quads in this syntax."""
    return lambda graph, output: write_quads(graph.quads(), syntax, output)


def triple_exporter(syntax: RdfFormat) -> Exporter:
    """What writes the triples in this syntax, without the graphs that say them."""
    return lambda graph, output: write_triples(in_order(graph.triples(), subject_key), syntax, output)


def write_facts(graph: Exportable, output: BinaryIO) -> None:
    """Write the asserted facts in the fact view."""
    output.write(encoded(facts_jsonl(asserted(graph.knowledge.facts))))


def write_facts_csv(graph: Exportable, output: BinaryIO) -> None:
    """Write the asserted facts for a spreadsheet."""
    output.write(encoded(facts_csv(asserted(graph.knowledge.facts))))


EXPORTERS: dict[str, Exporter | FolderExporter] = {
    "turtle": triple_exporter(RdfFormat.TURTLE),
    "trig": quad_exporter(RdfFormat.TRIG),
    "nquads": quad_exporter(RdfFormat.N_QUADS),
    "jsonld": lambda graph, output: write_jsonld(graph.quads(), output),
    "rdfxml": triple_exporter(RdfFormat.RDF_XML),
    "graphml": lambda graph, output: write_graphml(graph.knowledge, output),
    "gexf": lambda graph, output: write_gexf(graph.knowledge, output),
    "neo4j": FolderExporter(lambda graph: neo4j_files(graph.quads())),
    "tables": FolderExporter(lambda graph: table_files(graph.quads(), graph.knowledge)),
    "parquet": lambda graph, output: write_parquet(graph.knowledge, output),
    "csv": write_facts_csv,
    "facts": write_facts,
    "notes": FolderExporter(lambda graph: note_files(graph.quads())),
}


def export(graph: Exportable, name: str, output: BinaryIO) -> None:
    """Write the graph in the format of that name; one of several files as a zip file."""
    exporter_of(name)(graph, output)


def exporter_of(name: str) -> Exporter | FolderExporter:
    """The exporter of that name."""
    if name not in EXPORTERS:
        raise UnknownName("format", name, nearest(name, EXPORTERS))
    return EXPORTERS[name]


def export_folder(graph: Exportable, name: str, folder: Path, *, shards: int = 1) -> None:
    """Write the graph into the folder, in a format of several files, or in so many shards."""
    exporter = FolderExporter(lambda graph: shard_files(graph.quads(), shards)) if shards > 1 else exporter_of(name)
    if not isinstance(exporter, FolderExporter):
        raise OutputError(folder, f"{name} is one file; give its name with -o")
    write_folder(exporter.files(graph), folder)


def is_folder(name: str) -> bool:
    """Whether the format is one of several files."""
    return isinstance(EXPORTERS.get(name), FolderExporter)
