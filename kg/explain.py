"""Why the graph says what it says: a fact's words, an event's facts, a thing's mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kg.errors import AmbiguousName, UnknownName
from kg.explorer.passages import sentence_around
from kg.exporters.facts import in_order, label, told_slots, type_shown
from kg.grammar import load_grammar
from kg.knowledge_graph import Graph
from kg.model import Article, Event, Fact, Identity, Mention, Modality, Span
from kg.ontology import nearest
from kg.rdf import long
from kg.summary import counted
from kg.terms import entity_iri, event_iri, fact_iri

SHORTEST_PREFIX = 4  # of an id, after "f-"
MOST_FACTS = 20  # told of one thing
KNOWN = ("country", "owner", "parent", "place", "capital", "wikidata")  # of a known name

SUM = re.compile(r"(?P<sum>.*: [+-][0-9.]+) = (?P<terms>[+-].*)", re.DOTALL)
TERM = re.compile(r", (?=[+-][0-9]+\.[0-9] )")

Part = tuple[str, tuple[str, ...]]  # a heading, and the lines under it


@dataclass(frozen=True, slots=True)
class Explanation:
    """What something is, and part by part why the graph says so."""

    title: str
    parts: tuple[Part, ...]

    def __str__(self) -> str:
        width = max((len(heading) for heading, _ in self.parts), default=0)
        rows = [(heading if first else "", line) for heading, lines in self.parts for first, line in in_turn(lines)]
        return "\n".join([self.title, *(f"  {heading:{width}}  {line}".rstrip() for heading, line in rows)])


def in_turn(lines: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """The lines, each with whether it is the first."""
    return ((number == 0, line) for number, line in enumerate(lines))


def explanation(graph: Graph, name: str) -> Explanation:
    """What the fact, event or entity is that has this id, IRI or label, and why the graph says so."""
    wanted = long(name.strip())
    found = [meaning for find in FINDERS for meaning in find(graph, wanted)]
    exact = [meaning for meaning in found if meaning.is_exact] or found
    if not exact:
        raise UnknownName("fact, event or entity called", name, nearest(name, names_of(graph)))
    if len(exact) > 1:
        raise AmbiguousName(name, [meaning.caption for meaning in exact])
    return exact[0].explain()


def names_of(graph: Graph) -> set[str]:
    """All that entities are called."""
    return {name for identity in graph.knowledge.identities for name in (identity.label, *identity.names)}


# What a name may mean


@dataclass(frozen=True, slots=True)
class Meaning:
    """One of the things that a name may stand for."""

    caption: str
    is_exact: bool
    explain: Callable[[], Explanation]


def facts_called(graph: Graph, name: str) -> Iterator[Meaning]:
    """The facts of which the name is the id, the IRI or the beginning of the id."""
    for fact in graph.knowledge.facts:
        if name in (fact.id, fact_iri(fact.id).value) or is_prefix(name, fact.id):
            is_exact = not is_prefix(name, fact.id)
            yield Meaning(f"{fact.id} ({fact.type})", is_exact, partial(of_fact, graph, fact))


def events_called(graph: Graph, name: str) -> Iterator[Meaning]:
    """The events of which the name is the id, the IRI or the beginning of the id."""
    for event in graph.knowledge.events:
        if name in (event.id, event_iri(event).value) or is_prefix(name, event.id):
            is_exact = not is_prefix(name, event.id)
            yield Meaning(f"{event.id} ({event.type})", is_exact, partial(of_event, graph, event))


def is_prefix(name: str, of: str) -> bool:
    """True where the name is the beginning of an id, with or without its first letter."""
    start = name if name.startswith(of[:2]) else of[:2] + name
    return of.startswith(start) and SHORTEST_PREFIX <= len(start) - len(of[:2]) < len(of) - len(of[:2])


def entities_called(graph: Graph, name: str) -> Iterator[Meaning]:
    """The entities of which the name is the id, the IRI, the label or, in whatever case, one of the names."""
    for identity in graph.knowledge.identities:
        is_exact = name in (identity.id, entity_iri(identity).value, identity.label)
        called = (other.casefold() for other in (identity.label, *identity.names))
        if is_exact or name.casefold() in called:
            articles = dict.fromkeys(span.article for span in identity.mentions)
            caption = f"{identity.id} ({identity.type} in {', '.join(articles)})"
            yield Meaning(caption, is_exact, partial(of_entity, graph, identity))


FINDERS: tuple[Callable[[Graph, str], Iterator[Meaning]], ...] = (facts_called, events_called, entities_called)


# Facts


def of_fact(graph: Graph, fact: Fact) -> Explanation:
    """The fact with its slots, its words in their sentence, and who saw it."""
    articles = {reading.article.id: reading.article for reading in graph.knowledge.readings}
    article = articles[fact.article]
    slots = ((slot, tuple(filler(mention) for mention in mentions)) for slot, mentions in in_order(fact) if mentions)
    words = [line for span in fact.evidence for line in evidence_lines(span, article)]
    parts: list[Part] = [*slots, ("words", tuple(words)), ("article", tuple(article_lines(article)))]
    parts += [("pattern", tuple(dict.fromkeys(fact.patterns))), ("modality", (modality(fact),))]
    events = [event for event in graph.knowledge.events if fact.id in event.facts]
    parts += [("event", tuple(told_too(event, fact))) for event in events]
    return Explanation(f"{type_shown(fact)}  {fact.id}", tuple(parts))


def filler(mention: Mention) -> str:
    """
    What fills a slot, with the words for it where they are others, and why they mean it.

    Weibo   “the platform”: the last platform named
    """
    name, words = label(mention.value), mention.span.text
    said = "" if words == name else f"  “{words}”"
    because = f": {mention.because}" if mention.because else ""
    return f"{name}  ({mention.type}){said}{because}"


def evidence_lines(span: Span, article: Article) -> Iterator[str]:
    """The words, and the sentence that they stand in."""
    start, end = sentence_around(article, span.start, span.end)
    sentence = " ".join(article.text[start:end].split())
    words = " ".join(span.text.split())
    yield f"“{words}” (characters {span.start} to {span.end})"
    if sentence != words:
        yield f"in: {sentence}"


def article_lines(article: Article) -> Iterator[str]:
    """Which article it is, and what is known of it."""
    yield article.id
    if article.title:
        yield article.title
    known = [article.outlet, article.published and article.published.iso, article.url]
    if any(known):
        yield ", ".join(text for text in known if text)


def modality(fact: Fact) -> str:
    """How firmly it is told, and by which words."""
    return fact.modality.value + (f", by “{fact.cue.text}”" if fact.cue else "")


def told_too(event: Event, fact: Fact) -> Iterator[str]:
    """The event that a fact tells, and the other facts that tell it."""
    yield event.id
    yield from (f"also told by {other}" for other in event.facts if other != fact.id)
    yield from sums(event.reasons)


def of_event(graph: Graph, event: Event) -> Explanation:
    """The event with the facts that tell it, and why they are thought to tell the same."""
    told = [fact for fact in graph.knowledge.facts if fact.id in event.facts]
    parts: list[Part] = [("told by", tuple(fact_lines(told)))]
    parts += [("sources", (sources_told(event, told),)), ("disputed", tuple(dispute_lines(event, told)))]
    parts += [("one because", tuple(sums(event.reasons)))]
    return Explanation(f"{event.type}  {event.id}", tuple(part for part in parts if part[1]))


def sources_told(event: Event, told: Sequence[Fact]) -> str:
    """
    How many articles tell of the event, and how many of them in words of their own.

    3 articles, 2 independent: the rest is copied
    """
    articles = counted(len({fact.article for fact in told}), "article")
    if event.sources == len(told):
        return articles if event.sources == 1 else f"{articles}, all independent"
    return f"{articles}, {event.sources} independent: the rest is copied"


def dispute_lines(event: Event, told: Sequence[Fact]) -> Iterator[str]:
    """What each source says where they contradict each other."""
    for slot in event.disputed:
        for fact in told:
            if slot in fact.slots:
                yield f"{told_slots({slot: fact.slots[slot]})}  ({fact.article})"


def sums(reasons: Iterable[str]) -> Iterator[str]:
    """
    The reasons, each sum followed by its terms, one a line.

    'Lumo' (a) and 'Lumo Ltd' (b): +5.5 = +4.5 one name within the other (Lumo, Lumo Ltd), +1.0 told in one article
    """
    for reason in reasons:
        if found := SUM.fullmatch(reason):
            yield found["sum"]
            yield from (f"  {term}" for term in TERM.split(found["terms"]))
        else:
            yield reason


def fact_lines(facts: Iterable[Fact]) -> Iterator[str]:
    """Each fact in a line."""
    return (f"{fact.id}  {type_shown(fact)}  {told_slots(fact.slots)}  ({fact.article})" for fact in facts)


# Entities


def of_entity(graph: Graph, identity: Identity) -> Explanation:
    """What the thing is, what it is called, what was known of it, why its mentions are one, and its facts."""
    iri = entity_iri(identity).value
    parts: list[Part] = [("address", (iri,)), ("id", (identity.id,))]
    if identity.names:
        parts.append(("also called", (", ".join(identity.names),)))
    parts += [("known", tuple(known_lines(graph, identity))), ("one because", tuple(sums(identity.reasons)))]
    parts += [("told from", tuple(sums(identity.apart)))]
    parts += [("mentioned", tuple(mention_lines(identity))), ("facts", tuple(facts_about(graph, identity)))]
    return Explanation(f"{identity.label}  {identity.type}", tuple(part for part in parts if part[1]))


def known_lines(graph: Graph, identity: Identity) -> Iterator[str]:
    """What the ontology knows of the thing, whatever the articles say."""
    record = load_grammar(graph.ontology).names.get(identity.known) if identity.known else None
    if record:
        yield from (f"{field}: {told}" for field in KNOWN if (told := getattr(record, field)))
        yield from (f"sector: {', '.join(record.sector)}" for _ in record.sector[:1])


def mention_lines(identity: Identity) -> Iterator[str]:
    """By article, the words for the thing and how often they stand there."""
    by_article: dict[str, Counter[str]] = {}
    for span in identity.mentions:
        by_article.setdefault(span.article, Counter())[" ".join(span.text.split())] += 1
    for article, words in by_article.items():
        yield f"{article}: " + ", ".join(f"{text} ×{times}" if times > 1 else text for text, times in words.items())


def facts_about(graph: Graph, identity: Identity) -> Iterator[str]:
    """The facts that the thing takes part in, asserted ones first."""
    ids = {fact for (fact, _, _), thing in graph.knowledge.denotes.items() if thing == identity.id}
    about = [fact for fact in graph.knowledge.facts if fact.id in ids]
    about.sort(key=lambda fact: fact.modality is not Modality.ASSERTED)
    yield from fact_lines(about[:MOST_FACTS])
    if len(about) > MOST_FACTS:
        yield f"and {counted(len(about) - MOST_FACTS, 'more fact')}"
