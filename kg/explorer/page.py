"""Knowledge → one HTML file that opens from disk, offline, and reads like a brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from types import MappingProxyType

from kg.explorer.contents import Contents, Filler, ShownArticle, ShownFact, ShownNode, contents_of
from kg.explorer.network import ExplorerNetwork, in_columns
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
    columns = [field.name for field in fields(ShownArticle)]
    rest = {
        "title": title,
        "articles": [{name: getattr(article, name) for name in columns} for article in contents.articles],
        "facts": in_columns([told(fact) for fact in contents.facts]),
        "types": contents.types,
        "looks": [asdict(look) for look in contents.looks],
        "folds": [(fold.parent, fold.kind, *fold.place, fold.radius) for fold in contents.folds],
    }
    network = ExplorerNetwork(title, rest, links)
    for number, node in enumerate(contents.nodes):
        network.add_node(number, label=node.label, **point(node))
    for link in contents.links:
        network.add_edge(link.source, link.target, type=link.type, points=link.view == "points", facts=link.facts)
    return network


def point(node: ShownNode) -> dict[str, object]:
    """What the page is told of a point besides its label; what is empty is left out."""
    (x, y), (u, v) = node.place, node.among_events
    told = {
        "key": node.key,
        "local": node.local,
        "type": node.type,
        "event": node.event,
        "size": node.size,
        "x": x,
        "y": y,
    }
    if node.among_events != node.place:
        told |= {"u": u, "v": v}
    extras = {"names": node.names, "known": node.known, "web": node.web, "reasons": node.reasons,
              "disputed": node.disputed, "fold": node.fold}  # fmt: skip
    return told | {key: value for key, value in extras.items() if value or value == 0}


def told(fact: ShownFact) -> dict[str, object]:
    """A fact for the page, its fillers as short rows: a point's own label is not told again."""
    return {
        "key": fact.key,
        "type": fact.type,
        "modality": fact.modality,
        "cue": fact.cue,
        "article": fact.article,
        "date": fact.date,
        "event": fact.event,
        "evidence": fact.evidence,
        "sentences": fact.sentences,
        "rows": [row_of(filler) for filler in fact.fillers],
        "patterns": fact.patterns,
    }


def row_of(filler: Filler) -> list[object]:
    """A filler as a short row: what stands for a point leaves its words to it, and numbers come last."""
    words = filler.words if filler.node is None else None
    return [filler.slot, words, filler.node, filler.start, filler.end, *([filler.figure] if filler.figure else [])]
