"""What follows from the facts."""

from dataclasses import replace

import pytest
from pyoxigraph import RdfFormat, serialize

from kg.errors import OntologyProblems
from kg.grammar import load_grammar
from kg.graph import quads
from kg.model import Amount, Count, Event, Identity, Knowledge, Modality, Name, PartialDate, Phrase, Reading, Span
from kg.ontology import bundled_ontology, load_ontology
from kg.rdf import short, shown
from kg.rules import load_rules
from kg.terms import DERIVED, event_iri, kg_term
from tests.builders import article, fact, mention, what_follows
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


def test_who_fines_a_platform_regulates_and_sanctions_it():
    derived = what_follows(asserted(fact("Fine", "Ofcom fined Chatter", within=TEXT, agent=OFCOM, target=CHATTER)))
    assert relations(derived) == {("ofcom", "kg:regulates", "chatter"), ("chatter", "kg:sanctionedBy", "ofcom")}


def test_who_fines_a_person_does_not_regulate_that_person():
    derived = what_follows(asserted(fact("Fine", "Ofcom fined Ada", within=TEXT, agent=OFCOM, target=ADA)))
    assert relations(derived) == {("ada", "kg:sanctionedBy", "ofcom")}


def test_a_platform_that_closes_accounts_closes_them_and_regulates_nobody():
    closing = fact("Closure", "Chatter closed spam accounts", within=TEXT, agent=CHATTER, target=SPAM)
    assert relations(what_follows(asserted(closing))) == {("chatter", "kg:closes", "spam-accounts")}


def test_who_speaks_of_a_topic_comments_on_what_it_mentions():
    saying = fact("Statement", "Ada said", within=TEXT, agent=ADA, topic=TOPIC)
    assert relations(what_follows(asserted(saying))) == {("ada", "kg:commentsOn", "chatter")}


def test_who_speaks_of_a_thing_comments_on_it():
    saying = fact("Statement", "Ada said", within=TEXT, agent=ADA, topic=OFCOM)
    assert relations(what_follows(asserted(saying))) == {("ada", "kg:commentsOn", "ofcom")}


def test_nothing_follows_from_a_threat():
    threat = fact("Fine", "Ofcom", within=TEXT, modality=Modality.THREATENED, agent=OFCOM, target=CHATTER)
    assert what_follows(asserted(threat)) == ()


def test_what_a_text_states_is_not_derived():
    stated = fact("regulates", "Ofcom", within=TEXT, subject=OFCOM, object=CHATTER)
    fining = fact("Fine", "Ofcom fined Chatter", within=TEXT, agent=OFCOM, target=CHATTER)
    assert relations(what_follows(asserted(stated, fining))) == {("chatter", "kg:sanctionedBy", "ofcom")}


def test_a_derivation_names_its_rule_and_all_its_facts():
    first = fact("Fine", "Ofcom fined Chatter", within=TEXT, agent=OFCOM, target=CHATTER)
    second = fact("Warning", "Ofcom", within=TEXT, agent=OFCOM, target=CHATTER)
    derived = what_follows(asserted(first, second))
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
    forwards, backwards = what_follows(told), what_follows(reversed(told))
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


LONG = article(
    "The Office looked into Chatter in 2020. It fined Chatter in 2021 under the Posting Act. Operation Broom came. "
    "Chatter closed 500 accounts, 300 of them on Hearsay. Chatter closed them at the request of the Office, "
    "which had ordered it to. Ada of Lumo said the Posting Act was bad. The act took effect on 1 May 2021.",
    id="long",
)


def long_mention(words, kind, value=None):
    return mention(words, kind, value, within=LONG)


OFFICE = long_mention("Office", "Regulator")
SITE = long_mention("Chatter", "Platform")
ACT = long_mention("Posting Act", "Policy")


def long_fact(kind, words, pattern="by-hand", **slots):
    return replace(fact(kind, words, within=LONG, **slots), patterns=(pattern,))


def when(words, iso):
    return long_mention(words, "Date", PartialDate(iso))


def count(number):
    return long_mention(str(number), "Count", Count(number))


def concluded(*facts, identities=()):
    """What the rules conclude of facts whose names mean themselves, by the names of both ends."""
    return {
        (name(quad.subject), short(quad.predicate.value), name(quad.object))
        for quad in derived_from(*facts, identities=identities)
        if name(quad.subject).partition("-")[0] not in ("d", "rule")
    }


def derived_from(*facts, identities=()):
    """What the rules conclude of facts whose names mean themselves."""
    named = {
        each.value.label: each
        for told in facts
        for mentions in told.slots.values()
        for each in mentions
        if isinstance(each.value, Name)
    }
    spans: dict[str, tuple[Span, ...]] = {label: (each.span,) for label, each in named.items()}
    for label, more in identities:
        spans[label] = (*spans[label], more)
    things = tuple(
        Identity(f"i-{label}", each.type, label, mentions=spans[label], known=KNOWN.get(label))
        for label, each in sorted(named.items())
    )
    denotes = {
        (told.id, slot, place): f"i-{each.value.label}"
        for told in facts
        for slot, mentions in told.slots.items()
        for place, each in enumerate(mentions)
        if isinstance(each.value, Name)
    }
    ontology = load_ontology(bundled_ontology())
    stated = quads(
        Knowledge((Reading(LONG, facts),), things, (), denotes), ontology, load_grammar(bundled_ontology()).names
    )
    return what_follows(stated)


KNOWN = {"Ofcom": "Ofcom", "United Kingdom": "United Kingdom"}


def name(term):
    return short(term.value).removeprefix("id:").rpartition("-")[0] if "kg.example.org" in term.value else term.value


def test_a_fine_follows_the_investigation_before_it():
    inquiry = long_fact("Investigation", "looked into", agent=OFFICE, target=SITE, date=when("2020", "2020"))
    fining = long_fact("Fine", "fined Chatter", agent=OFFICE, target=SITE, date=when("2021", "2021"))
    assert ("fine", "kg:follows", "investigation") in concluded(inquiry, fining)
    later = replace(inquiry, slots={**inquiry.slots, "date": (when("2021", "2021-12"),)})
    assert ("fine", "kg:follows", "investigation") not in concluded(later, fining)


def test_of_two_fines_after_an_investigation_neither_follows_it():
    inquiry = long_fact("Investigation", "looked into", agent=OFFICE, target=SITE, date=when("2020", "2020"))
    fines = [
        long_fact("Fine", words, agent=OFFICE, target=SITE, date=when("2021", day))
        for words, day in (("fined Chatter", "2021-03"), ("It fined Chatter", "2021-09"))
    ]
    assert not {told for told in concluded(inquiry, *fines) if told[1] == "kg:follows"}


def test_a_pledge_to_appeal_follows_the_only_sanction_that_the_article_tells():
    fining = long_fact("Fine", "fined Chatter", agent=OFFICE, target=SITE)
    pledge = long_fact("Pledge", "was bad", agent=SITE, topic=long_mention("bad", "Phrase", Phrase("appeal the fine")))
    assert ("pledge", "kg:follows", "fine") in concluded(fining, pledge)

    another = long_fact("Closure", "closed 500 accounts", agent=OFFICE, target=SITE)
    assert ("pledge", "kg:follows", "fine") not in concluded(fining, another, pledge)
    accepting = replace(pledge, slots={**pledge.slots, "topic": (long_mention("bad", "Phrase", Phrase("not appeal")),)})
    assert ("pledge", "kg:follows", "fine") not in concluded(fining, accepting)


def test_a_deed_follows_the_order_that_its_reason_names():
    order = long_fact("Order", "ordered it", agent=OFFICE, target=SITE)
    words = "at the request of the Office"
    deed = long_fact(
        "Closure",
        "Chatter closed",
        agent=SITE,
        target=long_mention("Hearsay", "Platform"),
        reason=long_mention(words, "Phrase", Phrase(words)),
    )
    start = LONG.text.index(words) + len(words) - len("Office")
    inside = Span("long", start, start + len("Office"), "Office")
    assert ("closure", "kg:follows", "order") in concluded(order, deed, identities=[("Office", inside)])
    assert ("closure", "kg:follows", "order") not in concluded(order, deed)


def test_what_is_counted_as_a_part_is_part_of_the_whole():
    whole = long_fact("Closure", "closed 500 accounts", agent=SITE, count=count(500))
    part = long_fact("Closure", "300 of them", "subsets/part", agent=SITE, count=count(300))
    assert ("closure", "kg:partOf", "closure") in concluded(whole, part)
    another = replace(part, patterns=("closure/close-accounts",))
    assert ("closure", "kg:partOf", "closure") not in concluded(whole, another)


def test_a_part_is_of_the_least_whole_that_holds_it():
    most, whole, part = (
        long_fact("Closure", str(number), pattern, agent=SITE, count=count(number))
        for number, pattern in ((2020, "by-hand"), (500, "by-hand"), (300, "subsets/part"))
    )
    nodes = {fact.id: event_iri(Event(f"event-of-{fact.id}", "Closure", (fact.id,))) for fact in (part, whole)}
    told = [quad for quad in derived_from(most, whole, part) if quad.predicate == kg_term("partOf")]
    assert [(quad.subject, quad.object) for quad in told] == [(nodes[part.id], nodes[whole.id])]


def sum_of(number, currency):
    return long_mention(str(number), "Amount", Amount(number, currency))


def test_a_share_of_a_fine_is_part_of_the_fine_in_its_currency():
    fining = long_fact("Fine", "fined Chatter", agent=OFFICE, target=SITE, amount=sum_of(500, "EUR"))
    share = long_fact("Fine", "500", "breakdown/share", agent=OFFICE, target=SITE, amount=sum_of(300, "EUR"))
    assert ("fine", "kg:partOf", "fine") in concluded(fining, share)
    other = replace(share, slots={**share.slots, "amount": (sum_of(300, "USD"),)})
    assert ("fine", "kg:partOf", "fine") not in concluded(fining, other)


def test_what_a_row_adds_up_to_holds_what_stands_behind_it_of_whatever_kind():
    row = long_fact("ContentRemoval", "500", "lists/parts", agent=SITE, platform=SITE, count=count(500))
    share = long_fact("Closure", "300", "lists/shares", agent=SITE, platform=SITE, count=count(300))
    assert ("closure", "kg:partOf", "content-removal") in concluded(row, share)
    hearsay = long_mention("Hearsay", "Platform")
    elsewhere = replace(share, slots={**share.slots, "platform": (hearsay,)})
    assert ("closure", "kg:partOf", "content-removal") not in concluded(row, elsewhere)


def test_a_campaign_includes_what_is_done_in_it():
    campaign = long_mention("Operation Broom", "Campaign")
    deed = long_fact("Closure", "closed 500 accounts", agent=SITE, campaign=campaign)
    assert ("operation-broom", "kg:includes", "closure") in concluded(deed)


def test_a_measure_has_dated_states():
    issued = long_fact(
        "PolicyIssuance", "took effect", policy=ACT, start=when("1 May 2021", "2021-05-01"), date=when("2020", "2020")
    )
    fining = long_fact("Fine", "fined Chatter", agent=OFFICE, target=SITE, policy=ACT, date=when("2021", "2021"))
    assert {
        ("posting-act", "kg:issuedOn", "2020"),
        ("posting-act", "kg:inForceFrom", "2021-05-01"),
        ("posting-act", "kg:enforcedOn", "2021"),
    } <= concluded(issued, fining)


def test_a_measure_is_appealed_against_and_annulled_on_dates():
    appeal = long_fact("Appeal", "was bad", agent=SITE, policy=ACT, date=when("2020", "2020-06-01"))
    annulment = long_fact("Annulment", "took effect", agent=OFFICE, policy=ACT, date=when("2021", "2021-02"))
    assert {
        ("posting-act", "kg:appealedOn", "2020-06-01"),
        ("posting-act", "kg:annulledOn", "2021-02"),
    } <= concluded(appeal, annulment)
    planned = replace(appeal, modality=Modality.PLANNED)
    assert ("posting-act", "kg:appealedOn", "2020-06-01") not in concluded(planned)


def test_an_appeal_and_an_annulment_follow_the_only_sanction_that_the_article_tells():
    fining = long_fact("Fine", "fined Chatter", agent=OFFICE, target=SITE)
    words = long_mention("bad", "Phrase", Phrase("the fine"))
    appeal = long_fact("Appeal", "was bad", agent=SITE, topic=words)
    annulment = long_fact("Annulment", "took effect", agent=OFFICE, topic=words, target=SITE)
    follow = {("appeal", "kg:follows", "fine"), ("annulment", "kg:follows", "fine")}
    assert follow <= concluded(fining, appeal, annulment)
    another = long_fact("Closure", "closed 500 accounts", agent=OFFICE, target=SITE)
    assert not follow & concluded(fining, another, appeal, annulment)
    of_law = replace(appeal, slots={"agent": (SITE,), "policy": (ACT,)})
    assert ("appeal", "kg:follows", "fine") not in concluded(fining, of_law)


def test_an_authority_that_acts_has_jurisdiction_in_its_country():
    ofcom, country = (
        long_mention("Office", "Regulator", Name("Ofcom", known="Ofcom")),
        long_mention("Lumo", "Country", Name("United Kingdom", known="United Kingdom")),
    )
    fining = long_fact("Fine", "fined Chatter", agent=ofcom, target=SITE)
    place = long_fact("locatedIn", "Lumo", subject=SITE, object=country)
    assert ("ofcom", "kg:hasJurisdiction", "united-kingdom") in concluded(fining, place)


def test_whoever_employs_a_commentator_has_an_expert_on_the_matter():
    ada, lumo = long_mention("Ada", "Person"), long_mention("Lumo", "Company")
    employed = long_fact("affiliatedWith", "Ada of Lumo", subject=ada, object=lumo)
    topic = "the Posting Act was bad"
    said = long_fact("Statement", "said the", agent=ada, topic=long_mention(topic, "Phrase", Phrase(topic)), policy=ACT)
    start = LONG.text.index(topic) + len("the ")
    inside = Span("long", start, start + len("Posting Act"), "Posting Act")
    assert ("lumo", "kg:hasExpertOn", "posting-act") in concluded(employed, said, identities=[("Posting Act", inside)])
