"""JSON-LD as a person would write it: a context that names the words, and one object for each thing, by graph."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, BinaryIO

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.rdf import PREFIXES, RDF_TYPE, XSD, graph_key, in_order, short

STRING, INTEGER, BOOLEAN = XSD + "string", XSD + "integer", XSD + "boolean"
ANY_IRI = "@id"
NATIVE = (STRING, INTEGER, BOOLEAN)  # JSON has them itself
TRUTH = {"true": True, "false": False}
MIXED = ""  # values of several types: each tells its own
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")  # longer ones lose digits in some readers of JSON

Context = Mapping[str, tuple[str, str]]  # predicate → its key, and the type of its values


def write_jsonld(quads: Iterable[Quad], output: BinaryIO) -> None:
    """Write the quads as compact JSON-LD."""
    told = list(in_order(set(quads), graph_key))
    words = context_of(told)
    document = {"@context": dict(context_terms(words)), "@graph": list(graphs(told, words))}
    output.write(json.dumps(document, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")


def context_of(quads: Iterable[Quad]) -> Context:
    """The key of each predicate, and what its values are where all are alike."""
    types: dict[str, set[str]] = {}
    for quad in quads:
        types.setdefault(quad.predicate.value, set()).add(kind_of(quad.object))
    types.pop(RDF_TYPE.value, None)
    names = Counter(local_name(predicate) for predicate in types)
    return {
        predicate: (key_of(predicate, names), next(iter(kinds)) if len(kinds) == 1 else MIXED)
        for predicate, kinds in sorted(types.items())
    }


def kind_of(value: Any) -> str:
    """What the value is: an IRI, or a literal of which type; a text in a language tells that itself."""
    match value:
        case Literal():
            return MIXED if value.language else value.datatype.value
        case _:
            return ANY_IRI


def local_name(iri: str) -> str:
    """The word behind the prefix."""
    return short(iri).partition(":")[2]


def key_of(predicate: str, names: Mapping[str, int]) -> str:
    """The predicate's word; with its prefix where another one is called so."""
    name = local_name(predicate)
    return name if names[name] == 1 and name.isidentifier() and name not in PREFIXES else short(predicate)


def context_terms(words: Context) -> Iterator[tuple[str, Any]]:
    """The prefixes and words as JSON-LD's context has them."""
    yield from PREFIXES.items()
    for predicate, (key, kind) in words.items():
        if kind not in (MIXED, *NATIVE):
            yield key, {"@id": short(predicate), "@type": kind if kind == ANY_IRI else short(kind)}
        elif key != short(predicate):
            yield key, short(predicate)


def graphs(quads: Iterable[Quad], words: Context) -> Iterator[dict[str, Any]]:
    """What the default graph tells, and each named graph as an object of its own."""
    for graph, told in groupby(quads, lambda quad: quad.graph_name):
        things = [thing(list(about), words) for _, about in groupby(told, lambda quad: quad.subject)]
        if isinstance(graph, DefaultGraph):
            yield from things
        else:
            yield {"@id": identifier(graph), "@graph": things}


def thing(quads: list[Quad], words: Context) -> dict[str, Any]:
    """One subject and what is said of it."""
    told: dict[str, Any] = {"@id": identifier(quads[0].subject)}
    for predicate, said in groupby(quads, lambda quad: quad.predicate.value):
        if predicate == RDF_TYPE.value:
            key, values = "@type", [identifier(quad.object) for quad in said]
        else:
            key, kind = words[predicate]
            values = [value_of(quad.object, kind) for quad in said]
        told[key] = values[0] if len(values) == 1 else values
    return told


def value_of(value: Any, kind: str) -> Any:
    """The value as its predicate's key has it: bare where the context says what it is."""
    if not isinstance(value, Literal):
        return identifier(value) if kind == ANY_IRI else {"@id": identifier(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if datatype == STRING:
        return value.value
    if datatype == INTEGER and WHOLE.fullmatch(value.value):
        return int(value.value)
    if datatype == BOOLEAN and value.value in TRUTH:
        return TRUTH[value.value]
    is_told = datatype == kind and kind not in NATIVE
    return value.value if is_told else {"@value": value.value, "@type": short(datatype)}


def identifier(term: Any) -> str:
    """The name of a thing: short where it has a prefix."""
    return short(term.value) if isinstance(term, NamedNode) else str(term)
