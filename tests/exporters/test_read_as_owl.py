"""Readers of OWL that nobody here wrote take ontology and data for axioms: owlready2 and horned-owl."""

from collections import Counter

import owlready2
import pyhornedowl

from kg.exporters.property_graph import is_told
from kg.ontology import bundled_ontology, load_ontology
from tests.exporters.world import KG, world
from tests.small_graph import knowledge, small_quads


def test_owlready_reads_ontology_and_data_as_individuals(tmp_path):
    told = world(knowledge(), small_quads())
    path = tmp_path / "graph.rdf"
    path.write_bytes(told.exported("rdfxml"))

    onto = owlready2.World().get_ontology(path.as_uri()).load()

    words = onto.get_namespace(KG)
    assert len(list(words.Fact.instances())) == told.facts
    assert [each.count for each in words.Closure.instances() if 9800 in each.count]


def test_horned_owl_takes_every_triple_about_the_world_for_an_assertion(tmp_path):
    told = world(knowledge(), small_quads())
    path = tmp_path / "graph.rdf"
    path.write_bytes(told.exported("rdfxml"))

    read = pyhornedowl.open_ontology(str(path), "rdf")

    asserted = Counter(subject_of(axiom.component).partition("/id/")[0] for axiom in read.get_axioms())
    assert asserted["https://kg.example.org"] == len({quad.triple for quad in told.quads if is_told(quad)})
    declared = Counter(type(axiom.component).__name__ for axiom in read.get_axioms())
    ontology = load_ontology(bundled_ontology())
    assert declared["DeclareClass"] >= len(ontology.classes)


def subject_of(axiom):
    """Who or what the axiom asserts something of; nobody, where it is about words."""
    found = [getattr(axiom, name) for name in ("i", "source", "subject") if hasattr(axiom, name)]
    return str(found[0]) if found else ""
