"""The quad store: the one module that knows the engine that keeps and asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from kg.answers import Answer, from_boolean, from_rows, from_triples
from kg.asked import MEGABYTE, Asked, Written
from kg.errors import BadQuery, QueryStopped, StoreError, WrongFormat
from kg.query_errors import first_line, problem_of
from kg.query_text import misspelled, reaches_out, refuse_files, with_using
from kg.rdf import PREFIXES, write_triples

ROW_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
TRIPLE_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
SAID_BY_NO_GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
SAID_BY_GRAPHS_ALONE = "SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
SIZE = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"
# At least so often as there are rows this stands in a document: it is quicker to find than rows are to count.
BETWEEN_ROWS = {"json": b"},{", "xml": b"<result>", "csv": b"\n", "tsv": b"\n"}


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Snapshot:
    """A store that is only read."""

    folder: Path
    engine: Store


def write_store(quads: Iterable[Quad], folder: Path) -> None:
    """Put the quads into the folder's store, a new one if there is none; a batch at most is held in memory."""
    try:
        engine = Store(folder)
        engine.bulk_extend(quads)
        engine.flush()
    except OSError as error:
        raise StoreError(folder, f"the store cannot be written: {first_line(error)}") from error


def with_union(quads: Iterable[Quad]) -> Iterator[Quad]:
    """
    The quads, and what any graph says in the default graph too; a store keeps each once.

    The engine's own union of graphs counts a triple once for each graph that says it.
    """
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)


def open_snapshot(folder: Path) -> Snapshot:
    """The store in the folder, for reading."""
    with readable(folder):
        return Snapshot(folder, Store.read_only(str(folder)))


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """StoreError where the store's files are not there, or are damaged."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if isinstance(error, OSError) or is_damage(error):
            problem = f"the store cannot be read: {first_line(error)}; build it again"
            raise StoreError(folder, problem) from error
        raise


def is_damage(error: Exception) -> bool:
    """Whether the engine found what it never wrote; it has no type for that."""
    return str(error).startswith("Corruption")


def snapshot_of(quads: Iterable[Quad]) -> Snapshot:
    """The quads as a store in memory."""
    engine = Store()
    engine.extend(with_union(quads))
    return Snapshot(Path("memory"), engine)


def quads_of(snapshot: Snapshot) -> Iterator[Quad]:
    """What the store was given: the graphs, and of the default graph what no graph says."""
    with readable(snapshot.folder):
        yield from (quad for quad in snapshot.engine if not isinstance(quad.graph_name, DefaultGraph))
        yield from said_by_no_graph(snapshot.engine)


def said_by_no_graph(engine: Store) -> Iterator[Quad]:
    """What the default graph holds beside the union of the graphs."""
    found = engine.query(SAID_BY_NO_GRAPH)
    assert isinstance(found, QueryTriples)
    return (Quad(*triple) for triple in found)


def triples_of(snapshot: Snapshot, graph: NamedNode | None = None) -> Iterator[Triple]:
    """Each triple once, whatever graph says it: what the default graph holds; or what the graph of that name says."""
    with readable(snapshot.folder):
        for quad in snapshot.engine.quads_for_pattern(None, None, None, graph or DefaultGraph()):
            yield quad.triple


def graphs_of(snapshot: Snapshot) -> list[NamedNode]:
    """The named graphs that say something, by name."""
    with readable(snapshot.folder):
        named = [graph for graph in snapshot.engine.named_graphs() if isinstance(graph, NamedNode)]
    return sorted((graph for graph in named if any(True for _ in triples_of(snapshot, graph))), key=lambda g: g.value)


def size(snapshot: Snapshot) -> int:
    """The number of triples, whatever graphs say them."""
    with readable(snapshot.folder):
        found = snapshot.engine.query(SIZE)
        assert isinstance(found, QuerySolutions)
        return int(next(found)["triples"].value)


def ask(snapshot: Snapshot, sparql: str) -> Answer:
    """What the graph answers; nothing outside of it is asked."""
    asked = Asked(sparql)
    with told_well(snapshot, asked):
        return answer_of(evaluated(snapshot, asked), is_ordered=is_ordered(sparql))


def evaluated(snapshot: Snapshot, asked: Asked) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The engine's answer; graphs that the request names are asked instead of those that the query names."""
    refuse_files(asked.sparql)
    refuse_reach(asked)
    graphs = {}
    if asked.default_graphs or asked.named_graphs:
        graphs = {
            "default_graph": [graph_name(iri) for iri in asked.default_graphs],
            "named_graphs": [graph_name(iri) for iri in asked.named_graphs],
        }
    return snapshot.engine.query(asked.sparql, prefixes=PREFIXES, base_iri=asked.base, **graphs)  # type: ignore[arg-type]


def refuse_reach(asked: Asked, *, may_change: bool = False) -> None:
    """BadQuery where the query or the update asks another server, or fetches something."""
    if reaches_out(asked.sparql) and complaint(asked.sparql, base=asked.base, may_change=may_change):
        raise BadQuery(problem(asked, may_change=may_change))


def problem(asked: Asked, *, may_change: bool = False) -> str:
    """What is wrong with the query or the update, and where."""
    complain = partial(complaint, base=asked.base, may_change=may_change)
    return problem_of(asked.sparql, complain, may_change=may_change)


def complaint(
    sparql: str, *, base: str | None = None, may_change: bool = False, prefixes: Mapping[str, str] = PREFIXES
) -> str | None:
    """
    What the engine says against the text, with SERVICE and LOAD as words like any other; None where it can read it.

    Its parser is not to be had alone: the text is asked of an empty store.
    """
    empty = Store()
    try:
        (empty.update if may_change else empty.query)(misspelled(sparql), prefixes=dict(prefixes), base_iri=base)
    except SyntaxError as error:
        return str(error)
    except (RuntimeError, ValueError, OSError):  # it is read before it is answered
        return None
    return None


def graph_name(iri: str) -> NamedNode:
    """The graph of that name."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadQuery(f"{iri!r} is no name of a graph: a whole address is needed") from error


@contextmanager
def told_well(snapshot: Snapshot, asked: Asked, *, may_change: bool = False) -> Iterator[None]:
    """What the engine complains of, told as errors of ours."""
    try:
        with readable(snapshot.folder):
            yield
    except SyntaxError as error:
        raise BadQuery(problem(asked, may_change=may_change)) from error
    except (RuntimeError, ValueError) as error:
        raise BadQuery(first_line(error)) from error


def is_ordered(sparql: str) -> bool:
    """Whether the query may ask for an order of its own."""
    return "order" in sparql.lower()


def answer_of(found: QuerySolutions | QueryBoolean | QueryTriples, *, is_ordered: bool) -> Answer:
    """The engine's answer, taken out of the engine; sorted where the query asks for no order."""
    match found:
        case QueryBoolean():
            return from_boolean(bool(found))
        case QueryTriples():
            return from_triples(found)
    columns = tuple(variable.value for variable in found.variables)
    rows = [tuple(solution) for solution in found]
    return from_rows(columns, rows if is_ordered else sorted(rows, key=lambda row: tuple(map(str, row))))


# Answers as documents


def write_answer(snapshot: Snapshot, asked: Asked) -> Written:
    """The answer in the first format of those asked for that can hold it."""
    with told_well(snapshot, asked):
        found = evaluated(snapshot, asked)
        kinds = TRIPLE_FORMATS if isinstance(found, QueryTriples) else ROW_FORMATS
        name = next((name for name in asked.formats if name in kinds), None)
        if name is None:
            raise WrongFormat(kinds)
        if isinstance(found, QueryTriples):
            return Written(name, triples_document(found, name, asked))
        return Written(name, rows_document(snapshot, found, name, asked))


def triples_document(found: QueryTriples, name: str, asked: Asked) -> bytes:
    """The triples, each once, in order."""
    kept: set[Triple] = set()
    for triple in found:
        kept.add(triple)
        if len(kept) > asked.rows:
            raise QueryStopped("rows", asked.rows)
    output = BytesIO()
    write_triples((Triple(*row) for row in from_triples(kept).rows), TRIPLE_FORMATS[name], output)  # type: ignore[arg-type]
    if output.tell() > asked.answer_megabytes * MEGABYTE:
        raise QueryStopped("size", asked.answer_megabytes)
    return output.getvalue()


def rows_document(snapshot: Snapshot, found: QuerySolutions | QueryBoolean, name: str, asked: Asked) -> bytes:
    """The rows as the engine writes them, which takes no longer than to look at each of them."""
    output = Capped(asked.answer_megabytes * MEGABYTE, asked.rows, BETWEEN_ROWS[name])
    try:
        found.serialize(output, format=ROW_FORMATS[name])
    except Exception:
        if output.is_too_large:
            raise QueryStopped("size", asked.answer_megabytes) from None
        if not output.may_be_too_many:
            raise
        refuse_more_rows(snapshot, asked)
        rest = Capped(asked.answer_megabytes * MEGABYTE)
        again = evaluated(snapshot, asked)
        assert isinstance(again, QuerySolutions)
        again.serialize(rest, format=ROW_FORMATS[name])
        return rest.getvalue()
    return output.getvalue()


def refuse_more_rows(snapshot: Snapshot, asked: Asked) -> None:
    """QueryStopped where the answer has more rows than are wanted."""
    found = evaluated(snapshot, asked)
    assert isinstance(found, QuerySolutions)
    for number, _ in enumerate(found, 1):
        if number > asked.rows:
            raise QueryStopped("rows", asked.rows)


class Capped(BytesIO):
    """What is written, until it is more than is wanted: then it is not written on."""

    def __init__(self, most: int, rows: int | None = None, between: bytes = b"") -> None:
        super().__init__()
        self.most, self.rows, self.between = most, rows, between
        self.seen, self.end = 0, b""  # how often what stands between rows was seen; what may be half of it
        self.is_too_large = self.may_be_too_many = False

    def write(self, chunk: Any, /) -> int:
        """Keep the chunk; an error where it is too much."""
        self.is_too_large = self.tell() + len(chunk) > self.most
        if self.rows is not None:
            self.seen += (self.end + chunk).count(self.between)
            self.end = bytes(chunk[1 - len(self.between) :]) if len(self.between) > 1 else b""
            self.may_be_too_many = self.seen > self.rows
        if self.is_too_large or self.may_be_too_many:
            raise ValueError("enough")
        return super().write(chunk)


def read_answer(written: Written, *, is_ordered: bool) -> Answer:
    """The answer that the document holds."""
    if written.format == "ntriples":
        found = parse(written.document, format=RdfFormat.N_TRIPLES)
        return from_triples(quad.triple for quad in found)
    return answer_of(parse_query_results(written.document, format=ROW_FORMATS[written.format]), is_ordered=is_ordered)


# Updates


def change(folder: Path, before: Path, asked: Asked) -> None:
    """Do the update in the store of the folder, which may be spoilt where it fails; `before` is a store as it was."""
    try:
        snapshot = Snapshot(folder, Store(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(folder, f"the store cannot be written: {first_line(error)}") from error
    update = with_using(asked.sparql, asked.default_graphs, asked.named_graphs)
    refuse_reach(asked, may_change=True)
    with told_well(snapshot, asked, may_change=True):
        snapshot.engine.update(update, prefixes=PREFIXES, base_iri=asked.base)
        restore_union(snapshot.engine, open_snapshot(before).engine)
        snapshot.engine.flush()


def restore_union(changed: Store, before: Store) -> None:
    """
    Let the default graph be the union of the graphs again after an update.

    What was deleted in it is deleted in all graphs, what was deleted in the last graph that said it is deleted in it;
    what was inserted in a graph is inserted in it. What was inserted in it and is said by no graph stands there alone.
    """
    found = changed.query(SAID_BY_GRAPHS_ALONE)
    assert isinstance(found, QuerySolutions)
    for row in found:
        quad = Quad(row["s"], row["p"], row["o"], row["g"])
        if quad in before:
            changed.remove(quad)
        else:
            changed.add(Quad(*quad.triple))
    for quad in said_by_no_graph(changed):
        if any(each.graph_name != quad.graph_name for each in before.quads_for_pattern(*quad.triple)):
            changed.remove(quad)
