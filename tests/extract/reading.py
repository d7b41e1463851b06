"""Texts read whole, for tests of what comes of several steps together."""

from pathlib import Path

from kg.annotate import annotate
from kg.check import Told, labels
from kg.extract import extract, load_lexicon
from kg.grammar import Grammar
from kg.model import Article, Fact, Modality, PartialDate

ONTOLOGY = Path(__file__).parents[2] / "ontology"


def told(text: str, kind: str, grammar: Grammar, *, published: str | None = None) -> list[Told]:
    """The asserted facts of one kind, slot by slot."""
    article = Article("a", text, published=PartialDate(published) if published else None)
    return [
        labels(fact) for fact in extracted(article, grammar) if fact.type == kind and fact.modality is Modality.ASSERTED
    ]


def extracted(article: Article, grammar: Grammar) -> tuple[Fact, ...]:
    """The facts of an article."""
    return extract(next(iter(annotate([article]))), grammar, load_lexicon(ONTOLOGY)).facts
