"""The ontology: sound as OWL 2 DL, and read as Python."""

import shutil
from collections import defaultdict

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from kg.errors import OntologyProblems
from kg.ontology import bundled_ontology, load_ontology, nearest

KG = rdflib.Namespace("https://kg.example.org/ontology#")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
# What OWL itself brings along.
BUILT_IN = {RDF.type, RDF.first, RDF.rest, RDFS.label, RDFS.comment, RDFS.domain, RDFS.range, RDFS.subClassOf}
BUILT_IN |= {RDFS.subPropertyOf, OWL.unionOf, OWL.members, OWL.disjointWith, OWL.versionInfo}
DATATYPES = {rdflib.XSD.integer, rdflib.XSD.string}

HEAD = """
@prefix kg: <https://kg.example.org/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SAID = 'rdfs:label "a" ; skos:definition "b" ; skos:example "c"'


@pytest.fixture(scope="module")
def ontology():
    return load_ontology(bundled_ontology())


@pytest.fixture(scope="module")
def triples():
    return rdflib.Graph().parse(bundled_ontology() / "kg.ttl")


def written(folder, body):
    (folder / "kg.ttl").write_text(HEAD + body, encoding="utf-8")
    return folder


def kinds_of(triples):
    found = defaultdict(set)
    for kind in KINDS:
        for subject in triples.subjects(RDF.type, kind):
            found[subject].add(kind)
    return found


# OWL 2 DL


def test_a_reasoner_finds_the_ontology_consistent_and_every_class_possible(triples, tmp_path):
    if not shutil.which("java"):
        pytest.skip("no java: HermiT, the reasoner, cannot run")
    owlready2 = pytest.importorskip("owlready2")
    triples.serialize(tmp_path / "kg.owl", format="xml")
    world = owlready2.World()
    loaded = world.get_ontology((tmp_path / "kg.owl").as_uri()).load()
    with loaded:
        owlready2.sync_reasoner_hermit(world, debug=0)  # raises where the ontology is inconsistent
    assert [*world.inconsistent_classes()] == []
    assert loaded.Regulator in world["https://kg.example.org/ontology#Agent"].descendants()


def test_the_reasoner_would_find_an_impossible_class(triples, tmp_path):
    if not shutil.which("java"):
        pytest.skip("no java: HermiT, the reasoner, cannot run")
    owlready2 = pytest.importorskip("owlready2")
    wrong = triples + rdflib.Graph()
    wrong.add((KG.Twin, RDF.type, OWL.Class))
    wrong.add((KG.Twin, RDFS.subClassOf, KG.Person))
    wrong.add((KG.Twin, RDFS.subClassOf, KG.Company))
    wrong.serialize(tmp_path / "kg.owl", format="xml")
    world = owlready2.World()
    with world.get_ontology((tmp_path / "kg.owl").as_uri()).load():
        owlready2.sync_reasoner_hermit(world, debug=0)
    assert {"Twin"} <= {found.name for found in world.inconsistent_classes()}


def test_every_property_and_class_that_is_used_is_declared(triples):
    declared = kinds_of(triples)
    used = {predicate for predicate in triples.predicates() if predicate not in BUILT_IN}
    for predicate in (RDFS.subClassOf, RDFS.domain, OWL.disjointWith):
        used |= {value for value in triples.objects(None, predicate) if isinstance(value, rdflib.URIRef)}
    used |= {value for value in triples.objects(None, RDFS.range) if isinstance(value, rdflib.URIRef)} - DATATYPES
    used |= {*triples.objects(None, RDFS.subPropertyOf)}
    used |= {member for member in triples.objects(None, RDF.first) if isinstance(member, rdflib.URIRef)}
    assert sorted(used - declared.keys()) == []


def test_no_term_is_of_two_kinds(triples):
    assert [term for term, kinds in kinds_of(triples).items() if len(kinds) > 1] == []


def test_a_property_stands_below_properties_of_its_own_kind(triples):
    kinds = kinds_of(triples)
    pairs = [(child, parent) for child, parent in triples.subject_objects(RDFS.subPropertyOf)]
    assert len(pairs) > 20
    assert [pair for pair in pairs if kinds[pair[0]] != kinds[pair[1]]] == []


def test_object_properties_range_over_classes_and_the_others_over_datatypes(triples):
    kinds = kinds_of(triples)
    for term, value in triples.subject_objects(RDFS.range):
        wanted = OWL.DatatypeProperty if value in DATATYPES else OWL.ObjectProperty
        assert kinds[term] == {wanted}, term


def test_no_word_of_the_reserved_vocabulary_is_declared_anew(triples):
    reserved = (str(RDF), str(RDFS), str(OWL), str(rdflib.XSD))
    assert [term for term in kinds_of(triples) if str(term).startswith(reserved)] == []


def test_no_property_ranges_over_whole_dates_since_texts_tell_parts_of_them(triples):
    assert (None, RDFS.range, rdflib.XSD.date) not in triples


def test_our_terms_are_aligned_with_those_of_others(triples):
    ties = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.narrowMatch)
    aligned = {str(value) for tie in ties for value in triples.objects(None, tie) if isinstance(value, rdflib.URIRef)}
    others = ("http://www.w3.org/ns/prov#", "http://www.w3.org/ns/org#", "http://www.w3.org/ns/oa#")
    for namespace in (*others, "http://purl.org/dc/terms/", "https://schema.org/"):
        assert any(term.startswith(namespace) for term in aligned), namespace


# As Python


@pytest.mark.parametrize(
    ("child", "parent", "expected"),
    [
        ("Regulator", "Agent", True),
        ("Regulator", "Regulator", True),
        ("Agent", "Regulator", False),
        ("Platform", "Agent", False),
        ("Fine", "Sanction", True),
        ("Count", "Entity", False),
        ("bestEvidence", "evidence", True),
        ("Nonsense", "Entity", False),
    ],
)
def test_a_class_is_what_its_parents_are(ontology, child, parent, expected):
    assert ontology.is_a(child, parent) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Closure", ("agent", "target", "count")),
        ("Restriction", ("agent", "target", "count")),
        ("ContentRemoval", ("agent", "target", "count")),
        ("Penalty", ("agent", "target", "count")),
        ("Fine", ("agent", "target", "amount")),
        ("Summons", ("agent", "target")),
        ("Warning", ("agent", "target")),
        ("Order", ("agent", "target")),
        ("Investigation", ("agent", "target")),
        ("Detention", ("agent", "target")),
        ("PolicyIssuance", ("agent", "policy")),
        ("CampaignLaunch", ("agent", "target", "campaign")),
        ("Pledge", ("agent", "topic")),
        ("Statement", ("agent", "topic")),
        ("Founding", ("agent", "target")),
        ("operates", ("subject", "object")),
        ("affiliatedWith", ("subject", "object")),
        ("partOf", ("subject", "object")),
        ("locatedIn", ("subject", "object")),
        ("regulates", ("subject", "object")),
        ("hasUserCount", ("subject", "count")),
        ("hasFollowerCount", ("subject", "count")),
    ],
)
def test_a_type_of_fact_has_its_core_slots(ontology, name, expected):
    assert ontology.core_slots(name) == expected


def test_events_and_relations_are_those_with_core_slots(ontology):
    assert len(ontology.events) == 17
    assert {*ontology.relations} == {
        *("operates", "affiliatedWith", "partOf", "locatedIn", "regulates", "hasUserCount", "hasFollowerCount")
    }
    assert "Sanction" not in ontology.events
    assert "closes" not in ontology.relations


def test_slots_stand_in_the_order_of_tables(ontology):
    slots = [*ontology.slots]
    assert slots[:7] == ["subject", "object", "agent", "target", "platform", "count", "amount"]
    assert slots[7:] == ["date", "start", "end", "reason", "campaign", "policy", "topic", "quote", "medium", "role"]


def test_one_of_two_slots_is_enough_where_the_ontology_says_so(ontology):
    assert ontology.either_slots("Statement") == ("topic", "quote")
    assert ontology.either_slots("Fine") == ()


@pytest.mark.parametrize(
    ("type_", "slot", "expected"),
    [
        ("Regulator", "agent", True),
        ("Platform", "agent", True),
        ("Country", "agent", True),
        ("Place", "agent", False),
        ("Count", "agent", False),
        ("Count", "count", True),
        ("Date", "start", True),
        ("Regulator", "topic", True),
        ("Company", "policy", False),
    ],
)
def test_a_slot_takes_what_its_range_says(ontology, type_, slot, expected):
    assert ontology.fits(type_, slot) is expected


def test_a_relation_has_a_domain_and_a_range(ontology):
    assert ontology.domain_of("affiliatedWith") == ("Person", "PeopleGroup")
    assert ontology.range_of("locatedIn") == ("Place",)


def test_every_event_has_a_caption_of_its_own(ontology):
    assert [name for name, term in ontology.events.items() if not term.captions] == []


@pytest.mark.parametrize(("name", "expected"), [("Regualtor", "Regulator"), ("platfrom", "Platform"), ("Zzzzzz", None)])
def test_the_nearest_name_is_the_one_meant_or_none(ontology, name, expected):
    assert nearest(name, ontology.classes) == expected


# What can be wrong


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        (f"kg:A a owl:Class ; {SAID} ; ,, .", 6, "not Turtle"),
        ('kg:A a owl:Class ; rdfs:label "a" ; skos:example "c" .', 6, "A has no definition"),
        (f"kg:Person a owl:Class ; {SAID} .\nkg:B a owl:Class ; {SAID} ; rdfs:subClassOf kg:Persn .", 7, "'Person'"),
        (f"kg:A a owl:Class ; {SAID} ; kg:caption '{{agnt}} acts' .", 6, "asks for {agnt}"),
        (f"kg:A a owl:Class ; {SAID} ; kg:coreSlot kg:A .", 6, "A: A is no slot"),
        (f"kg:a a owl:ObjectProperty ; {SAID} ; kg:position 1 .", 6, "does not say what fills it"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, body, line, problem):
    with pytest.raises(OntologyProblems) as caught:
        load_ontology(written(tmp_path, body))
    assert f"kg.ttl:{line}: " in str(caught.value)
    assert problem in str(caught.value)


def test_all_mistakes_are_told_at_once(tmp_path):
    with pytest.raises(OntologyProblems) as caught:
        load_ontology(written(tmp_path, "kg:A a owl:Class .\nkg:B a owl:Class .\n"))
    assert len(caught.value.problems) == 6


@pytest.mark.parametrize(
    ("content", "problem"), [(None, "cannot be read"), (b"\xff\xfe", "not UTF-8"), (b"", "no term")]
)
def test_a_file_that_is_no_ontology_is_told_of(tmp_path, content, problem):
    if content is not None:
        (tmp_path / "kg.ttl").write_bytes(content)
    with pytest.raises(OntologyProblems, match=problem):
        load_ontology(tmp_path)
