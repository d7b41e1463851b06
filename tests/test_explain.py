from dataclasses import replace

import pytest

from kg.errors import AmbiguousName, UnknownName
from kg.explain import explanation
from kg.knowledge_graph import Graph
from kg.terms import entity_iri, fact_iri
from tests.small_graph import CLOSURE, SAME_CLOSURE, knowledge, small_quads


@pytest.fixture(scope="module")
def graph():
    return Graph.of(knowledge(), small_quads())


def fact_of(kind, article="2021/first"):
    return next(fact for fact in knowledge().facts if (fact.type, fact.article) == (kind, article))


def part(graph, name, heading):
    """The lines under a heading of an explanation."""
    return dict(explanation(graph, name).parts)[heading]


def test_a_fact_is_explained_by_its_words_in_their_sentence():
    graph = Graph.of(knowledge(), small_quads())
    told = explanation(graph, CLOSURE.id)

    assert str(told).splitlines() == [
        f"Closure  {CLOSURE.id}",
        "  agent     Network Office  (Regulator)",
        "  target    accounts  (AccountGroup)",
        "  platform  Chatter  (Platform)",
        "  count     more-than 9800  (Count)  “more than 9,800”",
        "  date      2021-05  (Date)  “May 2021”",
        "  campaign  Operation Broom  (Campaign)",
        "  words     “closed more than 9,800 accounts on Chatter” (characters 19 to 61)",
        (
            "            in: The Network Office closed more than 9,800 accounts on Chatter in May 2021 "
            "as part of Operation Broom."
        ),
        "  article   2021/first",
        "            Network Office closes accounts",
        "            Harbour Post, 2021-05-20",
        "  pattern   closure/by-hand",
        "  modality  asserted",
        "  event     e-closure",
        f"            also told by {SAME_CLOSURE.id}",
        "            the same count",
    ]


def test_words_that_stand_for_another_name_are_shown(graph):
    assert part(graph, fact_of("Fine").id, "agent") == ("Network Office  (Regulator)  “It”",)


@pytest.mark.parametrize("cut", [6, 10, 17])
def test_the_beginning_of_an_id_is_enough(graph, cut):
    assert explanation(graph, CLOSURE.id[:cut]) == explanation(graph, CLOSURE.id)


def test_a_fact_is_found_by_its_address(graph):
    assert explanation(graph, fact_iri(CLOSURE.id).value) == explanation(graph, CLOSURE.id)
    assert explanation(graph, f"id:{CLOSURE.id}") == explanation(graph, CLOSURE.id)


def test_what_makes_a_fact_less_than_asserted_is_shown(graph):
    told = explanation(graph, fact_of("Detention").id)
    assert told.title.startswith("Detention (denied)")
    assert dict(told.parts)["modality"] == ("denied, by “denied”",)


def test_an_entity_is_explained_by_names_mentions_and_facts(graph):
    told = dict(explanation(graph, "Lumo Ltd").parts)

    assert told["one because"] == ("one name",)
    assert told["mentioned"] == ("2021/first: Lumo Ltd",)
    assert [line.split("  ")[1] for line in told["facts"]] == ["Fine", "operates"]


@pytest.mark.parametrize("name", ["Chatter", "chatter app", "CHATTER", "i-Platform-Chatter"])
def test_an_entity_is_found_by_id_and_by_any_name_in_any_case(graph, name):
    assert explanation(graph, name).title == "Chatter  Platform"


def test_an_entity_is_found_by_its_address(graph):
    chatter = next(identity for identity in knowledge().identities if identity.label == "Chatter")
    assert explanation(graph, entity_iri(chatter).value).title == "Chatter  Platform"


def test_the_facts_about_a_thing_begin_with_the_asserted_ones(graph):
    told = [line.split("  ")[1] for line in part(graph, "Hearsay", "facts")]
    assert told == ["Order", "Fine", "Closure (possible)"]


def test_an_event_is_explained_by_the_facts_that_tell_it(graph):
    told = dict(explanation(graph, "e-closure").parts)
    assert [line.split("  ")[0] for line in told["told by"]] == [CLOSURE.id, SAME_CLOSURE.id]
    assert told["one because"] == ("the same count",)


def with_closure(**changes):
    """The small graph, its closure changed."""
    known = knowledge()
    events = tuple(replace(event, **changes) if event.id == "e-closure" else event for event in known.events)
    return Graph.of(replace(known, events=events), small_quads())


def test_the_sources_of_an_event_are_counted_and_copies_told():
    assert part(with_closure(sources=2), "e-closure", "sources") == ("2 articles, all independent",)
    assert part(with_closure(sources=1), "e-closure", "sources") == ("2 articles, 1 independent: the rest is copied",)


def test_what_the_sources_of_an_event_dispute_is_told_with_the_words_of_each():
    assert "disputed" not in dict(explanation(with_closure(), "e-closure").parts)
    assert part(with_closure(disputed=("count",)), "e-closure", "disputed") == (
        "count: more-than 9800  (2021/first)",
        "count: about 9800  (2021/second)",
    )


def test_a_sum_of_reasons_is_told_term_by_term():
    reason = "“closed” (a) and “shut” (b): +7.5 = +3.0 same number (1,200), +3.0 same target, +1.5 same month (2023-05)"
    assert part(with_closure(reasons=(reason, "and 2 more like these")), "e-closure", "one because") == (
        "“closed” (a) and “shut” (b): +7.5",
        "  +3.0 same number (1,200)",
        "  +3.0 same target",
        "  +1.5 same month (2023-05)",
        "and 2 more like these",
    )


def test_why_a_thing_is_not_another_of_its_name_is_told():
    known = knowledge()
    told = "'Chatter' (a) and 'Chatter' (b): -14.0 = -20.0 kinds that exclude each other, +6.0 same name"
    things = tuple(replace(thing, apart=(told,)) if thing.label == "Chatter" else thing for thing in known.identities)
    graph = Graph.of(replace(known, identities=things), small_quads())
    assert part(graph, "Chatter", "told from") == (
        "'Chatter' (a) and 'Chatter' (b): -14.0",
        "  -20.0 kinds that exclude each other",
        "  +6.0 same name",
    )


def test_a_name_of_several_things_is_not_guessed():
    doubled = Graph.of(twice_chatter(knowledge()), small_quads())

    with pytest.raises(AmbiguousName, match=r"'Chatter' may be i-Platform-Chatter .*; i-2 \(Platform in 2021/first"):
        explanation(doubled, "Chatter")


def twice_chatter(known):
    """The knowledge with another thing called Chatter."""
    chatter = next(identity for identity in known.identities if identity.label == "Chatter")
    return replace(known, identities=(*known.identities, replace(chatter, id="i-2")))


@pytest.mark.parametrize(("name", "hint"), [("Chater", "did you mean 'Chatter'?"), ("f-00000000", ""), ("", "")])
def test_what_nobody_is_called_is_told_of(graph, name, hint):
    with pytest.raises(UnknownName) as raised:
        explanation(graph, name)
    assert hint in str(raised.value)
