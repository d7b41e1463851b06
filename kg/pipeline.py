"""The whole path: files → articles → facts → knowledge → graph."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from kg.annotate import annotate
from kg.archive import (
    STORE,
    cached_reading,
    forget_readings,
    keep_reading,
    keep_updates,
    new_build,
    publish,
    reading_key,
    remember_ontology,
    save_knowledge,
)
from kg.collector import collecting_seldom
from kg.errors import ArticleError, NothingToRead
from kg.extract import extract, load_lexicon
from kg.grammar import Grammar, load_grammar
from kg.graph import ontology_quads, quads
from kg.knowledge_graph import Graph
from kg.language import model_version
from kg.model import Article, Knowledge, Modality, Reading, fingerprint
from kg.ontology import bundled_ontology
from kg.readers import READERS, page_words, read_articles
from kg.resolve import idle, judgements_beside, resolve
from kg.rules import derive
from kg.soundness import sound
from kg.store import open_snapshot, size, with_union, write_store
from kg.summary import Summary, facts_by_type

Progress = Callable[[int, int], None]  # articles done, articles in all


@collecting_seldom()
def build(
    sources: Iterable[Path | str],
    folder: Path | str = "graph",
    *,
    ontology: Path | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Graph:
    """The graph of what the sources' articles say, written into a folder, with a summary of how it was made."""
    started = time.monotonic()
    places, target = [Path(source) for source in sources], Path(folder)
    grammar = load_grammar(ontology or bundled_ontology())
    articles, skipped = _read(places, grammar.ontology.folder)
    # Whoever asks meanwhile sees the old graph until the new one is whole.
    with new_build(target) as place:
        readings, failed, unchanged = _readings(articles, grammar, target, progress)
        readings, aside = sound(readings, grammar.ontology)
        judgements = judgements_beside(places)
        knowledge = replace(resolve(readings, grammar, judgements), aside=aside)
        triples = write_graph(knowledge, grammar, place)
        if ontology:
            remember_ontology(ontology, place)
        updates, reader = keep_updates(target), reader_fingerprint(grammar)
        publish(target, place)
        forget_readings(target, keep=[reading_key(article, reader) for article in articles])
    summary = Summary(
        folder=target,
        read=len(readings),
        unchanged=unchanged,
        skipped=(*skipped, *failed),
        facts=facts_by_type(knowledge),
        aside=knowledge.aside,
        unasserted=sum(fact.modality is not Modality.ASSERTED for fact in knowledge.facts),
        entities=len(knowledge.identities),
        events=len(knowledge.events),
        triples=triples,
        seconds=time.monotonic() - started,
        idle=idle(readings, grammar, judgements),
        updates=updates,
    )
    return replace(Graph.open(target, ontology=grammar.ontology.folder), summary=summary)


def _read(places: Sequence[Path], ontology: Path) -> tuple[list[Article], list[ArticleError]]:
    articles: list[Article] = []
    skipped: list[ArticleError] = []
    for found in read_articles(places, page_words(ontology)):
        if isinstance(found, Article):
            articles.append(found)
        else:
            skipped.append(found)
    if not articles:
        raise NothingToRead(places, READERS, skipped)
    return articles, skipped


def _readings(
    articles: Sequence[Article], grammar: Grammar, folder: Path, progress: Progress
) -> tuple[list[Reading], list[ArticleError], int]:
    """The reading of each article; what an earlier, perhaps interrupted build has read is not read again."""
    reader = reader_fingerprint(grammar)
    keys = {article.id: reading_key(article, reader) for article in articles}
    kept = {article.id: cached_reading(folder, keys[article.id]) for article in articles}
    readings = {id: reading for id, reading in kept.items() if reading is not None}
    unchanged = len(readings)
    progress(unchanged, len(articles))
    failed: list[ArticleError] = []
    for found in read_closely([article for article in articles if article.id not in readings], grammar):
        if isinstance(found, ArticleError):
            failed.append(found)
        else:
            keep_reading(folder, keys[found.article.id], found)
            readings[found.article.id] = found
        progress(len(readings) + len(failed), len(articles))
    return [readings[article.id] for article in articles if article.id in readings], failed, unchanged


def reader_fingerprint(grammar: Grammar) -> str:
    """What makes one reading differ from another: the ontology, the model, and this program."""
    sources = (path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.rglob("*.py")))
    return fingerprint(grammar.fingerprint, model_version(), *sources)


def read_closely(articles: Sequence[Article], grammar: Grammar) -> Iterator[Reading | ArticleError]:
    """What each article states, in their order; an article on which the program stumbles stops no other."""
    if articles:
        lexicon = load_lexicon(grammar.ontology.folder)
        for parse in annotate(articles):
            try:
                yield extract(parse, grammar, lexicon)
            except Exception as error:  # noqa: BLE001  a fault of ours, in this article only: told, not hidden
                problem = f"kg fails on this text ({type(error).__name__}: {error}); please report it"
                yield ArticleError(parse.article.id, problem)


def write_graph(knowledge: Knowledge, grammar: Grammar, place: Path) -> int:
    """
    The number of triples that the knowledge, the ontology and its rules give, all written into a build's folder.

    What is said goes into the store as it is made, and the rules ask the store: no quad waits in memory.
    """
    save_knowledge(knowledge, place)
    stated = quads(knowledge, grammar.ontology, grammar.names)
    write_store(with_union(chain(stated, ontology_quads(grammar.ontology))), place / STORE)
    derived = derive(open_snapshot(place / STORE), grammar.ontology)
    write_store(with_union(derived), place / STORE)
    return size(open_snapshot(place / STORE))
