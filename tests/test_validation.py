"""A whole graph against the shapes, article by article."""

from io import BytesIO

import pyoxigraph as ox
import pytest
import rdflib

from kg.graph import quads
from kg.knowledge_graph import Graph
from kg.ontology import bundled_ontology, load_ontology
from kg.rdf import RDF_TYPE
from kg.terms import article_iri, fact_iri, kg_term
from kg.validation import Report, validate_graph, write_report
from tests.builders import what_follows
from tests.small_graph import CLOSURE, knowledge


@pytest.fixture(scope="module")
def told():
    ontology = load_ontology(bundled_ontology())
    stated = [*quads(knowledge(), ontology)]
    return [*stated, *what_follows(stated)]


def test_a_whole_graph_conforms_and_every_part_is_checked(told):
    steps = []
    report = validate_graph(Graph.of(knowledge(), told), lambda *step: steps.append(step))
    assert str(report).startswith("conforms: 4 parts checked")
    assert steps[-1] == (4, 4)


def test_a_fact_without_its_evidence_is_told_with_its_words(told):
    fact = fact_iri(CLOSURE.id)
    broken = [quad for quad in told if not (quad.subject == fact and quad.predicate == kg_term("evidence"))]
    report = validate_graph(Graph.of(knowledge(), broken))
    assert not report.conforms
    (finding,) = [
        found for found in report.findings if found.violation.node == fact.value and "evidence" in found.violation.path
    ]
    assert str(finding).startswith(
        f"{CLOSURE.article}: Closure {CLOSURE.id} “{CLOSURE.evidence[0].text}”: a fact has passages"
    )


def test_the_report_for_programs_is_a_validation_report(told):
    odd = ox.Quad(
        ox.NamedNode("https://kg.example.org/id/odd"), RDF_TYPE, kg_term("Passage"), article_iri(CLOSURE.article)
    )
    report = validate_graph(Graph.of(knowledge(), [*told, odd]))
    output = BytesIO()
    write_report(report, output)
    parsed = rdflib.Graph().parse(data=output.getvalue(), format="turtle")
    (node,) = parsed.subjects(rdflib.RDF.type, rdflib.SH.ValidationReport)
    assert parsed.value(node, rdflib.SH.conforms) == rdflib.Literal(False)
    assert (
        len([*parsed.objects(node, rdflib.SH.result)])
        == len({(f.violation.node, f.violation.path, f.violation.message) for f in report.findings})
        > 0
    )


def test_what_was_not_checked_does_not_conform():
    report = Report((), 3, ("a",))
    assert not report.conforms
    assert "a: not checked" in str(report)
