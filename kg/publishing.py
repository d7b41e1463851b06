"""
A graph put onto a SPARQL 1.1 server, in place of the one that was published there before.

The server keeps a record of the graphs that it was given, with a digest of each: what has not changed is not sent
again. Before a graph is touched the record says that it is being written, and so it does until all triples of it were
counted there. Whatever is interrupted is therefore seen to be, and is sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

from pyoxigraph import Literal, NamedNode, RdfFormat, serialize

from kg.endpoint import DIGEST, RECORD, UNION, WRITING, Endpoint
from kg.errors import EndpointError
from kg.store import Snapshot, graphs_of, triples_of
from kg.uploads import Way, way_to

TOGETHER = 100  # graphs that are put on record together
AT_A_TIME = 50_000  # triples that are held in memory to be looked at
YES = Literal(value="yes")
# Asked for one graph at a time: Virtuoso at times takes ten seconds for several small ones at once.
HELD = "SELECT (COUNT(*) AS ?held) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
Progress = Callable[[int, int], None]  # triples done, triples in all


@dataclass(frozen=True, slots=True)
class Published:
    """What stands on the server now, how many graphs (the union among them) had to be sent for it, and how."""

    url: str
    graphs: int
    triples: int
    sent: int
    way: str

    def __str__(self) -> str:
        stands = f"{self.triples:,} triples in {self.graphs:,} graphs, and all of them in {UNION}: {self.url}"
        return f"{stands}\n{self.sent:,} graphs sent, {self.way}" if self.sent else f"{stands}\nnothing had changed"


@dataclass(frozen=True, slots=True)
class Digest:
    """By which it is known whether a graph has changed: how many triples it has, and a hash of them all."""

    triples: int
    hash: str

    def __str__(self) -> str:
        return f"{self.triples} {self.hash}"


def publish(snapshot: Snapshot, endpoint: Endpoint, progress: Progress = lambda _done, _total: None) -> Published:
    """
    Put what the snapshot holds onto the server, as far as it has changed since it was last put there.

    Graphs that are no more go; the union, which queries ask, comes last. Only a part of a graph is held in memory.
    """
    source, record = Source(snapshot, progress), Record.at(endpoint)
    graphs = graphs_of(snapshot)
    gone = sorted(record.graphs - {graph.value for graph in (*graphs, UNION)})
    there = unchanged(graphs, source, record)
    changed = [graph for graph in graphs if graph not in there]
    if not gone and not changed and (union := unchanged([UNION], source, record)):
        return Published(endpoint.queries, len(graphs), union[UNION].triples, 0, "")
    way = way_to(endpoint)
    record.begin([UNION])
    for graph in gone:
        way.drop(NamedNode(graph))
        record.forget(graph)
    for group in groups(changed):
        write(group, source, way, record)
    written = write([UNION], source, way, record)
    return Published(endpoint.queries, len(graphs), written[UNION].triples, len(changed) + 1, str(way))


def unchanged(graphs: Sequence[NamedNode], source: Source, record: Record) -> dict[NamedNode, Digest]:
    """Those of the graphs that stand on the server as they are here: by what is on record, and by what is there."""
    digests = record.digests
    same: dict[NamedNode, Digest] = {}
    for graph in [graph for graph in graphs if graph.value in digests]:
        digest = source.digest(graph)
        if str(digest) == digests[graph.value] and held(graph, record.endpoint) == digest.triples:
            same[graph] = digest
            source.pass_by(digest.triples)
    return same


def write(graphs: Sequence[NamedNode], source: Source, way: Way, record: Record) -> dict[NamedNode, Digest]:
    """Let the graphs hold there what they hold here; EndpointError where the server holds something else."""
    record.begin(graphs)
    digests: dict[NamedNode, Digest] = {}
    for graph in graphs:
        sent = Summed()
        way.replace(graph, sent.passing(source.parts(graph, way.triples)))
        digests[graph] = sent.digest
        if (count := held(graph, record.endpoint)) != sent.triples:
            problem = f"holds {count} of the {sent.triples} triples of {graph}; look into its log, and publish again"
            raise EndpointError(record.endpoint.queries, problem)
    record.end(digests)
    return digests


def held(graph: NamedNode, endpoint: Endpoint) -> int:
    """How many triples of the graph the server holds."""
    (count,) = (row["held"] for row in endpoint.answer(HELD.format(graph=graph), {}))
    return int(count)


def groups(graphs: Sequence[NamedNode]) -> Iterator[Sequence[NamedNode]]:
    """The graphs, some at a time."""
    return (graphs[start : start + TOGETHER] for start in range(0, len(graphs), TOGETHER))


@dataclass(slots=True)
class Source:
    """What is published, in parts, and how much of it has been dealt with."""

    snapshot: Snapshot
    progress: Progress
    done: int = 0
    total: int = 0

    def __post_init__(self) -> None:
        self.total = len(self.snapshot.engine)

    def parts(self, graph: NamedNode, size: int) -> Iterator[bytes]:
        """The graph as N-Triples, so many of them at a time."""
        for part in self.documents(graph, size):
            yield part
            self.pass_by(part.count(b"\n"))

    def digest(self, graph: NamedNode) -> Digest:
        """The digest of the graph."""
        summed = Summed()
        for _ in summed.passing(self.documents(graph, AT_A_TIME)):
            pass
        return summed.digest

    def documents(self, graph: NamedNode, size: int) -> Iterator[bytes]:
        """The graph as N-Triples, so many of them at a time, in the engine's order, which is the same each time."""
        triples = triples_of(self.snapshot, None if graph == UNION else graph)
        while part := serialize(islice(triples, size), format=RdfFormat.N_TRIPLES):
            yield part

    def pass_by(self, triples: int) -> None:
        """Tell that so many more are dealt with."""
        self.done = min(self.done + triples, self.total)
        self.progress(self.done, self.total)


class Summed:
    """The digest of what passes by."""

    def __init__(self) -> None:
        self.hash, self.triples = blake2b(digest_size=16), 0

    def passing(self, documents: Iterable[bytes]) -> Iterator[bytes]:
        """The documents as they are."""
        for document in documents:
            self.hash.update(document)
            self.triples += document.count(b"\n")
            yield document

    @property
    def digest(self) -> Digest:
        """The digest of all that has passed so far."""
        return Digest(self.triples, self.hash.hexdigest())


@dataclass(frozen=True, slots=True)
class Record:
    """What the server has on record of the graphs that it was given. After any step of a change it tells no untruth."""

    endpoint: Endpoint
    recorded: dict[str, str]  # graphs with their digests
    being_written: frozenset[str]

    @classmethod
    def at(cls, endpoint: Endpoint) -> Record:
        """The record as it is now."""
        return cls(endpoint, endpoint.recorded(DIGEST), frozenset(endpoint.recorded(WRITING)))

    @property
    def graphs(self) -> set[str]:
        """All graphs that may hold something."""
        return {*self.recorded, *self.being_written}

    @property
    def digests(self) -> dict[str, str]:
        """The digests of the graphs that are whole."""
        return {graph: digest for graph, digest in self.recorded.items() if graph not in self.being_written}

    def begin(self, graphs: Iterable[NamedNode]) -> None:
        """Let the graphs be on record as being written, and not with the digests that they had."""
        self.change("INSERT", [f"{graph} {WRITING} {YES}" for graph in graphs])
        old = [(graph, self.recorded.pop(graph.value, "")) for graph in graphs]
        self.change("DELETE", [f"{graph} {DIGEST} {Literal(digest)}" for graph, digest in old if digest])

    def end(self, digests: Mapping[NamedNode, Digest]) -> None:
        """Let the graphs be on record with these digests, and no longer as being written."""
        self.change("INSERT", [f"{graph} {DIGEST} {Literal(str(digest))}" for graph, digest in digests.items()])
        self.change("DELETE", [f"{graph} {WRITING} {YES}" for graph in digests])

    def forget(self, graph: str) -> None:
        """Let the graph, which is empty now, be on record no more."""
        if digest := self.recorded.pop(graph, ""):
            self.change("DELETE", [f"<{graph}> {DIGEST} {Literal(digest)}"])
        self.change("DELETE", [f"<{graph}> {WRITING} {YES}"])

    def change(self, what: str, triples: Sequence[str]) -> None:
        """Insert or delete these triples of the record."""
        if triples:
            self.endpoint.update(f"{what} DATA {{ GRAPH {RECORD} {{ {' . '.join(triples)} }} }}")
