"""The network of things as files for Gephi, Cytoscape, yEd."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, BinaryIO

import networkx as nx

from kg.analysis import network
from kg.model import Knowledge
from kg.rdf import for_xml

if TYPE_CHECKING:
    from kg.analysis import Network

# networkx writes the day of writing and its own version: neither is about the graph.
WRITTEN = re.compile(rb'( lastmodifieddate="[^"]*"|\s*<creator>[^<]*</creator>)')


def write_graphml(knowledge: Knowledge, output: BinaryIO) -> None:
    """Write the network as GraphML, attributes typed."""
    nx.write_graphml_xml(speakable(network(knowledge)), output)
    output.write(b"\n")


def write_gexf(knowledge: Knowledge, output: BinaryIO) -> None:
    """Write the network as GEXF, attributes typed."""
    written = io.BytesIO()
    nx.write_gexf(speakable(network(knowledge)), written)
    output.write(WRITTEN.sub(b"", written.getvalue()) + b"\n")


def speakable(graph: Network) -> Network:
    """The network with nothing in it that XML cannot hold."""
    clean: Network = nx.MultiDiGraph()
    for node, told in graph.nodes(data=True):
        clean.add_node(for_xml(node), **without_controls(told))
    for one, other, key, told in graph.edges(data=True, keys=True):
        clean.add_edge(for_xml(one), for_xml(other), key=for_xml(str(key)), **without_controls(told))
    return clean


def without_controls(told: dict[str, Any]) -> dict[str, Any]:
    """The attributes with U+FFFD for characters that XML cannot hold."""
    return {name: for_xml(value) if isinstance(value, str) else value for name, value in told.items()}
