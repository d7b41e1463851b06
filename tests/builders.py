"""Small values for tests, each with only what the test is about."""

from collections.abc import Iterable
from itertools import chain

from pyoxigraph import Quad

from kg.graph import ontology_quads
from kg.model import Article, Fact, Mention, Modality, Name, PartialDate, Span, Value
from kg.ontology import bundled_ontology, load_ontology
from kg.rules import derive
from kg.store import snapshot_of


def article(text: str, *, id: str = "a", published: str | None = None) -> Article:
    """An article of one text."""
    return Article(id=id, text=text, published=PartialDate(published) if published else None)


def span(words: str, *, within: Article) -> Span:
    """The first place in the article where the words stand."""
    start = within.text.index(words)
    return Span(within.id, start, start + len(words), words)


def mention(words: str, type: str, value: Value | None = None, *, within: Article) -> Mention:
    """The words as a mention; unless told, a name that means itself."""
    return Mention(span(words, within=within), type, value or Name(words))


def fact(
    type: str,
    evidence: str,
    *,
    within: Article,
    modality: Modality = Modality.ASSERTED,
    **slots: Mention,
) -> Fact:
    """A fact with one filler a slot, seen in the words given."""
    return Fact(
        type=type,
        slots={slot: (filler,) for slot, filler in slots.items()},
        evidence=(span(evidence, within=within),),
        patterns=(f"{type.lower()}/by-hand",),
        modality=modality,
    )


def what_follows(stated: Iterable[Quad]) -> tuple[Quad, ...]:
    """What the rules of the ontology conclude from the quads."""
    ontology = load_ontology(bundled_ontology())
    return derive(snapshot_of(chain(stated, ontology_quads(ontology))), ontology)
