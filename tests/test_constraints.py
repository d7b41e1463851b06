"""The quick checks of the shapes say what the validator of SHACL says."""

from dataclasses import replace

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

import kg
from kg.constraints import COMPONENTS, SH
from kg.errors import OntologyProblems
from kg.ontology import bundled_ontology, load_ontology
from kg.shape_file import load_constraints, said_by
from kg.shapes import load_shapes
from kg.sketch import sketch

KINDS = """
@prefix kg: <https://kg.example.org/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:Thing a owl:Class . kg:Cat a owl:Class ; rdfs:subClassOf kg:Thing . kg:Tom a owl:Class ; rdfs:subClassOf kg:Cat .
"""
HEAD = """
@prefix kg: <https://kg.example.org/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://kg.example.org/shapes#> .
"""
SHAPES = (
    HEAD
    + """
:Cat a sh:NodeShape ; sh:targetClass kg:Cat ;
    sh:property [ sh:path kg:name ; sh:minCount 1 ; sh:maxCount 1 ; sh:minLength 2 ; sh:pattern "^[A-Z]" ;
        sh:message "a cat has one name" ] ;
    sh:property [ sh:path kg:mood ; sh:in ( "cross" "calm" ) ; sh:message "no such mood" ] ;
    sh:property [ sh:path kg:lives ; sh:datatype xsd:integer ; sh:minInclusive 1 ; sh:lessThan kg:most ] ;
    sh:property [ sh:path kg:born ; sh:node :Day ; sh:message "no day" ] ;
    sh:property [ sh:path kg:home ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path kg:friend ; sh:class kg:Cat ] ;
    sh:property [ sh:path [ sh:inversePath kg:friend ] ; sh:minCount 1 ; sh:message "nobody likes it" ] ;
    sh:property [ sh:path [ sh:alternativePath ( kg:chip kg:collar ) ] ; sh:minCount 1 ; sh:maxCount 2 ] ;
    sh:property [ sh:path kg:eats ; sh:or ( [ sh:class kg:Thing ] [ sh:datatype xsd:string ] ) ; sh:hasValue "fish" ] ;
    sh:not [ sh:path kg:mood ; sh:hasValue "cross" ] ;
    sh:message "it is not cross" .
:Day a sh:NodeShape ; sh:or ( [ sh:datatype xsd:gYear ] [ sh:datatype xsd:date ] [ sh:datatype xsd:gMonth ] ) .
"""
)
CATS = """
@prefix kg: <https://kg.example.org/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://kg.example.org/id/> .
:good a kg:Tom ; kg:name "Tom" ; kg:mood "calm" ; kg:lives 7 ; kg:most 9 ; kg:born "2018"^^xsd:gYear ; kg:home :house ;
    kg:friend :good ; kg:chip "1" ; kg:eats "fish" , :mouse .
:mouse a kg:Thing .
:nameless a kg:Cat . :two a kg:Cat ; kg:name "Ada" , "Bea" . :short a kg:Cat ; kg:name "T" .
:small a kg:Cat ; kg:name "tom" .
:moody a kg:Cat ; kg:mood "sleepy" . :cross a kg:Cat ; kg:mood "cross" .
:dead a kg:Cat ; kg:lives 0 . :words a kg:Cat ; kg:lives "nine" . :many a kg:Cat ; kg:lives 9 ; kg:most 9 .
:broken a kg:Cat ; kg:lives "x"^^xsd:integer .
:may a kg:Cat ; kg:born "May" . :noday a kg:Cat ; kg:born "2018-02-30"^^xsd:date .
:month a kg:Cat ; kg:born "--05"^^xsd:gMonth .
:homeless a kg:Cat ; kg:home "a street" , [ a kg:Thing ] .
:strange a kg:Cat ; kg:friend :mouse , "nobody" . :tagged a kg:Cat ; kg:chip "1" , "2" ; kg:collar "3" , "2" .
:hungry a kg:Cat ; kg:eats 7 , :nothing , :mouse .
"""


def folder(path, shapes):
    (path / "kg.ttl").write_text(KINDS, encoding="utf-8")
    (path / "shapes.ttl").write_text(shapes, encoding="utf-8")
    return replace(load_ontology(bundled_ontology()), folder=path)


def told(violations):
    """What both tell alike: the validator makes up messages, and names paths that are no property by chance."""
    return sorted(
        {
            (each.node, each.path if each.path.startswith("http") else "", each.constraint)
            for each in violations
            if each.node.startswith("http")
        }
    )


def quick(ontology, triples):
    constraints = load_constraints(ontology)
    assert constraints
    return constraints.violations(said_by(triples))


def test_each_kind_of_constraint_finds_what_the_validator_finds(tmp_path):
    ontology = folder(tmp_path, SHAPES)
    found = told(quick(ontology, parse(CATS, format=RdfFormat.TURTLE)))
    assert found == told(load_shapes(ontology).violations(rdflib.Graph().parse(data=CATS, format="turtle")))
    assert not [each for each in found if each[0].endswith("/good")]
    kinds = {each[2].removeprefix(SH).removesuffix("ConstraintComponent") for each in found}
    assert {name.casefold() for name in COMPONENTS} <= {kind.casefold() for kind in kinds}


def test_the_fixture_has_every_kind_that_the_bundled_shapes_use():
    used = {str(name) for name in rdflib.Graph().parse(bundled_ontology() / "shapes.ttl").predicates()}
    assert {name for name in COMPONENTS if SH + name in used} == {*COMPONENTS}


def test_a_violation_tells_the_shape_s_own_words(tmp_path):
    (found,) = {
        each.message
        for each in quick(folder(tmp_path, SHAPES), parse(CATS, format=RdfFormat.TURTLE))
        if each.node.endswith("/moody") and each.path.endswith("mood")
    }
    assert found == "no such mood"


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        ("sh:property [ sh:path kg:name ; sh:maxLength 3 ]", r"shapes.ttl:\d+: sh:maxLength is not checked by kg"),
        ("sh:sparql [ sh:select 'x' ]", "sh:sparql is not checked by kg"),
        ("sh:property [ sh:path ( kg:a kg:b ) ; sh:minCount 1 ]", "a path is a property, its inverse, or several"),
        ("sh:node :Cat", "is a part of itself"),
        ("sh:targetNode kg:Tom", "sh:targetNode is not checked by kg"),
        ("sh:minCount", r"shapes.ttl:\d+"),
    ],
)
def test_what_cannot_be_checked_is_an_error(tmp_path, shape, problem):
    ontology = folder(tmp_path, f"{HEAD}:Cat a sh:NodeShape ; sh:targetClass kg:Cat ; {shape} .")
    with pytest.raises(OntologyProblems, match=problem):
        load_constraints(ontology)


def test_an_ontology_without_shapes_has_none(tmp_path):
    assert load_constraints(replace(load_ontology(bundled_ontology()), folder=tmp_path)) is None


@pytest.fixture(scope="module")
def graph(corpus, tmp_path_factory):
    with kg.build([corpus], tmp_path_factory.mktemp("shaped") / "graph") as built:
        yield built


@pytest.mark.model
def test_all_that_the_corpus_tells_is_as_the_shapes_want_it_by_all_three(graph, jena, tmp_path):
    ontology = load_ontology(bundled_ontology())
    triples = {quad.triple for quad in graph.quads()}
    assert quick(ontology, triples) == ()
    assert kg.validate_graph(graph).conforms
    with (tmp_path / "graph.ttl").open("wb") as output:
        graph.export("turtle", output)
    assert '#conforms> "true"' in jena.violations(tmp_path / "graph.ttl", ontology.folder / "shapes.ttl")


@pytest.mark.model
def test_what_is_held_against_the_shapes_is_what_the_graph_says(graph):
    """All but the names of things and events, and what only the whole graph knows."""
    ontology = load_ontology(bundled_ontology())
    said = said_by({quad.triple for quad in graph.quads()})
    compared = 0
    for reading in graph.knowledge.readings:
        for node, drawn in sketch(reading.facts, reading.article, ontology).items():
            if node in said and not str(node).endswith("-event"):
                compared += 1
                own = {key: {*values} for key, values in drawn.items() if key not in RESOLVED}
                assert own.items() <= {key: {*values} for key, values in said[node].items()}.items()
    assert compared > 5000


RESOLVED = {"https://kg.example.org/ontology#" + name for name in ("tells", "filledBy")}
