"""A whole graph against the ontology's shapes (SHACL), article by article, told to people and to programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import pyoxigraph as ox

from kg.constraints import Violation
from kg.knowledge_graph import Graph, rdflib_graph
from kg.model import Fact, fingerprint
from kg.ontology import load_ontology
from kg.rdf import ID, PREFIXES, RDF_TYPE, short, sorted_triples, write_triples
from kg.shapes import load_shapes
from kg.summary import counted
from kg.terms import article_iri, fact_iri, kg_term

Progress = Callable[[int, int], None]  # parts checked, parts in all
SH = PREFIXES["sh"]
AT_A_TIME = 2_000  # things, events and conclusions in one part
REST = "things, events and conclusions"
INVERSE = (kg_term("tells"),)  # what shapes look at from its object
FACT = re.compile(r"f-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in the graph that is not as the shapes want it, and the words that it rests on."""

    violation: Violation
    part: str  # the article, or what is about several
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
            return f"conforms: {counted(self.checked, 'part')} checked, an article each, things, events and conclusions"
        found = f"{counted(len(self.findings), 'violation')} in {counted(self.checked, 'part')} checked"
        missing = f"; {counted(len(self.unchecked), 'part')} not checked" if self.unchecked else ""
        return "\n".join([*lines, found + missing])


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the graph to be checked: the nodes that it is about, and all triples that their shapes look at."""

    name: str
    nodes: frozenset[str]
    triples: frozenset[ox.Triple]


def validate_graph(graph: Graph, progress: Progress = lambda _done, _total: None) -> Report:
    """The whole graph against the shapes of its ontology, an article with what it needs at a time."""
    shapes = load_shapes(load_ontology(graph.ontology))
    parts = [*_parts(graph)]
    facts = {fact_iri(fact.id).value: fact for fact in graph.knowledge.facts}
    findings: list[Finding] = []
    unchecked: list[str] = []
    for done, part in enumerate(parts, 1):
        try:
            violations = shapes.violations(rdflib_graph(part.triples))
        except (RuntimeError, ValueError, RecursionError):  # the validator fails: told, not taken for an answer
            unchecked.append(part.name)
        else:
            about_it = (violation for violation in violations if violation.node in part.nodes)
            findings += [Finding(violation, part.name, _about(violation, facts)) for violation in about_it]
        progress(done, len(parts))
    return Report(tuple(findings), len(parts) - len(unchecked), tuple(unchecked))


def _parts(graph: Graph) -> Iterator[_Part]:
    """Each article; then things, events and conclusions, some at a time, with what points at them or they point at."""
    by_graph: dict[str, set[ox.Triple]] = {}
    for quad in graph.quads():
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        by_graph.setdefault(name, set()).add(quad.triple)
    everything = {triple for triples in by_graph.values() for triple in triples}
    said = _by(everything, lambda triple: triple.subject)
    pointing = _by((triple for triple in everything if triple.predicate in INVERSE), lambda triple: triple.object)
    articles = {article_iri(reading.article.id).value: reading.article.id for reading in graph.knowledge.readings}
    parts = [(article, by_graph.get(name, set())) for name, article in articles.items()]
    rest = {triple for name, triples in by_graph.items() if name not in articles for triple in triples}
    parts += [(REST, chunk) for chunk in _chunks(rest)]
    for name, own in parts:
        nodes = {str(triple.subject) for triple in own if triple.predicate == RDF_TYPE}
        needed = {told for node in sorted(nodes) for told in (*said.get(node, ()), *pointing.get(node, ()))}
        types = {
            told
            for triple in (*own, *needed)
            for end in (triple.subject, triple.object)
            for told in said.get(str(end), ())
            if told.predicate == RDF_TYPE or str(end) in nodes
        }
        yield _Part(name, frozenset(node.strip("<>") for node in nodes), frozenset(own | needed | types))


def _chunks(triples: Iterable[ox.Triple]) -> Iterator[set[ox.Triple]]:
    """The triples, those of one subject together, some subjects at a time."""
    by_subject = sorted(_by(triples, lambda triple: triple.subject).items())
    for start in range(0, len(by_subject), AT_A_TIME):
        yield {triple for _, told in by_subject[start : start + AT_A_TIME] for triple in told}


def _by(triples: Iterable[ox.Triple], end: Callable[[ox.Triple], object]) -> dict[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        found.setdefault(str(end(triple)), []).append(triple)
    return found


def _about(violation: Violation, facts: Mapping[str, Fact]) -> str:
    """The fact that a node belongs to, with its words; a filler's name begins with that of its fact."""
    found = FACT.search(violation.node)
    fact = facts.get(ID + found[0]) if found else None
    return f"{fact.type} {fact.id} “{fact.evidence[0].text}”" if fact else ""


def write_report(report: Report, output: BinaryIO) -> None:
    """Write the report as an `sh:ValidationReport`, in Turtle."""
    write_triples(sorted_triples(report_triples(report)), ox.RdfFormat.TURTLE, output)


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
