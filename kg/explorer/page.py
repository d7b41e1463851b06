"""Knowledge → one HTML file that opens from disk, offline, and reads like a brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType

from kg.explorer.columns import columns_of, in_columns
from kg.explorer.contents import contents_of
from kg.explorer.network import ExplorerNetwork
from kg.explorer.shown import Contents, Filler, ShownFact, ShownNode, Standing
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
    fillers = [filler for fact in contents.facts for filler in fact.fillers]
    facts = columns_of(contents.facts, ShownFact._fields)
    rest = {
        "title": title,
        "articles": [article._asdict() for article in contents.articles],
        # Of its fillers, which come one after the other, a fact is told how many they are.
        "facts": in_columns(facts | {"fillers": [len(own) for own in facts["fillers"]]}),
        "fillers": in_columns(columns_of(fillers, Filler._fields)),
        "types": contents.types,
        "looks": [asdict(look) for look in contents.looks],
        "folds": [(fold.parent, fold.kind, *fold.place, fold.radius) for fold in contents.folds],
    }
    network = ExplorerNetwork(title, rest, links)
    points = columns_of(contents.nodes, ShownNode._fields) | columns_of(contents.standing, Standing._fields)
    network.add_nodes(range(len(contents.nodes)), **points)
    network.add_edges(
        {"from": source, "to": target, "type": type_, "points": view == "points", "facts": numbers}
        for source, target, type_, view, numbers in contents.links
    )
    return network
