"""Knowledge as quads."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from kg.graph import ontology_quads, quads
from kg.model import (
    Article,
    Count,
    Event,
    Group,
    Identity,
    Knowledge,
    Modality,
    Name,
    PartialDate,
    Phrase,
    Reading,
    Span,
)
from kg.ontology import bundled_ontology, load_ontology
from kg.rdf import long, short, shown
from kg.terms import DERIVED, article_iri, entity_iri, event_iri, literal, slug
from tests.builders import article, fact, mention
from tests.small_graph import CLOSURE, SAME_CLOSURE, knowledge

TEXT = article("Weibo closed more than 778 fake accounts in November 2018. Sina owns Weibo. 462 million use it.")


@pytest.fixture(scope="module")
def ontology():
    return load_ontology(bundled_ontology())


WEIBO = mention("Weibo", "Platform", within=TEXT)
SINA = mention("Sina", "Company", within=TEXT)
ACCOUNTS = mention("fake accounts", "AccountGroup", Group("fake accounts", "account"), within=TEXT)
COUNT = mention("more than 778", "Count", Count(778, "more-than"), within=TEXT)
DATE = mention("November 2018", "Date", PartialDate("2018-11"), within=TEXT)
USERS = mention("462 million", "Count", Count(462_000_000), within=TEXT)
CLOSING = fact("Closure", "Weibo closed", within=TEXT, agent=WEIBO, target=ACCOUNTS, count=COUNT, date=DATE)


def known(facts, *, events=(), known_as=None):
    """The facts, with each thing that a filler names as one identity."""
    fillers = {
        (told.id, slot, place): each
        for told in facts
        for slot, mentions in told.slots.items()
        for place, each in enumerate(mentions)
        if isinstance(each.value, Name | Group)
    }
    kinds = {each.value.label: each.type for each in fillers.values()}
    identities = tuple(
        Identity(f"i-{label}", kind, label, (label, f"{label}!"), known=(known_as or {}).get(label))
        for label, kind in kinds.items()
    )
    denotes = {place: f"i-{each.value.label}" for place, each in fillers.items()}
    return Knowledge((Reading(TEXT, tuple(facts)),), identities, tuple(events), denotes)


def said(told, subject=None, predicate=None):
    """What the quads say of the subject with the predicate (short names), as short names and plain values."""
    found = [
        quad.object
        for quad in told
        if subject in (None, short(quad.subject.value)) and predicate in (None, short(quad.predicate.value))
    ]
    return [short(value.value) if isinstance(value, NamedNode) else value.value for value in found]


def name(label, kind="Platform"):
    return short(entity_iri(Identity(f"i-{label}", kind, label)).value)


def test_an_entity_has_its_type_and_all_its_names(ontology):
    told = [*quads(known([CLOSING]), ontology)]
    assert said(told, name("Weibo"), "rdf:type") == ["kg:Platform"]
    assert said(told, name("Weibo"), "rdfs:label") == ["Weibo"]
    assert said(told, name("Weibo"), "skos:altLabel") == ["Weibo!"]


def test_an_event_has_its_participants_and_values(ontology):
    told = [*quads(known([CLOSING], events=[Event("e-1", "Closure", (CLOSING.id,))]), ontology)]
    event = short(event_iri(Event("e-1", "Closure", ())).value)
    assert said(told, event, "rdf:type") == ["kg:Closure"]
    assert said(told, event, "kg:agent") == [name("Weibo")]
    assert said(told, event, "kg:target") == [name("fake accounts")]
    assert said(told, event, "kg:count") == ["778"]
    assert said(told, event, "kg:countComparator") == ["more-than"]
    assert said(told, event, "rdfs:label") == ["Weibo closes more than 778 fake accounts (2018)"]


def test_a_fact_keeps_its_article_words_places_and_pattern(ontology):
    told = [*quads(known([CLOSING]), ontology)]
    node = f"id:{CLOSING.id}"
    assert said(told, node, "kg:factType") == ["kg:Closure"]
    assert said(told, node, "kg:pattern") == ["closure/by-hand"]
    assert said(told, node, "prov:wasDerivedFrom") == [short(article_iri("a").value)]
    (passage,) = said(told, node, "kg:bestEvidence")
    assert said(told, passage, "kg:exact") == ["Weibo closed"]
    assert (said(told, passage, "kg:startsAt"), said(told, passage, "kg:endsAt")) == (["0"], ["12"])
    assert f"{node}-count-0" in said(told, node, "kg:filler")
    assert said(told, f"{node}-count-0", "kg:value") == ["778"]
    assert said(told, f"{node}-agent-0", "kg:filledBy") == [name("Weibo")]


def test_a_fact_that_nobody_resolved_still_tells_of_an_event(ontology):
    told = [*quads(known([CLOSING], events=[]), ontology)]
    (event,) = said(told, f"id:{CLOSING.id}", "kg:tells")
    assert said(told, event, "rdf:type") == ["kg:Closure"]


@pytest.mark.parametrize("modality", [each for each in Modality if each is not Modality.ASSERTED])
def test_what_is_not_asserted_makes_no_event_and_no_relation(ontology, modality):
    closing = replace(CLOSING, modality=modality, cue=Span("a", 6, 12, "closed"))
    owning = fact("operates", "Sina owns", within=TEXT, modality=modality, subject=SINA, object=WEIBO)
    told = [*quads(known([closing, owning]), ontology)]
    assert said(told, f"id:{closing.id}", "rdf:type") == ["kg:Unasserted"]
    assert said(told, f"id:{closing.id}", "kg:wouldBe") == ["kg:Closure"]
    assert said(told, f"id:{closing.id}", "kg:cue") == ["closed"]
    assert "kg:Closure" not in said(told, predicate="rdf:type")
    assert said(told, predicate="kg:tells") == said(told, predicate="kg:factType") == []
    assert said(told, predicate="kg:operates") == []


def test_an_event_of_unasserted_facts_alone_is_none(ontology):
    threat = replace(CLOSING, modality=Modality.THREATENED)
    told = [*quads(known([threat], events=[Event("e-1", "Closure", (threat.id,))]), ontology)]
    assert said(told, predicate="kg:agent") == []


def test_a_relation_stands_directly_and_as_a_fact(ontology):
    owning = fact("operates", "Sina owns Weibo", within=TEXT, subject=SINA, object=WEIBO)
    told = [*quads(known([owning]), ontology)]
    assert said(told, name("Sina"), "kg:operates") == [name("Weibo")]
    assert said(told, f"id:{owning.id}", "kg:factType") == ["kg:operates"]
    assert said(told, f"id:{owning.id}", "kg:tells") == []


def test_a_number_of_users_stands_directly(ontology):
    using = fact("hasUserCount", "462 million use it", within=TEXT, subject=WEIBO, count=USERS)
    assert said([*quads(known([using]), ontology)], name("Weibo"), "kg:hasUserCount") == ["462000000"]


def test_words_for_a_thing_that_nobody_identified_fill_no_slot_of_things(ontology):
    told = [*quads(replace(known([CLOSING]), denotes={}), ontology)]
    assert said(told, predicate="kg:target") == []
    assert said(told, f"id:{CLOSING.id}-target-0", "kg:value") == ["fake accounts"]


def test_an_event_that_two_articles_tell_of_has_what_both_say(ontology):
    told = [*quads(knowledge(), ontology)]
    (event,) = {*said(told, f"id:{CLOSURE.id}", "kg:tells"), *said(told, f"id:{SAME_CLOSURE.id}", "kg:tells")}
    assert said(told, event, "kg:count") == ["9800"]
    assert said(told, event, "kg:countComparator") == ["more-than"]
    assert said(told, event, "kg:mergedBecause") == ["the same count"]


def test_of_two_dates_of_an_event_the_vaguer_one_is_left_to_its_fact(ontology):
    vaguer = replace(
        CLOSING, slots={**CLOSING.slots, "date": (replace(DATE, value=PartialDate("2018")),)}, patterns=("x/y",)
    )
    event = Event("e-1", "Closure", (CLOSING.id, vaguer.id))
    told = [*quads(known([CLOSING, vaguer], events=[event]), ontology)]
    assert said(told, short(event_iri(event).value), "kg:date") == ["2018-11"]
    assert said(told, f"id:{vaguer.id}-date-0", "kg:value") == ["2018"]


def test_a_named_topic_has_its_words_and_its_thing(ontology):
    topic = fact("Statement", "Weibo", within=TEXT, agent=SINA, topic=WEIBO)
    told = [*quads(known([topic]), ontology)]
    assert said(told, f"id:{topic.id}-topic-0", "kg:value") == ["Weibo"]
    assert said(told, f"id:{topic.id}-topic-0", "kg:filledBy") == [name("Weibo")]


def test_known_names_bring_country_owner_and_wikidata_marked_as_background(ontology):
    record = SimpleNamespace(country="China", parent=None, owner="sina", place=None, wikidata="Q92526")
    owner = SimpleNamespace(country=None, parent="nobody", owner=None, place=None, wikidata=None)
    both = known(
        [fact("Statement", "Sina", within=TEXT, agent=SINA, target=WEIBO)], known_as={"Sina": "sina", "Weibo": "w"}
    )
    told = [*quads(both, ontology, {"w": record, "sina": owner})]
    assert said(told, name("Weibo"), "kg:country") == ["China"]
    assert said(told, name("Weibo"), "skos:exactMatch") == ["wd:Q92526"]
    assert said(told, name("Sina"), "kg:operates") == [name("Weibo")]
    (node,) = {shown(quad.subject) for quad in told if shown(quad.object) == "kg:Background"}
    assert said(told, node, "kg:derivedSubject") == [name("Sina")]
    assert said(told, node, "kg:derivedObject") == [name("Weibo")]


def test_each_quad_comes_once_and_a_graph_an_article(ontology):
    told = [*quads(knowledge(), ontology)]
    assert len(told) == len(set(told))
    assert article_iri("2021/first") in {quad.graph_name for quad in told}
    assert DERIVED not in {quad.graph_name for quad in told}


def test_turtle_alone_brings_every_triple_back(ontology):
    triples = {quad.triple for quad in quads(knowledge(), ontology)}
    turtle = serialize(sorted(triples, key=str), format=RdfFormat.TURTLE)
    assert {quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)} == triples


def test_every_word_of_the_graph_is_one_of_the_ontology(ontology):
    told = [*quads(knowledge(), ontology)]
    words = {term.value for quad in told for term in (quad.predicate, quad.object) if isinstance(term, NamedNode)}
    ours = {word.removeprefix(long("kg:")) for word in words if word.startswith(long("kg:"))}
    assert len(ours) > 40
    assert ours <= ontology.names


def test_the_ontology_comes_without_nameless_nodes(ontology):
    told = [*ontology_quads(ontology)]
    assert "kg:Authority" in said(told, "kg:Regulator", "rdfs:subClassOf")
    assert {type(quad.subject) for quad in told} == {NamedNode}


@pytest.mark.parametrize(
    ("iso", "type_"),
    [
        ("2018", "gYear"),
        ("2018-11", "gYearMonth"),
        ("2018-11-12", "date"),
        ("--05-22", "gMonthDay"),
        ("--05", "gMonth"),
    ],
)
def test_the_type_of_a_date_says_how_much_of_it_is_told(iso, type_):
    assert literal(PartialDate(iso)).value == iso
    assert short(literal(PartialDate(iso)).datatype.value) == f"xsd:{type_}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Sina Weibo", "sina-weibo"), ("Türk Telekom", "turk-telekom"), ("微博", ""), ("--A/b?", "a-b")],
)
def test_a_slug_is_what_of_a_text_can_stand_in_an_address(text, expected):
    assert slug(text) == expected


def test_names_that_look_alike_stay_apart():
    assert article_iri("a b") != article_iri("a/b")
    assert entity_iri(Identity("i-1", "Person", "Li Wei")) != entity_iri(Identity("i-2", "Person", "Li Wei"))
    assert short(entity_iri(Identity("i-0123456789abcdef", "Person", "李伟")).value) == "id:person-0123456789abcdef"


def test_odd_names_of_articles_and_odd_words_are_written_well(ontology):
    odd = Article("a b/\n<ü>", "“\x0b\\ \U0001f600”")
    words = mention("\\ \U0001f600", "Phrase", Phrase("\\ \U0001f600\n"), within=odd)
    told = fact("Statement", "“", within=odd, topic=words)
    found = [*quads(Knowledge((Reading(odd, (told,)),)), ontology)]
    assert {*parse(serialize(found, format=RdfFormat.N_QUADS), format=RdfFormat.N_QUADS)} == {*found}
