"""The graph as a network: who is linked to whom by which facts, who stands in the middle, and who belongs together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import networkx as nx

from kg.errors import UnknownName
from kg.model import Amount, Count, Fact, Knowledge, Modality, PartialDate
from kg.ontology import nearest

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]
    Simple = nx.Graph[str]

# Who comes first among the parts of a fact is linked to all the others.
PART_ORDER = ("agent", "subject", "target", "object", "platform", "policy", "campaign", "medium")
DATE_SLOTS = ("date", "start", "end")
SEED = 20181112  # communities and sampled paths are the same run after run
MOST_SOURCES = 500  # of paths: betweenness is exact up to so many things, and estimated beyond


def network(knowledge: Knowledge) -> Network:
    """Things as typed nodes, and an edge for each relation, and each part of an event, that a fact asserts."""
    graph: Network = nx.MultiDiGraph()
    for identity in sorted(knowledge.identities, key=lambda identity: identity.id):
        known = {"known": identity.known} if identity.known else {}
        graph.add_node(identity.id, label=identity.label, type=identity.type, **known)
    for fact in knowledge.facts:
        if fact.modality is Modality.ASSERTED:
            add_edges(graph, fact, knowledge.denotes)
    return graph


def add_edges(graph: Network, fact: Fact, denotes: Mapping[tuple[str, str, int], str]) -> None:
    """Link the fact's first part to its other parts."""
    told = attributes(fact)
    parts = list(participants(fact, denotes))
    first = parts[0][0] if parts else None
    for slot, position, other in parts:
        for source in [thing for role, _, thing in parts if role == first and slot != first]:
            if source in graph and other in graph:
                graph.add_edge(source, other, key=f"{fact.id}-{slot}-{position}-{source}", role=slot, **told)


def participants(fact: Fact, denotes: Mapping[tuple[str, str, int], str]) -> Iterator[tuple[str, int, str]]:
    """Slot, position and identity of the things that take part in the fact, the first parts first."""
    slots = sorted(
        fact.slots, key=lambda slot: (PART_ORDER.index(slot) if slot in PART_ORDER else len(PART_ORDER), slot)
    )
    for slot in slots:
        for position in range(len(fact.slots[slot])):
            identity = denotes.get((fact.id, slot, position))
            if identity is not None:
                yield slot, position, identity


def attributes(fact: Fact) -> dict[str, str | int]:
    """What an edge tells of its fact."""
    told = {"type": fact.type, "fact": fact.id, "article": fact.article, "words": fact.evidence[0].text}
    date = next(iter(dates(fact)), None)
    return {**told, **numbers(fact), **({"date": date} if date else {})}


def numbers(fact: Fact) -> dict[str, str | int]:
    """The first number, and the first sum of money with its currency, that the fact tells."""
    told: dict[str, str | int] = {}
    for mention in (mention for mentions in fact.slots.values() for mention in mentions):
        match mention.value:
            case Count(value):
                told.setdefault("count", value)
            case Amount(value, currency) if "amount" not in told:
                told.update(amount=value, currency=currency)
    return told


def dates(fact: Fact) -> Iterator[str]:
    """The dates that the fact tells, the date of the event first."""
    for slot in DATE_SLOTS:
        for mention in fact.slots.get(slot, ()):
            if isinstance(mention.value, PartialDate):
                yield mention.value.iso


def simple(graph: Network) -> Simple:
    """The network without directions, one link for all the facts between two things, which are its weight."""
    links: dict[tuple[str, str], set[str]] = {}
    for one, other, told in graph.edges(data=True):
        if one != other:
            links.setdefault((min(one, other), max(one, other)), set()).add(told["fact"])
    plain: Simple = nx.Graph()
    plain.add_nodes_from(graph.nodes(data=True))
    for (one, other), facts in sorted(links.items()):
        plain.add_edge(one, other, weight=len(facts))
    return plain


# Who stands in the middle


def degree(graph: Network) -> dict[str, float]:
    """The share of all other things that a thing is linked to."""
    return dict(nx.degree_centrality(simple(graph)))


def betweenness(graph: Network) -> dict[str, float]:
    """The share of the shortest ways between other things that lead over a thing."""
    sources = min(len(graph), MOST_SOURCES)
    return dict(nx.betweenness_centrality(simple(graph), k=sources, seed=SEED))


CENTRALITIES: dict[str, Callable[[Network], dict[str, float]]] = {"degree": degree, "betweenness": betweenness}


def ranked(graph: Network, centrality: str = "degree") -> list[tuple[str, float]]:
    """The things with their centrality, the highest first."""
    if centrality not in CENTRALITIES:
        raise UnknownName("centrality", centrality, nearest(centrality, CENTRALITIES))
    scores = CENTRALITIES[centrality](graph)
    return sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))


# Who belongs together


def communities(graph: Network) -> list[frozenset[str]]:
    """The linked things in groups with many links within and few between (Louvain), the largest first."""
    linked = simple(graph)
    linked.remove_nodes_from(list(nx.isolates(linked)))
    found: Iterable[Iterable[str]] = nx.community.louvain_communities(linked, weight="weight", seed=SEED)
    return sorted(map(frozenset, found), key=lambda group: (-len(group), sorted(group)))


def shortest_path(graph: Network, one: str, other: str) -> list[str]:
    """The things on a shortest way between two things, given by id or label; empty where there is none."""
    start, end = node_called(graph, one), node_called(graph, other)
    # Of ways that are equally short, the first in the order of ids.
    ways: Iterable[list[str]] = nx.all_shortest_paths(simple(graph), start, end)
    try:
        return min(ways)
    except nx.NetworkXNoPath:
        return []


def node_called(graph: Network, name: str) -> str:
    """The id of the thing with that id or label."""
    if name in graph:
        return name
    labels: dict[str, str] = {node: told["label"] for node, told in graph.nodes(data=True)}
    called = sorted(node for node, label in labels.items() if label == name)
    if not called:
        raise UnknownName("entity", name, nearest(name, set(labels.values())))
    return called[0]
