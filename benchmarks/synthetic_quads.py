"""
Any number of quads of the very shape that `kg build` gives, the same ones every time.

    python benchmarks/synthetic_quads.py 1000000 quads.nq

A graph an article (article, facts, fillers, passages, relations), one of entities, one of events.
Few entities are told of often, most of them rarely, as in news. Parts of a kind are made in one
go, so that a million quads take some seconds: what is yielded are lines of N-Quads.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

KG = "https://kg.example.org/ontology#"
ID = "https://kg.example.org/id/"
GRAPHS = "https://kg.example.org/graph/"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
ALT_LABEL = "<http://www.w3.org/2004/02/skos/core#altLabel>"
DERIVED_FROM = "<http://www.w3.org/ns/prov#wasDerivedFrom>"
DCTERMS = "http://purl.org/dc/terms/"
FACTS = 5  # an article
PER_ENTITY = 220  # quads in all for each entity
CLASSES = ("Platform", "Regulator", "Company", "Person", "Ministry", "AccountGroup", "MediaOutlet")
EVENTS = ("Closure", "Fine", "Order", "Statement", "Investigation", "Restriction")
WORDS = [
    "account",
    "agency",
    "browser",
    "court",
    "decree",
    "fine",
    "forum",
    "group",
    "index",
    "juror",
    "letter",
    "market",
    "notice",
    "order",
    "post",
    "rule",
]

Statement = tuple[str, str, str]


def lines(count: int, *, seed: int = 1) -> Iterator[str]:
    """So many quads, each a line of N-Quads with its end."""
    chance = random.Random(seed)  # noqa: S311  (nothing secret: the same again)
    entities = [iri(f"{name_of(number)}-{number:016x}") for number in range(max(40, count // PER_ENTITY))]
    left = count
    for line in everything(entities, chance):
        if not left:
            return
        left -= 1
        yield line


def quads(count: int, *, seed: int = 1) -> Iterator[Quad]:
    """So many quads."""
    return parse("".join(lines(count, seed=seed)).encode(), format=RdfFormat.N_QUADS)  # type: ignore[return-value]


def everything(entities: list[str], chance: random.Random) -> Iterator[str]:
    """The entities, and articles without end."""
    yield from in_graph(GRAPHS + "entities", entity_statements(entities))
    number = 0
    while True:
        yield from article(number, entities, chance)
        number += 1


def in_graph(graph: str, statements: Iterable[Statement]) -> Iterator[str]:
    """The statements as lines of this graph."""
    end = f" <{graph}> .\n"
    return (f"{subject} {predicate} {object_}{end}" for subject, predicate, object_ in statements)


def entity_statements(entities: list[str]) -> Iterator[Statement]:
    """What each entity is, and what it is called."""
    for number, entity in enumerate(entities):
        name = name_of(number)
        yield entity, TYPE, term(CLASSES[number % len(CLASSES)])
        yield entity, LABEL, text(name.title())
        yield entity, dcterms("identifier"), text(f"i-{number:016x}")
        yield entity, ALT_LABEL, text(f"the {name}")


def article(number: int, entities: list[str], chance: random.Random) -> Iterator[str]:
    """An article with its facts, and the events that they tell."""
    key = f"article-news-{number}-{number:08x}"
    year, month, day = 2005 + number % 20, 1 + number % 12, 1 + number % 28
    date = f"{year}-{month:02}-{day:02}"
    node = iri(key)
    yield from in_graph(
        ID + key,
        (
            (node, TYPE, term("Article")),
            (node, LABEL, text(f"News of the day, number {number}")),
            (node, dcterms("title"), text(f"News of the day, number {number}")),
            (node, dcterms("identifier"), text(f"news-{number}")),
            (node, dcterms("issued"), typed(date, "date")),
            (node, dcterms("publisher"), text(f"Outlet {number % 60}")),
        ),
    )
    for place in range(FACTS):
        agent, target = (entities[zipf(chance, len(entities))] for _ in range(2))
        named = f"{number * FACTS + place:016x}"
        kind = EVENTS[(number + place) % len(EVENTS)]
        place_in_text = place * 800 + chance.randrange(700)
        yield from in_graph(ID + key, fact(f"f-{named}", kind, (key, place_in_text), (agent, target), chance))
        if place == 0:
            yield from in_graph(ID + key, [(agent, term("regulates"), target)])
        yield from in_graph(GRAPHS + "events", event(named, kind, (agent, target), date, chance))


def fact(
    name: str, kind: str, place: tuple[str, int], parties: tuple[str, str], chance: random.Random
) -> Iterator[Statement]:
    """A fact with its evidence, its fillers and their passages."""
    article_key, start = place
    node = iri(name)
    evidence = iri(f"{article_key}-{start}-{start + 60}")
    yield node, TYPE, term("Fact")
    yield node, term("factType"), term(kind)
    yield node, dcterms("identifier"), text(name)
    yield node, term("modality"), text("asserted")
    yield node, DERIVED_FROM, iri(article_key)
    yield node, term("tells"), iri(f"{kind.lower()}-{name[2:]}")
    yield node, term("pattern"), text(f"{kind.lower()}/plain")
    yield node, term("bestEvidence"), evidence
    yield node, term("evidence"), evidence
    yield from passage(evidence, article_key, start, chance)
    for slot, party in zip(("agent", "target"), parties, strict=True):
        filler = iri(f"{name}-{slot}-0")
        words = iri(f"{article_key}-{start}-{start + len(slot)}")
        yield node, term("filler"), filler
        yield filler, TYPE, term("Filler")
        yield filler, term("slot"), term(slot)
        yield filler, term("passage"), words
        yield filler, term("filledBy"), party
        yield words, term("mentions"), party
        yield from passage(words, article_key, start, chance)


def passage(node: str, article_key: str, start: int, chance: random.Random) -> Iterator[Statement]:
    """Some words of an article, and where they stand."""
    words = " ".join(chance.choices(WORDS, k=7))
    yield node, TYPE, term("Passage")
    yield node, dcterms("isPartOf"), iri(article_key)
    yield node, term("exact"), text(words)
    yield node, term("startsAt"), typed(start, "integer")
    yield node, term("endsAt"), typed(start + len(words), "integer")


def event(name: str, kind: str, parties: tuple[str, str], date: str, chance: random.Random) -> Iterator[Statement]:
    """An event: who, whom, when, and how many or how much."""
    node = iri(f"{kind.lower()}-{name}")
    yield node, TYPE, term(kind)
    yield node, LABEL, text(f"{kind} number {name}")
    yield node, dcterms("identifier"), text(f"v-{name}")
    yield node, term("agent"), parties[0]
    yield node, term("target"), parties[1]
    yield (
        node,
        term("date"),
        typed(*((date, "date"), (date[:7], "gYearMonth"), (date[:4], "gYear"))[chance.randrange(3)]),
    )
    yield node, term("independentSources"), typed(1, "integer")
    if kind == "Closure":
        yield node, term("count"), typed(chance.randrange(1, 100_000), "integer")
        yield node, term("countComparator"), text("exact")
    if kind == "Fine":
        yield node, term("amount"), typed(chance.randrange(1, 900) * 1_000_000, "integer")
        yield node, term("currency"), text(chance.choice(("EUR", "CNY", "USD")))


def zipf(chance: random.Random, count: int) -> int:
    """A number below the count: the small ones often, the large ones rarely."""
    return int(count ** chance.random()) - 1


def name_of(number: int) -> str:
    """
    What the entity of that number is called.

    37   browser-forum-37
    """
    return f"{WORDS[number % len(WORDS)]}-{WORDS[number // len(WORDS) % len(WORDS)]}-{number}"


def iri(name: str) -> str:
    """A name of the graph."""
    return f"<{ID}{name}>"


def term(name: str) -> str:
    """A word of the ontology."""
    return f"<{KG}{name}>"


def dcterms(name: str) -> str:
    """A word of Dublin Core."""
    return f"<{DCTERMS}{name}>"


def text(words: str) -> str:
    """A literal; the words hold nothing that needs an escape."""
    return f'"{words}"'


def typed(value: object, datatype: str) -> str:
    """A literal of XML Schema."""
    return f'"{value}"^^<{XSD}{datatype}>'


def main() -> None:
    """Write so many quads into a file."""
    count, target = int(sys.argv[1]), Path(sys.argv[2])
    with target.open("w", encoding="ascii") as output:
        output.writelines(lines(count))


if __name__ == "__main__":
    main()
