"""A graph put onto a SPARQL 1.1 server, in place of the one that was published there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import DefaultGraph, Quad

from kg.endpoint import UNION, Endpoint
from kg.errors import EndpointError
from kg.rdf import graph_key, in_order

BATCH = 2000  # triples; Virtuoso refuses 5,000 in one INSERT DATA
BATCH_LENGTH = 500_000  # characters, whatever they say
HELD = "SELECT (COUNT(*) AS ?held) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"


@dataclass(frozen=True, slots=True)
class Published:
    """What stands on the server now."""

    url: str
    graphs: int
    triples: int

    def __str__(self) -> str:
        return f"{self.triples:,} triples in {self.graphs:,} graphs, and all of them in {UNION}: {self.url}"


def publish(quads: Iterable[Quad], endpoint: Endpoint) -> Published:
    """
    Put the quads onto the server.

    Each graph is dropped and written anew, and those that are no more go. The union, which queries ask, comes last,
    so that they are answered from the old graph until then. Whoever was interrupted publishes again.
    """
    given = set(quads)
    told = list(in_order({quad for quad in given if not isinstance(quad.graph_name, DefaultGraph)}, graph_key))
    union = list(in_order({Quad(quad.subject, quad.predicate, quad.object, UNION) for quad in given}, graph_key))
    names = [str(graph) for graph, _ in groupby(told, lambda quad: quad.graph_name)]
    for gone in sorted({f"<{graph}>" for graph in endpoint.graphs_now()} - {*names, str(UNION)}):
        endpoint.update(f"DROP SILENT GRAPH {gone}")
    for statements in (told, union):
        for graph, said in groupby(statements, lambda quad: quad.graph_name):
            replace_graph(str(graph), list(said), endpoint)
    return Published(endpoint.queries, len(names), len(union))


def replace_graph(graph: str, quads: list[Quad], endpoint: Endpoint) -> None:
    """Let the graph hold these quads and no others; EndpointError where the server holds fewer."""
    endpoint.update(f"DROP SILENT GRAPH {graph}")
    for triples in batches(quads):
        endpoint.update(f"INSERT DATA {{ GRAPH {graph} {{\n{triples}}} }}")
    (held,) = (row["held"] for row in endpoint.answer(HELD.format(graph=graph), {}))
    if held != len(quads):
        problem = f"holds {held} of the {len(quads)} triples of {graph}; look into its log, and publish again"
        raise EndpointError(endpoint.queries, problem)


def batches(quads: Iterable[Quad]) -> Iterator[str]:
    """The triples as text, as many at a time as servers take."""
    batch: list[str] = []
    length = 0
    for quad in quads:
        line = f"{quad.triple} .\n"
        if batch and (len(batch) == BATCH or length + len(line) > BATCH_LENGTH):
            yield "".join(batch)
            batch, length = [], 0
        batch.append(line)
        length += len(line)
    if batch:
        yield "".join(batch)
