"""RDF terms as people and other programs read them: short names, plain values, sorted documents."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, TypeVar

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

Term = NamedNode | BlankNode | Literal
Said = TypeVar("Said", Triple, Quad)

KG = "https://kg.example.org/ontology#"
ID = "https://kg.example.org/id/"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALT_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
IDENTIFIER = "http://purl.org/dc/terms/identifier"
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "id": ID,
    "kg": KG,
    "kgg": "https://kg.example.org/graph/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
XSD = PREFIXES["xsd"]
INTEGER_TYPES = frozenset({XSD + "integer", XSD + "int", XSD + "long", XSD + "nonNegativeInteger"})
DECIMAL_TYPES = frozenset({XSD + "decimal", XSD + "double", XSD + "float"})
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a thing is and is called comes first, what the program keeps of it last; between them, in the order in which
# a sentence would tell it, who did what to whom, how much, when and why.
FIRST = (
    *(RDF_TYPE.value, LABEL.value, ALT_LABEL.value),
    *(KG + name for name in ("factType", "wouldBe", "tells", "modality", "cue")),
    *(KG + name for name in ("agent", "subject", "target", "object", "platform", "policy", "campaign", "medium")),
    *(KG + name for name in ("count", "countComparator", "amount", "amountComparator", "currency")),
    *(KG + name for name in ("date", "start", "end", "reason", "topic", "quote", "role")),
    *(KG + name for name in ("slot", "filledBy", "value", "exact", "startsAt", "endsAt")),
)
LAST = (*(KG + name for name in ("disputed", "independentSources", "mergedBecause", "pattern")), IDENTIFIER)
RANKS = {name: rank for rank, name in enumerate(FIRST)} | {name: rank + 1000 for rank, name in enumerate(LAST)}
BETWEEN = len(FIRST)


def term_key(term: Term | DefaultGraph | Triple) -> str:
    """What terms are sorted by."""
    return term.value if isinstance(term, NamedNode) else str(term)


def subject_key(statement: Triple | Quad) -> tuple[bool, str]:
    """What is told stands by the name of what it is told of, and before the ontology."""
    subject = term_key(statement.subject)
    return not subject.startswith(ID), subject


def graph_key(quad: Quad) -> tuple[str, bool, str]:
    """Quads of one graph stand together, the default graph first."""
    return ("" if isinstance(quad.graph_name, DefaultGraph) else term_key(quad.graph_name), *subject_key(quad))


def told_key(statement: Triple | Quad) -> tuple[int, str, str]:
    """Of one subject: what it is, what it is called, who did what to whom; values in their own order."""
    predicate = statement.predicate.value
    return RANKS.get(predicate, BETWEEN), predicate, term_key(statement.object)


def in_order(statements: Iterable[Said], key: Callable[[Said], Any]) -> Iterator[Said]:
    """
    The statements by this key, and those of one key as they are told.

    They are put together first: at a million statements it is the subjects that are sorted, six times fewer.
    """
    alike: dict[Any, list[Said]] = {}
    for statement in statements:
        alike.setdefault(key(statement), []).append(statement)
    for each in sorted(alike):
        yield from sorted(alike[each], key=told_key)


def sorted_triples(triples: Iterable[Triple]) -> list[Triple]:
    """Each triple once, in order."""
    return list(in_order(set(triples), subject_key))


def write_quads(quads: Iterable[Quad], syntax: RdfFormat, output: BinaryIO) -> None:
    """Write the quads in order."""
    write_document(in_order(set(quads), graph_key), syntax, output)


def write_triples(triples: Iterable[Triple], syntax: RdfFormat, output: BinaryIO) -> None:
    """Write the triples in the order given."""
    speakable = map(without_controls, triples) if syntax == RdfFormat.RDF_XML else triples
    write_document(speakable, syntax, output)


def write_document(statements: Iterable[Triple] | Iterable[Quad], syntax: RdfFormat, output: BinaryIO) -> None:
    """Write the statements as the engine does, laid out for people."""
    document = serialize(statements, format=syntax, prefixes=PREFIXES)
    output.write(in_lines(document or b"", syntax))


def in_lines(document: bytes, syntax: RdfFormat) -> bytes:
    """The document as people read it: in Turtle and TriG, sorted prefixes and an empty line before each subject."""
    if syntax == RdfFormat.JSON_LD:
        return json.dumps(json.loads(document), indent=1, ensure_ascii=False).encode() + b"\n"
    if syntax not in (RdfFormat.TURTLE, RdfFormat.TRIG):
        return document if document.endswith(b"\n") else document + b"\n"
    lines = document.splitlines(keepends=True)
    # The engine writes prefixes in the order of a hash that changes from run to run.
    lines.sort(key=lambda line: (0, line) if line.startswith(b"@prefix") else (1, b""))
    return b"".join(spaced(lines))


def spaced(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, with an empty one before each that begins a subject or a graph."""
    previous = b"@prefix"
    for line in lines:
        begins = not line.startswith((b"\t", b"@prefix", b"}"))
        if begins or (previous.startswith(b"}") and not line.startswith(b"}")):
            yield b"\n"
        yield line
        previous = line


def without_controls(triple: Triple) -> Triple:
    """The triple as XML can write it: control characters, which XML has not, become U+FFFD."""
    spoken = triple.object
    if not isinstance(spoken, Literal) or not NOT_IN_XML.search(spoken.value):
        return triple
    # A literal has a language or a datatype, never both.
    kept = {"language": spoken.language} if spoken.language else {"datatype": spoken.datatype}
    return Triple(triple.subject, triple.predicate, Literal(for_xml(spoken.value), **kept))


def for_xml(text: str) -> str:
    """The text with U+FFFD for every character that XML cannot hold."""
    return NOT_IN_XML.sub("\ufffd", text)


def short(iri: str) -> str:
    """
    The name as people write it.

    "https://kg.example.org/ontology#Closure"   kg:Closure
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and re.fullmatch(r"[\w-]+", iri.removeprefix(namespace)):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def long(name: str) -> str:
    """The whole IRI of a short name; any other text as it is."""
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


def shown(term: Term | Triple | None) -> str:
    """The term as a cell of a table shows it."""
    match term:
        case None:
            return ""
        case NamedNode():
            return short(term.value)
        case Literal():
            return term.value
        case _:
            return str(term)


def plain(term: Term | Triple | None) -> str | int | float | bool | None:
    """The term as a Python value: numbers and truth as such, partial dates and names as text."""
    if not isinstance(term, Literal):
        return None if term is None else shown(term)
    datatype = term.datatype.value
    if datatype in INTEGER_TYPES:
        return int(term.value)
    if datatype in DECIMAL_TYPES:
        return float(term.value)
    return term.value == "true" if datatype == XSD + "boolean" else term.value
