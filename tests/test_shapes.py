"""What a graph must have."""

import pyshacl
import pytest
import rdflib
from pyoxigraph import RdfFormat, serialize

from kg.errors import OntologyProblems
from kg.graph import quads
from kg.ontology import bundled_ontology, load_ontology
from kg.rdf import KG
from kg.shapes import validate
from tests.builders import what_follows
from tests.small_graph import knowledge

PREFIXES = """
PREFIX kg: <https://kg.example.org/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


@pytest.fixture(scope="module")
def ontology():
    return load_ontology(bundled_ontology())


@pytest.fixture(scope="module")
def turtle(ontology):
    told = [*quads(knowledge(), ontology)]
    triples = {quad.triple for quad in (*told, *what_follows(told))}
    return serialize(triples, format=RdfFormat.N_TRIPLES)


def test_the_shapes_are_shapes():
    shapes = rdflib.Graph().parse(bundled_ontology() / "shapes.ttl")
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_every_word_of_the_shapes_is_one_of_the_ontology(ontology):
    shapes = rdflib.Graph().parse(bundled_ontology() / "shapes.ttl")
    words = {str(term).removeprefix(KG) for triple in shapes for term in triple if str(term).startswith(KG)}
    assert len(words) > 50
    assert words <= ontology.names


def test_a_graph_as_the_program_makes_it_has_all_it_must(turtle, ontology):
    assert validate(rdflib.Graph().parse(data=turtle, format="nt"), ontology) == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("DELETE { ?a dcterms:identifier ?b } WHERE { ?a a kg:Article ; dcterms:identifier ?b }", "one identifier"),
        ("DELETE { ?a kg:exact ?b } WHERE { ?a kg:exact ?b }", "its exact words"),
        ("DELETE { ?a kg:startsAt ?b } INSERT { ?a kg:startsAt 99999 } WHERE { ?a kg:startsAt ?b }", "before its end"),
        ("DELETE { ?a kg:evidence ?b } WHERE { ?a kg:evidence ?b }", "passages for evidence"),
        ("DELETE { ?a kg:pattern ?b } WHERE { ?a kg:pattern ?b }", "the pattern that saw it"),
        ("DELETE { ?a prov:wasDerivedFrom ?b } WHERE { ?a a kg:Fact ; prov:wasDerivedFrom ?b }", "from one article"),
        (
            "DELETE { ?a prov:wasDerivedFrom ?b } WHERE { ?a a kg:Derivation ; prov:wasDerivedFrom ?b }",
            "rests on what articles tell",
        ),
        ('DELETE { ?a kg:modality ?b } INSERT { ?a kg:modality "sure" } WHERE { ?a kg:modality ?b }', "known modality"),
        ("INSERT { ?a kg:tells ?b } WHERE { ?a a kg:Unasserted . ?b a kg:Fine }", "tells of no event"),
        ("DELETE { ?a kg:tells ?b } WHERE { ?a kg:tells ?b }", "is told by a fact"),
        ("DELETE { ?a kg:value ?b } WHERE { ?a kg:value ?b }", "means a thing or has a value"),
        ("DELETE { ?a kg:passage ?b } WHERE { ?a kg:passage ?b }", "stands in one passage"),
        ("DELETE { ?a rdfs:label ?b } WHERE { ?a a kg:Platform ; rdfs:label ?b }", "an entity has one label"),
        ("DELETE { ?a kg:target ?b } WHERE { ?a a kg:Closure ; kg:target ?b }", "the target is missing"),
        ("DELETE { ?a kg:agent ?b } WHERE { ?a a kg:Statement ; kg:agent ?b }", "someone speaks"),
        ("DELETE { ?a kg:currency ?b } WHERE { ?a a kg:Fine ; kg:currency ?b }", "an amount has a currency"),
        ("DELETE { ?a kg:policy ?b } WHERE { ?a kg:policy ?b }", "policy that is issued is missing"),
        ("DELETE { ?a kg:campaign ?b } WHERE { ?a a kg:CampaignLaunch ; kg:campaign ?b }", "a name or a target"),
        ("INSERT { ?a kg:agent ?b } WHERE { ?a a kg:Fine . ?b a kg:Policy }", "cannot act"),
        ("INSERT { ?a kg:policy ?b } WHERE { ?a a kg:Fine . ?b a kg:Platform }", "no policy"),
        ('INSERT { ?a kg:date "in May" } WHERE { ?a a kg:Fine }', "no date"),
        ('INSERT { ?a kg:count "many" } WHERE { ?a a kg:Closure }', "a whole number"),
    ],
)
def test_what_is_missing_or_wrong_is_found(turtle, ontology, change, message):
    graph = rdflib.Graph().parse(data=turtle, format="nt")
    graph.update(PREFIXES + change)
    found = validate(graph, ontology)
    assert [violation for violation in found if message in violation.message], found


def test_a_violation_says_where_it_is(turtle, ontology):
    graph = rdflib.Graph().parse(data=turtle, format="nt")
    graph.update(PREFIXES + "DELETE { ?a kg:policy ?b } WHERE { ?a kg:policy ?b }")
    (violation,) = validate(graph, ontology)
    assert violation.node.startswith("https://kg.example.org/id/policy-issuance-")
    assert violation.path == "https://kg.example.org/ontology#policy"


@pytest.mark.parametrize(
    ("content", "place"), [(None, "shapes.ttl: cannot be read"), ("\n\n<a> ,, .", "shapes.ttl:3: ")]
)
def test_shapes_that_cannot_be_read_are_told_of(tmp_path, content, place):
    (tmp_path / "kg.ttl").write_bytes((bundled_ontology() / "kg.ttl").read_bytes())
    if content:
        (tmp_path / "shapes.ttl").write_text(content, encoding="utf-8")
    with pytest.raises(OntologyProblems, match=place):
        validate(rdflib.Graph(), load_ontology(tmp_path))
