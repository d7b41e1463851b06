"""What came and what went between two graphs, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.exporters.facts import told_slots, type_shown
from kg.knowledge_graph import Graph
from kg.model import Fact, Identity
from kg.summary import counted

MOST_LINES = 50  # of one heading

Part = tuple[str, tuple[str, ...]]  # a heading, and the lines under it


@dataclass(frozen=True, slots=True)
class Difference:
    """What one graph has and another has not, heading by heading."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        if not self.parts:
            return "no difference: both graphs say the same"
        return "\n".join(line for heading, lines in self.parts for line in (heading, *(f"  {told}" for told in lines)))


def compare(old: Graph, new: Graph) -> Difference:
    """What came and went from the old graph to the new one: articles, facts, things, and what is one."""
    parts = (*_articles(old, new), *_facts(old, new), *_things(old, new), *_conclusions(old, new))
    return Difference(tuple(part for part in parts if part[1]))


def _articles(old: Graph, new: Graph) -> Iterator[Part]:
    before, after = ({r.article.id: r.article.digest for r in graph.knowledge.readings} for graph in (old, new))
    yield from _came_and_went("article", before.keys(), after.keys())
    changed = sorted(name for name in before.keys() & after.keys() if before[name] != after[name])
    yield _heading("changed", len(changed), "article"), _lines(changed)


def _facts(old: Graph, new: Graph) -> Iterator[Part]:
    before, after = ({_told(fact): fact for fact in graph.knowledge.facts} for graph in (old, new))
    yield from _came_and_went("fact", before.keys(), after.keys())


def _told(fact: Fact) -> str:
    """The fact with its words, whatever its id."""
    return f"{type_shown(fact)}: {told_slots(fact.slots)} “{fact.evidence[0].text}” ({fact.article})"


def _things(old: Graph, new: Graph) -> Iterator[Part]:
    before, after = (_by_mention(graph) for graph in (old, new))
    yield from _came_and_went("thing", *({_called(thing) for thing in side.values()} for side in (before, after)))
    shared = before.keys() & after.keys()
    partners: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for mention in shared:
        partners.setdefault((before[mention].id, _called(before[mention])), set()).add(
            (after[mention].id, _called(after[mention]))
        )
    split = sorted(
        f"{name} is now {' and '.join(sorted(told for _, told in into))}"
        for (_, name), into in partners.items()
        if len(into) > 1
    )
    yield _heading("split", len(split), "thing"), _lines(split)
    origins: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for (one, name), into in partners.items():
        for thing in into:
            origins.setdefault(thing, set()).add((one, name))
    joined = sorted(
        f"{' and '.join(sorted(told for _, told in those))} are now one, {name}"
        for (_, name), those in origins.items()
        if len(those) > 1
    )
    yield _heading("joined", len(joined), "thing"), _lines(joined)


def _by_mention(graph: Graph) -> Mapping[tuple[str, int, int], Identity]:
    """Where each thing is mentioned."""
    return {
        (span.article, span.start, span.end): thing for thing in graph.knowledge.identities for span in thing.mentions
    }


def _called(thing: Identity) -> str:
    return f"{thing.label} ({thing.type})"


CONCLUSIONS = """
SELECT ?subject ?relation ?object WHERE {
  ?derivation a kg:Derivation ; kg:derivedSubject ?from ; kg:derivedPredicate ?relation ; kg:derivedObject ?to .
  ?from rdfs:label ?subject . OPTIONAL { ?to rdfs:label ?label } BIND(COALESCE(?label, STR(?to)) AS ?object)
}
"""


def _conclusions(old: Graph, new: Graph) -> Iterator[Part]:
    sides = ([" ".join(map(_word, row)) for row in graph.query(CONCLUSIONS).rows] for graph in (old, new))
    yield from _came_and_went("conclusion", *sides)


def _word(term: object) -> str:
    """
    The label or name of a term.

    https://kg.example.org/ontology#regulates   regulates
    """
    return str(getattr(term, "value", term)).rpartition("#")[2]


def _came_and_went(kind: str, before: Iterable[str], after: Iterable[str]) -> Iterator[Part]:
    old, new = set(before), set(after)
    for verb, found in (("came", new - old), ("went", old - new)):
        yield _heading(verb, len(found), kind), _lines(sorted(found))


def _heading(verb: str, number: int, kind: str) -> str:
    return f"{verb}: {counted(number, kind)}"


def _lines(told: list[str]) -> tuple[str, ...]:
    more = (f"and {len(told) - MOST_LINES:,} more",) if len(told) > MOST_LINES else ()
    return (*told[:MOST_LINES], *more)
