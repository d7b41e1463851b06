"""Knowledge → one HTML file that opens from disk, offline, and reads like a brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from types import MappingProxyType

from kg.explorer.contents import Contents, ShownFact, ShownNode, contents_of
from kg.explorer.network import ExplorerNetwork
from kg.explorer.vocabulary import Vocabulary
from kg.model import Knowledge

NOWHERE: Mapping[str, str] = MappingProxyType({})


def write_page(
    knowledge: Knowledge, vocabulary: Vocabulary, target: Path, *, title: str, links: Mapping[str, str] = NOWHERE
) -> None:
    """Write the page of this knowledge; where it is one page of several, with links to the others."""
    network_of(contents_of(knowledge, vocabulary), title, links).write_html(str(target))


def network_of(contents: Contents, title: str, links: Mapping[str, str] = NOWHERE) -> ExplorerNetwork:
    """The contents as a pyvis network."""
    rest = {
        "title": title,
        "articles": [asdict(article) for article in contents.articles],
        "facts": [told(fact) for fact in contents.facts],
        "types": contents.types,
        "looks": [asdict(look) for look in contents.looks],
    }
    network = ExplorerNetwork(title, rest, links)
    for number, node in enumerate(contents.nodes):
        network.add_node(number, label=node.label, shape="custom", **point(node))
    for link in contents.links:
        network.add_edge(link.source, link.target, type=link.type, view=link.view, facts=link.facts)
    return network


def point(node: ShownNode) -> dict[str, object]:
    """What the page is told of a point besides its label; what is empty is left out."""
    (x, y), (u, v) = node.place, node.among_events
    told = {"key": node.key, "type": node.type, "event": node.event, "size": node.size, "x": x, "y": y, "u": u, "v": v}
    extras = {"names": node.names, "known": node.known, "web": node.web, "reasons": node.reasons}
    return told | {key: value for key, value in extras.items() if value}


def told(fact: ShownFact) -> dict[str, object]:
    """A fact for the page, its fillers as short rows: a point's own label is not told again."""
    rows = [[f.slot, f.words if f.node is None else None, f.node, f.start, f.end] for f in fact.fillers]
    return asdict(replace(fact, fillers=())) | {"fillers": rows}
