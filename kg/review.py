"""Doubtful pairs for a person to judge, their words side by side; judgements are kept beside the articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OutputError
from kg.explorer.passages import sentence_around
from kg.grammar import load_grammar
from kg.knowledge_graph import Graph
from kg.model import Article
from kg.resolve.candidates import Comparison
from kg.resolve.entities import Identified, identify
from kg.resolve.judgements import Judgement, Named, judgement_lines, read_judgements
from kg.resolve.profiles import Profile

MOST_SENTENCES = 3  # shown of each side


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two names that may mean one thing: what each is, its sentences, and the sum of the reasons."""

    left: Named
    right: Named
    sentences: tuple[tuple[str, ...], tuple[str, ...]]
    sum: str
    is_joined: bool = False  # what the graph takes them for as long as nobody judges

    def judged(self, *, is_one: bool, by: str, why: str) -> Judgement:
        """What a person says of it."""
        left, right = sorted((self.left, self.right))
        return Judgement(left, right, is_one, by, why)


def doubts(graph: Graph, judgements: Sequence[Judgement] = ()) -> tuple[Doubt, ...]:
    """The pairs that the reasons do not settle and nobody has judged, the likeliest first."""
    found = identify(graph.knowledge.facts, load_grammar(graph.ontology), judgements)
    articles = {reading.article.id: reading.article for reading in graph.knowledge.readings}
    return tuple(_doubt(pair, articles, is_joined=_are_one(pair, found)) for pair in found.doubtful)


def _are_one(pair: Comparison, found: Identified) -> bool:
    return found.denotes[pair.left.places[0]] == found.denotes[pair.right.places[0]]


def _doubt(pair: Comparison, articles: dict[str, Article], *, is_joined: bool) -> Doubt:
    left, right = (tuple(_sentences(side, articles)) for side in (pair.left, pair.right))
    return Doubt(_named(pair.left), _named(pair.right), (left, right), str(pair.verdict), is_joined)


def _named(profile: Profile) -> Named:
    article = "" if profile.known or len(profile.articles) > 1 else profile.articles[0]
    return Named(profile.name, profile.type, article)


def _sentences(profile: Profile, articles: dict[str, Article]) -> Iterator[str]:
    told: dict[str, None] = {}
    for mention in profile.mentions:
        article = articles[mention.span.article]
        start, end = sentence_around(article, mention.span.start, mention.span.end)
        told[f"{' '.join(article.text[start:end].split())} ({article.id})"] = None
    yield from list(told)[:MOST_SENTENCES]


def keep_judgements(judgements: Sequence[Judgement], path: Path) -> None:
    """Add the judgements to the file, which keeps what stands there."""
    if not judgements:
        return
    known = read_judgements(path) if path.exists() else ()
    lines = "".join(judgement_lines([judgement for judgement in judgements if judgement not in known]))
    try:
        # Whoever wrote the last line by hand may have left it open.
        if path.exists() and (before := path.read_text(encoding="utf-8")) and not before.endswith("\n"):
            lines = f"\n{lines}"
        with path.open("a", encoding="utf-8", newline="\n") as output:
            output.write(lines)
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error
