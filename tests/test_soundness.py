"""Facts that the ontology would not have are kept aside, with the reason."""

from dataclasses import replace

import pytest

from kg.model import Count, Name, PartialDate, Reading, Span
from kg.ontology import bundled_ontology, load_ontology
from kg.soundness import sound
from tests.builders import article, fact, mention
from tests.small_folder import ROOT

TEXT = article("Ofcom fined Chatter.")
OFCOM = mention("Ofcom", "Regulator", Name("Ofcom"), within=TEXT)
CHATTER = mention("Chatter", "Platform", Name("Chatter"), within=TEXT)
LAW = mention("fined", "Policy", Name("Fines Act"), within=TEXT)
MANY = mention("Ofcom fined", "Count", Count(2), within=TEXT)
GOOD = fact("Fine", "Ofcom fined Chatter", within=TEXT, agent=OFCOM, target=CHATTER)


@pytest.fixture(scope="module")
def ontology():
    return load_ontology(bundled_ontology())


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (fact("Fien", "Ofcom fined Chatter", within=TEXT, agent=OFCOM), "the ontology has no event or relation 'Fien'"),
        (
            fact("Fine", "Ofcom fined Chatter", within=TEXT, agent=OFCOM, victim=CHATTER),
            "the ontology has no slot 'victim'",
        ),
        (
            fact("Fine", "Ofcom fined Chatter", within=TEXT, target=OFCOM, date=CHATTER),
            "this is no date",
        ),
        (fact("Fine", "Ofcom fined Chatter", within=TEXT, platform=CHATTER), "a fine has a target or an amount"),
        (fact("Fine", "Ofcom fined Chatter", within=TEXT, target=CHATTER, agent=LAW), "this cannot act"),
        (
            fact("Closure", "Ofcom fined Chatter", within=TEXT, target=OFCOM, platform=MANY),
            "a slot of things is filled by a thing",
        ),
        (
            fact("Fine", "Ofcom fined Chatter", within=TEXT, target=CHATTER, agent=LAW, date=CHATTER),
            "this cannot act; this is no date",
        ),
        (fact("operates", "Ofcom fined Chatter", within=TEXT, subject=OFCOM), "a relation has two ends"),
        (replace(GOOD, patterns=(), slots={"target": (CHATTER,)}), "a fact names the pattern that saw it"),
    ],
)
def test_an_unsound_fact_is_kept_aside_with_the_reason(ontology, bad, reason):
    (reading,), (aside,) = sound([Reading(TEXT, (GOOD, bad))], ontology)
    assert reading.facts == (GOOD,)
    assert (aside.fact, aside.reason) == (bad, reason)


def test_words_that_stand_elsewhere_are_no_evidence(ontology):
    moved = mention("Ofcom", "Regulator", Name("Ofcom"), within=TEXT)
    moved = type(moved)(Span("a", 3, 8, "Ofcom"), moved.type, moved.value)
    _, (aside,) = sound([Reading(TEXT, (fact("Fine", "Ofcom fined Chatter", within=TEXT, agent=moved),))], ontology)
    assert aside.reason == "its words do not stand where it says"


def test_sound_facts_stay_as_they_are(ontology):
    assert sound([Reading(TEXT, (GOOD,))], ontology) == ([Reading(TEXT, (GOOD,))], ())


def test_a_slot_of_literals_that_names_no_wordings_takes_any_but_no_thing():
    football = load_ontology(ROOT / "tests" / "other_field" / "football")
    text = article("Jo Salt left on 1 May.")
    salt = mention("Jo Salt", "Person", Name("Jo Salt"), within=text)
    moved = fact(
        "Transfer", "left", within=text, player=salt, date=mention("1 May", "Date", PartialDate("--05-01"), within=text)
    )
    wrong = fact("Transfer", "left on", within=text, player=salt, date=salt)
    (reading,), (aside,) = sound([Reading(text, (moved, wrong))], football)
    assert (reading.facts, aside.fact) == ((moved,), wrong)
