"""The two ways to put a graph onto a server: as uploads to its graph store, or as updates in batches."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from pyoxigraph import NamedNode

from kg.endpoint import BUSY, GRAPH_STORES, GRAPHS, Endpoint, accepted, beside
from kg.errors import EndpointError, TooLarge

PROBE = NamedNode(GRAPHS + "probe")
PROBE_TRIPLE = f"{PROBE} {PROBE} {PROBE} ."
# Oxigraph takes much at a time twice as quickly so, and not all or nothing, which the record of what is whole sees to.
BULK, MUCH = {"no_transaction": ""}, 1_000_000  # bytes
MEDIA_TYPE = {"Content-Type": "text/turtle"}  # what is sent is N-Triples: Turtle that every graph store takes


@dataclass
class Way(ABC):
    """A way to write graphs; `most` is what the server takes at a time, in bytes, as far as it has told."""

    endpoint: Endpoint
    most: int
    triples: ClassVar[int]  # at a time

    @abstractmethod
    def begin(self, graph: NamedNode, lines: bytes) -> None:
        """Let the graph hold these lines of N-Triples and nothing else."""

    @abstractmethod
    def add(self, graph: NamedNode, lines: bytes) -> None:
        """Let the graph hold these lines too."""

    @abstractmethod
    def drop(self, graph: NamedNode) -> None:
        """Let the graph hold nothing."""

    def replace(self, graph: NamedNode, documents: Iterable[bytes]) -> None:
        """Let the graph hold these N-Triples and nothing else; where they are too much at a time, in smaller parts."""
        write = self.begin
        for document in documents:
            waiting = [document]
            while waiting:
                lines = waiting.pop()
                if len(lines) > self.most and lines.count(b"\n") > 1:
                    waiting.extend(reversed(halves(lines)))
                    continue
                try:
                    write(graph, lines)
                except TooLarge:
                    if lines.count(b"\n") == 1:
                        raise
                    self.most = len(lines) // 2
                    waiting.append(lines)
                else:
                    write = self.add
        if write == self.begin:  # no document came
            self.drop(graph)


class Updates(Way):
    """SPARQL 1.1 Update, which all servers have that can be written to."""

    triples = 2000  # Virtuoso refuses 5,000 in one INSERT DATA

    def begin(self, graph: NamedNode, lines: bytes) -> None:
        """Let the graph hold these lines of N-Triples and nothing else."""
        self.drop(graph)
        self.add(graph, lines)

    def add(self, graph: NamedNode, lines: bytes) -> None:
        """Let the graph hold these lines too."""
        self.endpoint.update(f"INSERT DATA {{ GRAPH {graph} {{\n{lines.decode()}}} }}")

    def drop(self, graph: NamedNode) -> None:
        """Let the graph hold nothing."""
        self.endpoint.update(f"DROP SILENT GRAPH {graph}")

    def __str__(self) -> str:
        return "by updates"


@dataclass
class Uploads(Way):
    """The SPARQL 1.1 Graph Store HTTP Protocol."""

    url: str
    triples = 50_000

    def begin(self, graph: NamedNode, lines: bytes) -> None:
        """Let the graph hold these lines of N-Triples and nothing else."""
        self.send("PUT", graph, lines)

    def add(self, graph: NamedNode, lines: bytes) -> None:
        """Let the graph hold these lines too."""
        self.send("POST", graph, lines)

    def drop(self, graph: NamedNode) -> None:
        """Let the graph hold nothing."""
        response = self.endpoint.respond("DELETE", self.url, params={"graph": graph.value})
        if response.status_code != 404:  # it holds nothing already
            accepted(self.url, response)

    def send(self, method: str, graph: NamedNode, lines: bytes) -> None:
        """Do this with the lines."""
        options = BULK if len(lines) > MUCH and self.url.endswith("/store") else {}
        where = {"graph": graph.value, **options}
        self.endpoint.send(method, self.url, params=where, content=lines, headers=MEDIA_TYPE)

    def __str__(self) -> str:
        return f"as uploads to {self.url}"


def way_to(endpoint: Endpoint) -> Way:
    """Uploads where the server has a graph store, which is tried; else updates."""
    url = endpoint.graph_store or beside(endpoint.queries, GRAPH_STORES)
    uploads = Uploads(endpoint, 16_000_000, url)
    return uploads if url and is_graph_store(uploads) else Updates(endpoint, 500_000)


def is_graph_store(uploads: Uploads) -> bool:
    """
    Whether what is put there stands in the graph that the endpoint asks.

    An address that was only worked out may be wrong; one that somebody has told must not be: EndpointError.
    """
    endpoint, url = uploads.endpoint, uploads.url
    response = endpoint.respond(
        "PUT", url, params={"graph": PROBE.value}, content=PROBE_TRIPLE.encode(), headers=MEDIA_TYPE
    )
    if not response.is_success and not endpoint.graph_store and response.status_code not in BUSY:
        return False
    accepted(url, response)
    is_there = bool(endpoint.answer(f"ASK {{ GRAPH {PROBE} {{ {PROBE_TRIPLE} }} }}", {}))
    uploads.drop(PROBE)
    if not is_there and endpoint.graph_store:
        raise EndpointError(url, f"what is put there is not found at {endpoint.queries}: they are not one store")
    return is_there


def halves(lines: bytes) -> tuple[bytes, bytes]:
    """The first lines and the other ones, as long as each other or nearly so."""
    middle = lines.find(b"\n", len(lines) // 2) + 1
    if middle == len(lines):  # the last line is the longest
        middle = lines.rfind(b"\n", 0, len(lines) - 1) + 1
    return lines[:middle], lines[middle:]
