"""The network of things as files for Gephi, Cytoscape, yEd: typed attributes, and dates as intervals of days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

import networkx as nx

from kg.analysis import network
from kg.model import Fact, Knowledge, PartialDate
from kg.rdf import for_xml

if TYPE_CHECKING:
    from kg.analysis import Network

GEXF, GEXF_VERSION = "http://gexf.net/1.3", "1.3"
START, END = "start", "end"  # the first and the last day
GEXF_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
# In GEXF these are attributes of the node or edge itself.
OF_A_NODE, OF_AN_EDGE = {"label", START, END}, {START, END}

Told = Mapping[str, Any]


def write_graphml(knowledge: Knowledge, output: BinaryIO) -> None:
    """Write the network as GraphML, attributes typed."""
    nx.write_graphml_xml(speakable(dated_network(knowledge)), output)
    output.write(b"\n")


def write_gexf(knowledge: Knowledge, output: BinaryIO) -> None:
    """Write the network as dynamic GEXF 1.3, attributes typed."""
    graph = speakable(dated_network(knowledge))
    root = Element("gexf", {"xmlns": GEXF, "version": GEXF_VERSION})
    whole = SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"})
    nodes = [(node, told) for node, told in graph.nodes(data=True)]
    edges = [(one, other, key, told) for one, other, key, told in graph.edges(data=True, keys=True)]
    node_types = add_attributes(whole, "node", (told for _, told in nodes), OF_A_NODE)
    edge_types = add_attributes(whole, "edge", (told for *_, told in edges), OF_AN_EDGE)
    listed = SubElement(whole, "nodes")
    for node, told in nodes:
        add_values(SubElement(listed, "node", {"id": node, **bare(told, OF_A_NODE)}), told, node_types)
    listed = SubElement(whole, "edges")
    for one, other, key, told in edges:
        ends = {"id": str(key), "source": one, "target": other, "label": told["role"]}
        add_values(SubElement(listed, "edge", {**ends, **bare(told, OF_AN_EDGE)}), told, edge_types)
    indent(root)
    ElementTree(root).write(output, encoding="utf-8", xml_declaration=True)
    output.write(b"\n")


def add_attributes(graph: Element, kind: str, told: Iterable[Told], apart: set[str]) -> dict[str, str]:
    """Declare the attributes with their types; name → id in the file."""
    types = {name: type(value) for each in told for name, value in each.items() if name not in apart}
    declared = SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    for name, type_ in sorted(types.items()):
        SubElement(declared, "attribute", {"id": f"{kind}-{name}", "title": name, "type": GEXF_TYPES[type_]})
    return {name: f"{kind}-{name}" for name in types}


def bare(told: Told, names: set[str]) -> dict[str, str]:
    """Those of the attributes that are no list entries in GEXF."""
    return {name: told[name] for name in sorted(names) if name in told}


def add_values(element: Element, told: Told, ids: Mapping[str, str]) -> None:
    """Add what is told of the node or edge."""
    values = SubElement(element, "attvalues")
    for name in sorted(told.keys() & ids.keys()):
        SubElement(values, "attvalue", {"for": ids[name], "value": str(told[name])})


# Dates


def dated_network(knowledge: Knowledge) -> Network:
    """The network, its edges from the first to the last day of what they tell, its nodes from first to last edge."""
    graph = network(knowledge)
    facts = {fact.id: fact for fact in knowledge.facts}
    lives: dict[str, list[Told]] = {}
    for one, other, told in graph.edges(data=True):
        told.update(interval(facts[told["fact"]]))
        for thing in (one, other):
            lives.setdefault(thing, []).append(told)
    for thing, edges in lives.items():
        # Where one edge has no such day, the thing is there at all times, for all that is known.
        for name, choose in ((START, min), (END, max)):
            if all(name in told for told in edges):
                graph.nodes[thing][name] = choose(told[name] for told in edges)
    return graph


def interval(fact: Fact) -> dict[str, str]:
    """
    The first and the last day on which the fact may have been so, as far as it tells them.

    date 2018-11                start 2018-11-01, end 2018-11-30
    start 2018-11, end 2019     start 2018-11-01, end 2019-12-31
    start 2018-11               start 2018-11-01
    """
    if when := [*days(fact, "date")]:
        return {START: min(when), END: max(when)}
    begin, end = [*days(fact, START)], [*days(fact, END)]
    return {**({START: min(begin)} if begin else {}), **({END: max(end)} if end else {})}


def days(fact: Fact, slot: str) -> Iterator[str]:
    """The first and the last day of each date in the slot."""
    for mention in fact.slots.get(slot, ()):
        if isinstance(mention.value, PartialDate):
            yield from days_of(mention.value.iso)


def days_of(iso: str) -> tuple[str, ...]:
    """
    The first and the last day of the date.

    "2018"      ("2018-01-01", "2018-12-31")
    "--05-22"   ()
    """
    if iso.startswith("-"):
        return ()
    year, month, day = (*iso.split("-"), "", "")[:3]
    if day:
        return (iso,)
    last = monthrange(int(year), int(month))[1] if month else 31
    return f"{year}-{month or '01'}-01", f"{year}-{month or '12'}-{last}"


# What XML can hold


def speakable(graph: Network) -> Network:
    """The network with nothing in it that XML cannot hold."""
    clean: Network = nx.MultiDiGraph()
    for node, told in graph.nodes(data=True):
        clean.add_node(for_xml(node), **without_controls(told))
    for one, other, key, told in graph.edges(data=True, keys=True):
        clean.add_edge(for_xml(one), for_xml(other), key=for_xml(str(key)), **without_controls(told))
    return clean


def without_controls(told: dict[str, Any]) -> dict[str, Any]:
    """The attributes with U+FFFD for characters that XML cannot hold."""
    return {name: for_xml(value) if isinstance(value, str) else value for name, value in told.items()}
