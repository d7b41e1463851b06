"""A part of a graph: chosen by who is near whom, by dates, by types, by what a query names."""

import pytest

from kg import Graph, Selection
from kg.errors import AmbiguousName, UnknownName
from kg.model import PartialDate
from kg.selection import selected
from tests.small_graph import knowledge, small_quads


@pytest.fixture(scope="module")
def graph():
    return Graph.of(knowledge(), small_quads())


def told(graph, **wanted):
    """The kinds of the facts that are left, and the things that they are about."""
    part = selected(graph, Selection(**wanted))
    return sorted({fact.type for fact in part.facts}), sorted(thing.label for thing in part.identities)


def test_a_type_takes_those_below_it_along(graph):
    kinds, _ = told(graph, types=("Event",))
    assert {"Fine", "Closure"} <= set(kinds)
    assert "operates" not in kinds
    assert told(graph, types=("Fine", "operates"))[0] == ["Fine", "operates"]


def test_what_is_left_out_chooses_nothing(graph):
    assert len(selected(graph, Selection()).facts) == len(graph.knowledge.facts)


@pytest.mark.parametrize(
    ("since", "until", "dates"),
    [
        ("2021-06", None, {"2021-06-03"}),
        (None, "2020", {"2020"}),
        ("2021-05-10", "2021-05", {"2021-05"}),  # May 2021 may be the 10th
        ("2022", None, set()),
    ],
)
def test_dates_are_as_wide_as_they_are_vague(graph, since, until, dates):
    facts = selected(graph, Selection(since=since, until=until)).facts
    told = [
        mention.value for fact in facts for slot in ("date", "start", "end") for mention in fact.slots.get(slot, ())
    ]
    found = {date.iso for date in told if isinstance(date, PartialDate)}
    assert found >= dates
    assert bool(facts) == bool(dates)
    assert not any(date.startswith("-") and len(found) == 1 for date in found)


def test_near_a_focus_stand_its_own_facts_and_then_those_of_its_neighbours(graph):
    one, _ = told(graph, focus=("Chatter",))
    two, things = told(graph, focus=("Chatter",), depth=2)
    assert "operates" in one
    assert set(one) < set(two) or one == two
    assert {"Chatter", "Lumo Ltd", "Network Office"} <= set(things)
    near = selected(graph, Selection(focus=("Chatter",)))
    chatter = next(thing.id for thing in near.identities if thing.label == "Chatter")
    for fact in near.facts:
        assert chatter in {
            near.denotes.get((fact.id, slot, n)) for slot, ms in fact.slots.items() for n in range(len(ms))
        }


def test_a_query_names_events_facts_or_things(graph):
    events = told(graph, query="SELECT ?event WHERE { ?event a kg:Fine }")
    assert events[0] == ["Fine"]
    things = told(graph, query='SELECT ?thing WHERE { ?thing rdfs:label "Hearsay" }')
    assert "Hearsay" in things[1]
    nothing = selected(graph, Selection(query="SELECT ?x WHERE { ?x a kg:Pledge ; a kg:Fine }"))
    assert nothing.facts == ()
    assert nothing.identities == ()


def test_what_nobody_is_called_is_told(graph):
    with pytest.raises(UnknownName, match="did you mean 'Chatter'"):
        selected(graph, Selection(focus=("Chattr",)))
    with pytest.raises(UnknownName, match="did you mean 'Fine'"):
        selected(graph, Selection(types=("Fines",)))
    assert issubclass(AmbiguousName, Exception)
