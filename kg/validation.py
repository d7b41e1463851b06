"""A whole graph against the ontology's shapes (SHACL), article by article, told to people and to programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import pyoxigraph as ox
import rdflib

from kg.knowledge_graph import Graph, rdflib_triple
from kg.model import Fact, fingerprint
from kg.ontology import load_ontology
from kg.rdf import ID, PREFIXES, RDF_TYPE, short, triple_key, write_triples
from kg.shapes import Violation, load_shapes
from kg.summary import counted
from kg.terms import DERIVED, ENTITIES, EVENTS, article_iri, fact_iri

Progress = Callable[[int, int], None]  # parts checked, parts in all
SH = PREFIXES["sh"]
FACT = re.compile(r"f-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in the graph that is not as the shapes want it, and the words that it rests on."""

    violation: Violation
    part: str  # the article, or "what follows from the facts"
    about: str  # the fact and its words, where it is about one

    def __str__(self) -> str:
        subject = self.about or short(self.violation.node)
        path = f" ({short(self.violation.path)})" if self.violation.path else ""
        return f"{self.part}: {subject}: {self.violation.message}{path}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, what was found, and what was not checked, which is not to say that it conforms."""

    findings: tuple[Finding, ...]
    checked: int
    unchecked: tuple[str, ...] = ()

    @property
    def conforms(self) -> bool:
        """True where all was checked and nothing found."""
        return not self.findings and not self.unchecked

    def __str__(self) -> str:
        lines = [str(finding) for finding in self.findings]
        lines += [f"{part}: not checked" for part in self.unchecked]
        if self.conforms:
            return f"conforms: {counted(self.checked, 'part')} checked, an article each and what follows from them"
        found = f"{counted(len(self.findings), 'violation')} in {counted(self.checked, 'part')} checked"
        missing = f"; {counted(len(self.unchecked), 'part')} not checked" if self.unchecked else ""
        return "\n".join([*lines, found + missing])


def validate_graph(graph: Graph, progress: Progress = lambda _done, _total: None) -> Report:
    """The whole graph against the shapes of its ontology, an article with what it needs at a time."""
    shapes = load_shapes(load_ontology(graph.ontology))
    parts = dict(_parts(graph))
    facts = {fact_iri(fact.id).value: fact for fact in graph.knowledge.facts}
    findings: list[Finding] = []
    unchecked: list[str] = []
    for done, (name, triples) in enumerate(parts.items(), 1):
        try:
            violations = shapes.violations(_rdflib(triples))
        except (RuntimeError, ValueError, RecursionError):  # the validator fails: told, not taken for an answer
            unchecked.append(name)
        else:
            findings += [Finding(violation, name, _about(violation, facts)) for violation in violations]
        progress(done, len(parts))
    return Report(tuple(findings), len(parts) - len(unchecked), tuple(unchecked))


def _parts(graph: Graph) -> Iterator[tuple[str, set[ox.Triple]]]:
    """Each article with what its triples speak of; then what follows from the facts."""
    by_graph: dict[str, set[ox.Triple]] = {}
    for quad in graph.quads():
        by_graph.setdefault(quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else "", set()).add(
            quad.triple
        )
    shared = _by_subject(triple for name in (ENTITIES.value, EVENTS.value) for triple in by_graph.get(name, ()))
    told = {}
    for reading in graph.knowledge.readings:
        own = by_graph.get(article_iri(reading.article.id).value, set())
        told[reading.article.id] = own
        yield reading.article.id, own | _needed(own, shared, hops=2)
    facts = _by_subject(triple for own in told.values() for triple in own if triple.predicate == RDF_TYPE)
    derived = by_graph.get(DERIVED.value, set())
    yield "what follows from the facts", derived | _needed(derived, facts, hops=1) | _said_of(derived, shared)


def _by_subject(triples: Iterable[ox.Triple]) -> Mapping[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        found.setdefault(str(triple.subject), []).append(triple)
    return found


def _needed(triples: Iterable[ox.Triple], by_subject: Mapping[str, list[ox.Triple]], hops: int) -> set[ox.Triple]:
    """What is said of the things that the triples speak of, and of the things that these speak of."""
    found: set[ox.Triple] = set()
    edge = set(triples)
    for _ in range(hops):
        edge = {told for triple in edge for told in by_subject.get(str(triple.object), ())} - found
        found |= edge
    return found


def _said_of(triples: Iterable[ox.Triple], by_subject: Mapping[str, list[ox.Triple]]) -> set[ox.Triple]:
    ends = {str(end) for triple in triples for end in (triple.subject, triple.object)}
    return {told for end in ends for told in by_subject.get(end, ())}


def _rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for triple in triples:
        graph.add(rdflib_triple(triple))
    return graph


def _about(violation: Violation, facts: Mapping[str, Fact]) -> str:
    """The fact that a node belongs to, with its words; a filler's name begins with that of its fact."""
    found = FACT.search(violation.node)
    fact = facts.get(ID + found[0]) if found else None
    return f"{fact.type} {fact.id} “{fact.evidence[0].text}”" if fact else ""


def write_report(report: Report, output: BinaryIO) -> None:
    """Write the report as an `sh:ValidationReport`, in Turtle."""
    write_triples(sorted(set(report_triples(report)), key=triple_key), ox.RdfFormat.TURTLE, output)


def report_triples(report: Report) -> Iterator[ox.Triple]:
    """The report as an `sh:ValidationReport`, in names that stay the same."""
    node = ox.NamedNode(f"{ID}validation-report")
    yield ox.Triple(node, RDF_TYPE, ox.NamedNode(SH + "ValidationReport"))
    yield ox.Triple(node, ox.NamedNode(SH + "conforms"), ox.Literal(report.conforms))
    for finding in report.findings:
        violation = finding.violation
        result = ox.NamedNode(f"{ID}validation-{fingerprint(violation.node, violation.path, violation.message)}")
        yield ox.Triple(node, ox.NamedNode(SH + "result"), result)
        yield ox.Triple(result, RDF_TYPE, ox.NamedNode(SH + "ValidationResult"))
        yield ox.Triple(result, ox.NamedNode(SH + "resultSeverity"), ox.NamedNode(SH + "Violation"))
        yield ox.Triple(result, ox.NamedNode(SH + "focusNode"), ox.NamedNode(violation.node))
        yield ox.Triple(result, ox.NamedNode(SH + "resultMessage"), ox.Literal(str(finding)))
        yield ox.Triple(result, ox.NamedNode(SH + "sourceConstraintComponent"), ox.NamedNode(violation.constraint))
        if violation.path.startswith("http"):
            yield ox.Triple(result, ox.NamedNode(SH + "resultPath"), ox.NamedNode(violation.path))
