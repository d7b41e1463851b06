"""
Any number of quads of the very shape that `kg build` gives, the same ones every time.

    python benchmarks/synthetic_quads.py 1000000 quads.nq

A graph an article (article, facts, fillers, passages, relations), one of entities, one of events, one of conclusions.
Each named question finds something in it.
Few entities are told of often, most of them rarely, as in news. Parts of a kind are made in one
go, so that a million quads take some seconds: what is yielded are lines of N-Quads.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
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
AT_A_TIME = 100_000  # lines that are parsed together
FACTS = 5  # an article
PER_ENTITY = 220  # quads in all for each entity
CLASSES = (
    *("Platform", "Regulator", "Company", "Person", "Ministry", "AccountGroup", "MediaOutlet"),
    *("Policy", "Campaign", "Country"),
)
ASKED_FOR = {0: "WeChat", 10: "TikTok", 20: "Facebook"}  # whom the named questions ask for unless told otherwise
EVENTS = (
    *("Closure", "Fine", "Order", "Statement", "Investigation", "Restriction", "Pledge"),
    *("Detention", "PolicyIssuance", "ContentRemoval", "CampaignLaunch"),
)
RELATIONS = (("regulates", "Platform"), ("operates", "Platform"), ("affiliatedWith", "Company"), ("hasUserCount", ""))
CONCLUSIONS = ("regulates", "commentsOn", "follows", "enforcedOn")
WORDS = (
    *("account", "agency", "browser", "court", "decree", "fine", "forum", "group"),
    *("index", "juror", "letter", "market", "notice", "order", "post", "rule"),
)

Statement = tuple[str, str, str]


def lines(count: int, *, seed: int = 1) -> Iterator[str]:
    """So many quads, each a line of N-Quads with its end."""
    chance = random.Random(seed)  # noqa: S311  (nothing secret: the same again)
    entities = [
        iri(f"{name_of(number)}-{number:016x}")
        for number in range(max(50, count // PER_ENTITY // len(CLASSES) * len(CLASSES)))
    ]
    left = count
    for line in everything(entities, chance):
        if not left:
            return
        left -= 1
        yield line


def quads(count: int, *, seed: int = 1) -> Iterator[Quad]:
    """So many quads."""
    every = lines(count, seed=seed)
    while some := "".join(islice(every, AT_A_TIME)):
        yield from parse(some.encode(), format=RdfFormat.N_QUADS)  # type: ignore[misc]


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
        yield entity, LABEL, text(ASKED_FOR.get(number, name.title()))
        yield entity, dcterms("identifier"), text(f"i-{number:016x}")
        yield entity, ALT_LABEL, text(f"the {name}")
        yield entity, term("country"), text(f"Country {number % 90}")


def article(number: int, entities: list[str], chance: random.Random) -> Iterator[str]:
    """An article with its facts, the events that they tell, and what follows from them."""
    key = f"article-news-{number}-{number:08x}"
    date = f"{2006 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}"
    yield from in_graph(ID + key, article_statements(key, number, date))
    for place in range(FACTS):
        agent, target = (some(entities, chance) for _ in range(2))
        named = f"{number * FACTS + place:016x}"
        kind = EVENTS[(number + place) % len(EVENTS)]
        told = Told(f"f-{named}", kind, key, place * 800 + chance.randrange(700), f"{kind.lower()}-{named}")
        yield from in_graph(ID + key, fact(told, {"agent": agent, "target": target}, chance))
        yield from in_graph(GRAPHS + "events", event(named, kind, (agent, target), date, chance))
        yield from in_graph(GRAPHS + "events", event_details(named, kind, entities, chance))
        if place and number % 10 == 0:  # told once more, further down in another article
            again = replace(
                told, name=f"g-{named}", article=f"article-news-{number + 1}-{number + 1:08x}", start=7000 + place
            )
            yield from in_graph(ID + again.article, fact(again, {"agent": agent, "target": target}, chance))
    yield from in_graph(ID + key, relation(number, key, entities, chance))
    if number % 4 == 0:
        told = Told(f"u-{number:016x}", "Fine", key, 5000, is_asserted=False)
        yield from in_graph(ID + key, fact(told, {"agent": agent, "target": target}, chance))
    yield from in_graph(GRAPHS + "derived", conclusion(number, f"f-{named}", date, entities, chance))


def article_statements(key: str, number: int, date: str) -> Iterator[Statement]:
    """What is known of an article."""
    node = iri(key)
    yield node, TYPE, term("Article")
    yield node, LABEL, text(f"News of the day, number {number}")
    yield node, dcterms("title"), text(f"News of the day, number {number}")
    yield node, dcterms("identifier"), text(f"news-{number}")
    yield node, dcterms("issued"), typed(date, "date")
    yield node, dcterms("publisher"), text(f"Outlet {number % 60}")


@dataclass(frozen=True, slots=True)
class Told:
    """A fact's name and type, and where it stands."""

    name: str
    kind: str
    article: str
    start: int
    event: str = ""
    is_asserted: bool = True


def fact(told: Told, parties: dict[str, str], chance: random.Random) -> Iterator[Statement]:
    """A fact with its evidence, its fillers and their passages."""
    node = iri(told.name)
    evidence = iri(f"{told.article}-{told.start}-{told.start + 60}")
    yield node, TYPE, term("Fact" if told.is_asserted else "Unasserted")
    yield node, term("factType" if told.is_asserted else "wouldBe"), term(told.kind)
    yield node, dcterms("identifier"), text(told.name)
    yield node, term("modality"), text("asserted" if told.is_asserted else "threatened")
    yield node, DERIVED_FROM, iri(told.article)
    if told.event:
        yield node, term("tells"), iri(told.event)
    yield node, term("pattern"), text(f"{told.kind.lower()}/plain")
    yield node, term("bestEvidence"), evidence
    yield node, term("evidence"), evidence
    yield from passage(evidence, told.article, told.start, chance)
    for slot, party in parties.items():
        yield from filler(told, slot, party, chance)


def filler(told: Told, slot: str, party: str, chance: random.Random) -> Iterator[Statement]:
    """A thing or a value in a slot of the fact, and the words that say so."""
    node = iri(f"{told.name}-{slot}-0")
    words = iri(f"{told.article}-{told.start}-{told.start + len(slot)}")
    yield iri(told.name), term("filler"), node
    yield node, TYPE, term("Filler")
    yield node, term("slot"), term(slot)
    yield node, term("passage"), words
    if party.startswith("<"):
        yield node, term("filledBy"), party
        yield words, term("mentions"), party
    else:
        yield node, term("value"), party
    yield from passage(words, told.article, told.start, chance)


def passage(node: str, article_key: str, start: int, chance: random.Random) -> Iterator[Statement]:
    """Some words of an article, and where they stand."""
    words = some_words(chance)
    yield node, TYPE, term("Passage")
    yield node, dcterms("isPartOf"), iri(article_key)
    yield node, term("exact"), text(words)
    yield node, term("startsAt"), typed(start, "integer")
    yield node, term("endsAt"), typed(start + len(words), "integer")


def relation(number: int, key: str, entities: list[str], chance: random.Random) -> Iterator[Statement]:
    """A relation that an article states."""
    name, kind = RELATIONS[number % len(RELATIONS)]
    subject = some(
        entities, chance, "Platform" if name == "hasUserCount" else "Person" if number % 4 == 2 else "Regulator"
    )
    told = Told(f"r-{number:016x}", name, key, 6000)
    if name == "hasUserCount":
        count = typed(chance.randrange(1, 900) * 1_000_000, "integer")
        yield from fact(told, {"subject": subject, "count": count}, chance)
        return
    object_ = some(entities, chance, kind)
    yield subject, term(name), object_
    role = {"role": text("spokesperson")} if name == "affiliatedWith" else {}
    yield from fact(told, {"subject": subject, "object": object_} | role, chance)


def conclusion(
    number: int, last_fact: str, date: str, entities: list[str], chance: random.Random
) -> Iterator[Statement]:
    """What a rule has concluded from the last fact of an article."""
    name = CONCLUSIONS[number % len(CONCLUSIONS)]
    kind = EVENTS[(number + FACTS - 1) % len(EVENTS)].lower()
    subject, object_ = {
        "regulates": (some(entities, chance, "Regulator"), some(entities, chance, "Platform")),
        "commentsOn": (some(entities, chance, "Person"), some(entities, chance, "Policy")),
        "follows": (iri(f"{kind}-{last_fact[2:]}"), iri(f"{kind}-{last_fact[2:]}")),
        "enforcedOn": (some(entities, chance, "Policy"), typed(date, "date")),
    }[name]
    node = iri(f"d-{number:016x}")
    yield node, TYPE, term("Derivation")
    yield node, term("rule"), text(f"{name}-by-rule")
    yield node, DERIVED_FROM, iri(last_fact)
    yield node, term("derivedSubject"), subject
    yield node, term("derivedPredicate"), term(name)
    yield node, term("derivedObject"), object_
    yield subject, term(name), object_


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
    if kind in ("Closure", "ContentRemoval"):
        yield node, term("count"), typed(chance.randrange(1, 100_000), "integer")
        yield node, term("countComparator"), text("exact")
    if kind == "Fine":
        yield node, term("amount"), typed(chance.randrange(1, 900) * 1_000_000, "integer")
        yield node, term("currency"), text(chance.choice(("EUR", "CNY", "USD")))


def event_details(name: str, kind: str, entities: list[str], chance: random.Random) -> Iterator[Statement]:
    """Why, under which law, in which campaign, what about, and where articles contradict each other."""
    node = iri(f"{kind.lower()}-{name}")
    if kind in ("Closure", "Fine", "Restriction", "Detention"):
        yield node, term("reason"), text(" ".join(chance.choices(WORDS, k=2)))
    if kind in ("Statement", "Pledge", "Order"):
        yield node, term("topic"), text(some_words(chance))
    if kind == "Statement":
        yield node, term("quote"), text(some_words(chance))
        yield node, term("medium"), some(entities, chance, "MediaOutlet")
    if kind in ("Fine", "PolicyIssuance"):
        yield node, term("policy"), some(entities, chance, "Policy")
    if kind == "CampaignLaunch" or (kind == "Closure" and chance.random() < 0.2):
        yield node, term("campaign"), some(entities, chance, "Campaign")
    if chance.random() < 0.02:
        yield node, term("disputed"), term("target")


def some_words(chance: random.Random) -> str:
    """Seven words."""
    return " ".join(chance.choices(WORDS, k=7))


def some(entities: list[str], chance: random.Random, kind: str = "") -> str:
    """An entity, of this class if told: the first ones often, the last ones rarely."""
    number = zipf(chance, len(entities))
    if kind:
        number += CLASSES.index(kind) - number % len(CLASSES)
    return entities[min(number, len(entities) - 1)]


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
