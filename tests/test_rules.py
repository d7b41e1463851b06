"""What follows from the facts."""

import pytest
from pyoxigraph import RdfFormat, serialize

from kg.errors import OntologyProblems
from kg.graph import quads
from kg.model import Identity, Knowledge, Modality, Name, Phrase, Reading
from kg.ontology import bundled_ontology, load_ontology
from kg.rdf import short, shown
from kg.rules import derive, load_rules
from kg.terms import DERIVED
from tests.builders import article, fact, mention
from tests.small_graph import knowledge

TEXT = article(
    "Ofcom fined Chatter. Chatter closed spam accounts. Ada said the fine for Chatter was fair. Ofcom fined Ada."
)
OFCOM = mention("Ofcom", "Regulator", within=TEXT)
CHATTER = mention("Chatter", "Platform", within=TEXT)
SPAM = mention("spam accounts", "AccountGroup", within=TEXT)
ADA = mention("Ada", "Person", within=TEXT)
TOPIC = mention("the fine for Chatter", "Phrase", Phrase("the fine for Chatter"), within=TEXT)
INSIDE = TEXT.text.index("Chatter was fair")


@pytest.fixture(scope="module")
def ontology():
    return load_ontology(bundled_ontology())


def asserted(*facts):
    fillers = {
        (told.id, slot, place): each
        for told in facts
        for slot, mentions in told.slots.items()
        for place, each in enumerate(mentions)
        if isinstance(each.value, Name)
    }
    spans = {each.value.label: each.span for each in fillers.values()}
    # Chatter is also mentioned inside the topic.
    chatter = mention("Chatter", "Platform", within=TEXT).span
    inside = type(chatter)("a", INSIDE, INSIDE + len("Chatter"), "Chatter")
    kinds = {each.value.label: each.type for each in fillers.values()} | {"Chatter": "Platform"}
    identities = tuple(
        Identity(f"i-{label}", kind, label, mentions=(inside,) if label == "Chatter" else (spans[label],))
        for label, kind in sorted(kinds.items())
    )
    denotes = {place: f"i-{each.value.label}" for place, each in fillers.items()}
    ontology = load_ontology(bundled_ontology())
    return [*quads(Knowledge((Reading(TEXT, facts),), identities, (), denotes), ontology)]


def relations(derived):
    """The derived relations, as words."""
    labelled = [(quad.subject, quad.predicate, quad.object) for quad in derived]
    return {
        (word(subject), short(predicate.value), word(object_))
        for subject, predicate, object_ in labelled
        if not short(subject.value).startswith(("id:d-", "id:rule-"))
    }


def word(term):
    return short(term.value).removeprefix("id:").rpartition("-")[0]


def test_who_fines_a_platform_regulates_and_sanctions_it(ontology):
    derived = derive(asserted(fact("Fine", "Ofcom fined Chatter", within=TEXT, agent=OFCOM, target=CHATTER)), ontology)
    assert relations(derived) == {("ofcom", "kg:regulates", "chatter"), ("chatter", "kg:sanctionedBy", "ofcom")}


def test_who_fines_a_person_does_not_regulate_that_person(ontology):
    derived = derive(asserted(fact("Fine", "Ofcom fined Ada", within=TEXT, agent=OFCOM, target=ADA)), ontology)
    assert relations(derived) == {("ada", "kg:sanctionedBy", "ofcom")}


def test_a_platform_that_closes_accounts_closes_them_and_regulates_nobody(ontology):
    closing = fact("Closure", "Chatter closed spam accounts", within=TEXT, agent=CHATTER, target=SPAM)
    assert relations(derive(asserted(closing), ontology)) == {("chatter", "kg:closes", "spam-accounts")}


def test_who_speaks_of_a_topic_comments_on_what_it_mentions(ontology):
    saying = fact("Statement", "Ada said", within=TEXT, agent=ADA, topic=TOPIC)
    assert relations(derive(asserted(saying), ontology)) == {("ada", "kg:commentsOn", "chatter")}


def test_who_speaks_of_a_thing_comments_on_it(ontology):
    saying = fact("Statement", "Ada said", within=TEXT, agent=ADA, topic=OFCOM)
    assert relations(derive(asserted(saying), ontology)) == {("ada", "kg:commentsOn", "ofcom")}


def test_nothing_follows_from_a_threat(ontology):
    threat = fact("Fine", "Ofcom", within=TEXT, modality=Modality.THREATENED, agent=OFCOM, target=CHATTER)
    assert derive(asserted(threat), ontology) == ()


def test_what_a_text_states_is_not_derived(ontology):
    stated = fact("regulates", "Ofcom", within=TEXT, subject=OFCOM, object=CHATTER)
    fining = fact("Fine", "Ofcom fined Chatter", within=TEXT, agent=OFCOM, target=CHATTER)
    assert relations(derive(asserted(stated, fining), ontology)) == {("chatter", "kg:sanctionedBy", "ofcom")}


def test_a_derivation_names_its_rule_and_all_its_facts(ontology):
    first = fact("Fine", "Ofcom fined Chatter", within=TEXT, agent=OFCOM, target=CHATTER)
    second = fact("Warning", "Ofcom", within=TEXT, agent=OFCOM, target=CHATTER)
    derived = derive(asserted(first, second), ontology)
    (node,) = {quad.subject for quad in derived if shown(quad.object) == "regulates"}
    said = {(short(quad.predicate.value), shown(quad.object)) for quad in derived if quad.subject == node}
    assert {("rdf:type", "kg:Derivation"), ("kg:derivedPredicate", "kg:regulates")} <= said
    assert {fact for predicate, fact in said if predicate == "prov:wasDerivedFrom"} == {
        f"id:{first.id}",
        f"id:{second.id}",
    }
    assert {quad.graph_name for quad in derived} == {DERIVED}


def test_the_order_of_the_quads_changes_nothing(ontology):
    told = [*quads(knowledge(), ontology)]
    forwards, backwards = derive(told, ontology), derive(reversed(told), ontology)
    assert serialize(forwards, format=RdfFormat.N_QUADS) == serialize(backwards, format=RdfFormat.N_QUADS)
    assert forwards


def test_every_rule_says_what_it_concludes(ontology):
    rules = load_rules(ontology)
    assert {"closes", "comments-on", "regulates", "sanctioned-by"} <= {rule.name for rule in rules}
    assert all(rule.says.endswith(".") and len(rule.says) > 20 for rule in rules)


CONSTRUCT = "PREFIX kg: <https://kg.example.org/ontology#>\nCONSTRUCT { ?a kg:closes ?b } WHERE { ?a kg:agent ?b"


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (f"{CONSTRUCT} }}", 1, "begins with a comment"),
        (f"# Says.\n{CONSTRUCT}", 3, "not SPARQL"),
        ("# Says.\nSELECT ?a { ?a ?b ?c }", 1, "is a CONSTRUCT"),
        (f"# Says.\n{CONSTRUCT} . ?a kg:targt ?c }}", 3, "did you mean 'target'?"),
        (f"# Says.\n{CONSTRUCT} . SERVICE <http://x.example/> {{ ?a ?c ?d }} }}", 3, "no SERVICE"),
        (f"# Says.\n{CONSTRUCT} . \\u0053ERVICEkg:a {{ ?a ?c ?d }} }}", 3, "no SERVICE"),
    ],
)
def test_a_rule_that_is_wrong_is_told_with_its_place(tmp_path, text, place, problem):
    (tmp_path / "kg.ttl").write_bytes((bundled_ontology() / "kg.ttl").read_bytes())
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "wrong.rq").write_text(text, encoding="utf-8")
    with pytest.raises(OntologyProblems) as caught:
        load_rules(load_ontology(tmp_path))
    assert f"wrong.rq:{place}: " in str(caught.value)
    assert problem in str(caught.value)
