import networkx as nx
import pytest

from kg.analysis import CENTRALITIES, communities, network, ranked, shortest_path
from kg.errors import UnknownName
from kg.model import Identity, Knowledge
from tests.small_graph import CLOSURE, knowledge


def line_of(*pairs: tuple[str, str]) -> "nx.MultiDiGraph[str]":
    """Things that are linked in pairs, each pair by a fact of its own."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, (one, other) in enumerate(pairs):
        graph.add_node(one, label=one.upper())
        graph.add_node(other, label=other.upper())
        graph.add_edge(one, other, fact=f"f-{number}")
    return graph


TWO_TRIANGLES = line_of(("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "d"))


def test_things_are_typed_nodes():
    graph = network(knowledge())

    assert graph.nodes["i-Platform-Chatter"] == {"label": "Chatter", "type": "Platform"}
    assert set(graph) == {identity.id for identity in knowledge().identities}


def test_who_acts_is_linked_to_all_that_take_part():
    graph = network(knowledge())

    closure = {(one, other, told["role"]) for one, other, told in graph.edges(data=True) if told["fact"] == CLOSURE.id}

    assert closure == {
        ("i-Regulator-Network Office", "i-AccountGroup-accounts", "target"),
        ("i-Regulator-Network Office", "i-Platform-Chatter", "platform"),
        ("i-Regulator-Network Office", "i-Campaign-Operation Broom", "campaign"),
    }


def test_an_edge_tells_fact_words_and_date():
    graph = network(knowledge())

    told = graph.get_edge_data("i-Regulator-Network Office", "i-Platform-Chatter")[
        f"{CLOSURE.id}-platform-0-i-Regulator-Network Office"
    ]

    assert told == {
        "type": "Closure",
        "fact": CLOSURE.id,
        "article": "2021/first",
        "words": "closed more than 9,800 accounts on Chatter",
        "count": 9800,
        "date": "2021-05",
        "role": "platform",
    }


def test_what_is_not_asserted_links_nothing():
    graph = network(knowledge())

    assert not graph.has_edge("i-Regulator-Network Office", "i-Person-Ada Berg")
    assert {told["type"] for *_, told in graph.edges("i-Person-Ada Berg", data=True)} == {"Statement"}


def test_a_thing_that_no_fact_tells_of_stands_alone():
    graph = network(Knowledge((), (Identity("i", "Person", "Ann", known="ann"),)))

    assert {node: graph.nodes[node] for node in graph} == {"i": {"label": "Ann", "type": "Person", "known": "ann"}}


@pytest.mark.parametrize("centrality", CENTRALITIES)
def test_who_links_two_groups_stands_in_the_middle(centrality):
    assert [thing for thing, _ in ranked(TWO_TRIANGLES, centrality)[:2]] == ["c", "d"]


def test_degree_is_the_share_of_the_others():
    assert dict(ranked(line_of(("a", "b"), ("b", "a"), ("b", "c"))))["b"] == 1.0


def test_an_unknown_centrality_is_told_of():
    with pytest.raises(UnknownName, match="no centrality 'degre'; did you mean 'degree'"):
        ranked(TWO_TRIANGLES, "degre")


def test_things_with_many_links_belong_together():
    graph = TWO_TRIANGLES.copy()
    graph.add_node("alone", label="ALONE")

    assert communities(graph) == [frozenset("abc"), frozenset("def")]


def test_a_shortest_path_leads_over_links_in_either_direction():
    assert shortest_path(TWO_TRIANGLES, "f", "a") == ["f", "d", "c", "a"]
    assert shortest_path(TWO_TRIANGLES, "A", "E") == ["a", "c", "d", "e"]


def test_of_equally_short_paths_the_first_is_taken():
    assert shortest_path(line_of(("a", "c"), ("c", "z"), ("a", "b"), ("b", "z")), "a", "z") == ["a", "b", "z"]


def test_where_no_path_leads_there_is_none():
    assert shortest_path(line_of(("a", "b"), ("c", "d")), "a", "d") == []


def test_an_unknown_thing_is_told_of_with_the_nearest_label():
    with pytest.raises(UnknownName, match="no entity 'Chater'; did you mean 'Chatter'"):
        shortest_path(network(knowledge()), "Chater", "Hearsay")


@pytest.mark.parametrize("function", [ranked, communities])
def test_an_empty_network_has_nothing_to_tell(function):
    assert function(network(Knowledge(()))) == []
