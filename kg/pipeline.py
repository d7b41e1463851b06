"""The whole path: files → articles → facts → knowledge → graph."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.annotate import annotate
from kg.archive import cached_reading, forget_readings, keep_reading, new_build, publish, reading_key, save_knowledge
from kg.errors import ArticleError, NothingToRead
from kg.extract import extract, load_lexicon
from kg.grammar import Grammar, load_grammar
from kg.graph import ontology_quads, quads
from kg.model import Article, Knowledge, Modality, Reading
from kg.ontology import bundled_ontology
from kg.readers import READERS, find_articles, read_articles
from kg.resolve import resolve
from kg.rules import derive
from kg.store import write_store

Progress = Callable[[int, int], None]  # articles done, articles in all


@dataclass(frozen=True)
class Summary:
    """What a build read, and what came of it."""

    folder: Path
    read: int
    unchanged: int  # of those read, how many had been read before
    skipped: tuple[ArticleError, ...]
    facts: tuple[tuple[str, int], ...]  # asserted facts by type, most first
    unasserted: int
    entities: int
    events: int
    triples: int
    seconds: float


def build(
    sources: Iterable[Path | str],
    folder: Path | str = "graph",
    *,
    ontology: Path | None = None,
    progress: Progress = lambda done, total: None,
) -> Summary:
    """Read the sources' articles and write the graph of what they say into a folder."""
    started = time.monotonic()
    places, target = [Path(source) for source in sources], Path(folder)
    grammar = load_grammar(ontology or bundled_ontology())
    articles, skipped = _read(places)
    readings, unchanged = _readings(articles, grammar, target, progress)
    knowledge = resolve(readings, grammar)
    triples = write_graph(knowledge, grammar, target)
    forget_readings(target, keep=[reading_key(article, grammar.fingerprint) for article in articles])
    return Summary(
        folder=target,
        read=len(readings),
        unchanged=unchanged,
        skipped=tuple(skipped),
        facts=_by_type(knowledge),
        unasserted=sum(fact.modality is not Modality.ASSERTED for fact in knowledge.facts),
        entities=len(knowledge.identities),
        events=len(knowledge.events),
        triples=triples,
        seconds=time.monotonic() - started,
    )


def _read(places: Sequence[Path]) -> tuple[list[Article], list[ArticleError]]:
    articles: list[Article] = []
    skipped: list[ArticleError] = []
    for found in read_articles(places):
        if isinstance(found, Article):
            articles.append(found)
        else:
            skipped.append(found)
    if not articles and not skipped:
        raise NothingToRead(places, READERS)
    return articles, skipped


def _readings(
    articles: Sequence[Article], grammar: Grammar, folder: Path, progress: Progress
) -> tuple[list[Reading], int]:
    """The reading of each article; what an earlier, perhaps interrupted build has read is not read again."""
    keys = {article.id: reading_key(article, grammar.fingerprint) for article in articles}
    kept = {article.id: cached_reading(folder, keys[article.id]) for article in articles}
    readings = {id: reading for id, reading in kept.items() if reading is not None}
    unchanged = len(readings)
    progress(unchanged, len(articles))
    for reading in read_closely([article for article in articles if article.id not in readings], grammar):
        keep_reading(folder, keys[reading.article.id], reading)
        readings[reading.article.id] = reading
        progress(len(readings), len(articles))
    return [readings[article.id] for article in articles], unchanged


def read_closely(articles: Sequence[Article], grammar: Grammar) -> Iterator[Reading]:
    """What each article states, in their order."""
    if articles:
        lexicon = load_lexicon(grammar.ontology.folder)
        for parse in annotate(articles):
            yield extract(parse, grammar, lexicon)


def write_graph(knowledge: Knowledge, grammar: Grammar, folder: Path) -> int:
    """The number of triples written: readers see the old graph until the new one is whole."""
    stated = list(quads(knowledge, grammar.ontology, grammar.names))
    ontology = list(ontology_quads(grammar.ontology))
    derived = derive([*stated, *ontology], grammar.ontology)
    everything = [*stated, *derived, *ontology]
    with new_build(folder) as place:
        save_knowledge(knowledge, place)
        write_store(everything, place)
        publish(folder, place)
    return len({(quad.subject, quad.predicate, quad.object) for quad in (*stated, *derived)})


def _by_type(knowledge: Knowledge) -> tuple[tuple[str, int], ...]:
    counts = Counter(fact.type for fact in knowledge.facts if fact.modality is Modality.ASSERTED)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
