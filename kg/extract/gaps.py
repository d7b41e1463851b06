"""What a sentence leaves out the second time: "Weibo has 500 million users and Kuaishou 300 million"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.scene import Figure, Scene
from kg.model import Count, Fact, Mention, Name, Span

BETWEEN = 2  # tokens: "has", "on", "with about"
STOPS = frozenset([",", ";", ".", "and", "or", "while", ")", "(", "–", "-"])


def carried_on(fact: Fact, scene: Scene) -> Iterator[Fact]:
    """The fact again for each further pair of a name of that kind and a bare number in its sentence."""
    subject, counted = fact.slots.get("subject", ()), fact.slots.get("count", ())
    if fact.type not in scene.grammar.ontology.relations or len(subject) != 1 or not counted:
        return
    first = scene.parse.token_at(counted[0].span.start)
    if first is None:
        return
    seen = {subject[0].value}
    for figure in scene.counts:
        if first.i < figure.start < first.sent.end and _is_bare(figure, scene):
            named = _beside(figure, subject[0].type, scene)
            if named is not None and named.value not in seen:
                seen.add(named.value)
                yield _told_of(fact, named, figure, scene)


def _is_bare(figure: Figure, scene: Scene) -> bool:
    """No noun of its own is counted: "300 million,", "some 150,000 on Acme"."""
    doc = scene.parse.doc
    return (
        figure.end >= len(doc)
        or doc[figure.end].text in STOPS
        or doc[figure.end].lower_ in ("on", "in", "for", "at", "users", "of")
    )


def _beside(figure: Figure, kind: str, scene: Scene) -> Mention | None:
    """The name just before the number, or behind "on" after it."""
    doc = scene.parse.doc
    places = [*range(figure.start - 1, max(figure.start - 2 - BETWEEN, -1), -1)]
    if figure.end + 1 < len(doc) and doc[figure.end].lower_ == "on":
        places = [figure.end + 1, *places]
    for i in places:
        reference = scene.references.get(i)
        if (
            reference
            and len(reference.things) == 1
            and scene.grammar.is_a(reference.things[0].type, kind)
            and doc[i].pos_ == "PROPN"
        ):
            thing = reference.things[0]
            return Mention(scene.parse.span(reference.start, reference.end), thing.type, Name(thing.label, thing.known))
        if doc[i].text in STOPS:
            return None
    return None


def _told_of(fact: Fact, named: Mention, figure: Figure, scene: Scene) -> Fact:
    assert isinstance(figure.value, Count)
    words = scene.parse.span(figure.start, figure.end)
    slots = {**fact.slots, "subject": (named,), "count": (Mention(words, "Count", figure.value),)}
    start, end = min(named.span.start, words.start), max(named.span.end, words.end)
    told = Span(fact.article, start, end, scene.parse.article.text[start:end])
    return replace(fact, slots=slots, evidence=(told,))
