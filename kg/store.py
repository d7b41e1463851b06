"""The quad store: the one module that knows the engine that keeps and asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from kg.answers import Answer, from_boolean, from_rows, from_triples
from kg.errors import BadQuery, StoreError
from kg.rdf import PREFIXES

# SPARQL reads \u0073 inside a literal or an IRI as the letter, and nowhere else: spelled so, the word
# SERVICE stays what it is in a literal and is no keyword any more. A variable's name keeps its letters.
SERVICE = re.compile(r"([?$][A-Za-z0-9_]+)|s(?=ervice)", re.IGNORECASE)
ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}(?=ervice)", re.IGNORECASE)
ESCAPE_LENGTH = len("\\u0073")
FILE_GRAPH = re.compile(r"\bFROM\s+(?:NAMED\s+)?<(file:[^>]*)>", re.IGNORECASE)
UPDATE = re.compile(
    r"^(?:\s|#[^\n]*\n|PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>)*"
    r"(LOAD|INSERT|DELETE|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
KEYWORD = re.compile(r"[A-Za-z]+")
ANYTHING = "[_]"  # the engine's word for any character
NO_PREFIX = "Prefix not found"
UNBOUND = "The SELECT contains a variable that is unbound"
PREFIXED_NAME = re.compile(r"[\w-]*:[^\s;,.]*$")


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Snapshot:
    """A store that is only read."""

    folder: Path
    engine: Store


def write_store(quads: Iterable[Quad], folder: Path) -> None:
    """Put the quads into a new store."""
    try:
        engine = Store(folder)
        engine.bulk_extend(quads)
        engine.flush()
    except OSError as error:
        raise StoreError(folder, f"the store cannot be written: {first_line(error)}") from error


def with_union(quads: Iterable[Quad]) -> Iterator[Quad]:
    """
    The quads, and what any graph says in the default graph too, once.

    The engine's own union of graphs counts a triple once for each graph that says it.
    """
    told = tuple(quads)
    return chain(told, in_default_graph(told))


def in_default_graph(quads: Iterable[Quad]) -> dict[Quad, None]:
    """What the quads say, whatever graph says it: each once, in their order."""
    return dict.fromkeys(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def open_snapshot(folder: Path) -> Snapshot:
    """The store in the folder, for reading."""
    try:
        return Snapshot(folder, Store.read_only(str(folder)))
    except OSError as error:
        raise StoreError(folder, f"the store cannot be read: {first_line(error)}; build it again") from error


def snapshot_of(quads: Iterable[Quad]) -> Snapshot:
    """The quads as a store in memory."""
    engine = Store()
    engine.extend(with_union(quads))
    return Snapshot(Path("memory"), engine)


def quads_of(snapshot: Snapshot) -> Iterator[Quad]:
    """What the store was given: the graphs, and of the default graph what no graph says."""
    told = set()
    for quad in snapshot.engine:
        if not isinstance(quad.graph_name, DefaultGraph):
            told.add(quad.triple)
            yield quad
    for quad in snapshot.engine.quads_for_pattern(None, None, None, DefaultGraph()):
        if quad.triple not in told:
            yield quad


def triples_of(snapshot: Snapshot) -> Iterator[Triple]:
    """Each triple once, whatever graph says it: what the default graph holds."""
    return (quad.triple for quad in snapshot.engine.quads_for_pattern(None, None, None, DefaultGraph()))


def ask(snapshot: Snapshot, sparql: str) -> Answer:
    """What the graph answers; nothing outside of it is asked."""
    refuse_files(sparql)
    harmless = without_service(sparql)
    try:
        found = snapshot.engine.query(harmless, prefixes=PREFIXES)
        return answer_of(found, is_ordered="order" in sparql.lower())
    except SyntaxError as error:
        raise BadQuery(problem_of(harmless, str(error))) from error
    except (RuntimeError, ValueError) as error:
        raise BadQuery(first_line(error)) from error
    except OSError as error:
        raise StoreError(snapshot.folder, f"the store cannot be read: {first_line(error)}; build it again") from error


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


# What a query may not do


def refuse_files(sparql: str) -> None:
    """BadQuery where the query asks files instead of the graph."""
    if named := FILE_GRAPH.search(sparql):
        raise BadQuery(f"FROM <{named[1]}>: only the graph itself is asked, no file")


def without_service(sparql: str) -> str:
    """The query with no word SERVICE that could be a keyword."""
    return SERVICE.sub(lambda found: found[1] or f"\\u{ord(found[0]):04X}", sparql)


# What is wrong with a query


def problem_of(sparql: str, complaint: str) -> str:
    """The engine's complaint as a sentence with line, column and the words that it stumbles over."""
    if update := UPDATE.match(sparql):
        return f"{update[1].upper()}: a graph is asked here, never changed"
    place = PLACE.match(complaint)
    if place is None:
        return first_line(complaint)
    position = stumble(sparql, place)
    if ESCAPE.match(sparql, position):
        return f"{where(sparql, position)}: SERVICE is refused: only the graph itself is asked, no other server"
    if UNBOUND in place[3]:
        return UNBOUND[0].lower() + UNBOUND[1:]
    if NO_PREFIX in place[3] and (name := PREFIXED_NAME.search(sparql[:position])):
        return f"{where(sparql, name.start())}: no prefix is declared for {name[0]!r}"
    return f"{where(sparql, position)}: {words_at(sparql, position)} cannot stand here"


def stumble(sparql: str, place: re.Match[str]) -> int:
    """
    Where the query goes wrong, in characters from its start.

    The engine says where a keyword that it expected would have ended: its length is taken off.
    """
    lines = sparql.split("\n")
    line, column = int(place[1]), int(place[2])
    end = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
    expected = [word.strip(' "') for word in place[3].split(", ")]
    keywords = [word for word in expected if KEYWORD.fullmatch(word)]
    others = [word for word in expected if word != ANYTHING and word not in keywords]
    if others or not keywords:
        return max(0, min(end, len(sparql)))
    return max(0, end - min(map(len, keywords)))


def where(sparql: str, position: int) -> str:
    """The place as line and column of the query that was asked, before SERVICE was spelled out."""
    before = ESCAPE.sub("s", sparql[:position])
    return f"line {before.count(chr(10)) + 1}, column {position_in_line(before)}"


def position_in_line(before: str) -> int:
    """The column that follows the text."""
    return len(before) - (before.rfind("\n") + 1) + 1


def words_at(sparql: str, position: int) -> str:
    """What stands at the place, quoted: a word or a sign."""
    found: Sequence[str] = re.findall(r"\s*([\w?$:]+|<[^>\n]*>|\S)", sparql[position : position + 40])
    return repr(found[0]) if found else "the end of the query"


def first_line(error: Exception | str) -> str:
    """The error in one line."""
    return (str(error).splitlines() or ["no reason given"])[0][:200]
