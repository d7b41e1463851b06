"""What the graph would say of some facts before anything is resolved: what the shapes are held against."""

from __future__ import annotations

from collections.abc import Iterable

from kg.constraints import TYPE, Literal, Term
from kg.model import Amount, Article, Count, Fact, Group, Mention, Modality, Name, Span, Value
from kg.ontology import Ontology
from kg.rdf import ID, KG, LABEL, XSD
from kg.terms import DERIVED_FROM, IDENTIFIER, ISSUED, PART_OF, TITLE, article_iri, literal

Said = dict[str, list[Term]]  # property → what stands there
Sketch = dict[Term, Said]
FILLED_BY, VALUE, FILLER = KG + "filledBy", KG + "value", KG + "filler"


def sketch(facts: Iterable[Fact], article: Article, ontology: Ontology) -> Sketch:
    """What the graph would say of the facts of one article, each name a thing of its own, each event told once."""
    node = article_iri(article.id).value
    drawn: Sketch = {node: _article(article)}
    for fact in facts:
        name = ID + fact.id
        asserted = fact.modality is Modality.ASSERTED
        ends = _fillers(fact, drawn, ontology, node=node)
        drawn[name] = _telling(fact, drawn, node=node)
        drawn[name][FILLER] = [filler for filler, _ in ends]
        if asserted and fact.type in ontology.events:
            event = name + "-event"
            drawn[name][KG + "tells"] = [event]
            drawn[event] = _event(fact, ends)
        elif asserted:
            _relate(fact, ends, drawn, ontology)
    return drawn


def _article(article: Article) -> Said:
    said: Said = {TYPE: [KG + "Article"], IDENTIFIER.value: [Literal(article.id)]}
    if article.title:
        said[TITLE.value] = [Literal(article.title)]
    if article.published:
        said[ISSUED.value] = [_literal(article.published)]
    return said


def _telling(fact: Fact, drawn: Sketch, *, node: str) -> Said:
    """The fact itself; its passages are drawn as well."""
    passages: list[Term] = [_passage(span, drawn, node=node) for span in dict.fromkeys(fact.evidence)]
    asserted = fact.modality is Modality.ASSERTED
    said: Said = {
        TYPE: [KG + ("Fact" if asserted else "Unasserted")],
        KG + ("factType" if asserted else "wouldBe"): [KG + fact.type],
        KG + "modality": [Literal(fact.modality.value)],
        DERIVED_FROM.value: [node],
        KG + "pattern": [Literal(pattern) for pattern in dict.fromkeys(fact.patterns)],
        KG + "evidence": passages,
        KG + "bestEvidence": passages[:1],
    }
    if fact.cue:
        said[KG + "cue"] = [Literal(fact.cue.text)]
        said[KG + "cuePassage"] = [_passage(fact.cue, drawn, node=node)]
    return said


def _passage(span: Span, drawn: Sketch, *, node: str) -> str:
    """The name of the passage, which is drawn."""
    name = f"{node}-{span.start}-{span.end}"
    drawn[name] = {
        TYPE: [KG + "Passage"],
        PART_OF.value: [node],
        KG + "exact": [Literal(span.text)],
        KG + "startsAt": [Literal(str(span.start), XSD + "integer")],
        KG + "endsAt": [Literal(str(span.end), XSD + "integer")],
    }
    return name


# A filler's name, its slot, its words, and what they stand for: nothing where a slot of things has but a value.
Ends = list[tuple[Term, tuple[str, Mention, Term | None]]]


def _fillers(fact: Fact, drawn: Sketch, ontology: Ontology, *, node: str) -> Ends:
    """The fact's fillers, which are drawn."""
    ends: Ends = []
    for slot, mentions in fact.slots.items():
        in_words = ontology.slots[slot].literal
        for place, mention in enumerate(mentions):
            name = f"{ID}{fact.id}-{slot}-{place}"
            said: Said = {TYPE: [KG + "Filler"], KG + "slot": [KG + slot]}
            said[KG + "passage"] = [_passage(mention.span, drawn, node=node)]
            is_thing = isinstance(mention.value, Name | Group)
            value = _literal(mention.value) if in_words or not is_thing else None
            if is_thing:
                said[FILLED_BY] = [_thing(mention, drawn, node=node)]
            if value is not None:
                said[VALUE] = [value]
            drawn[name] = said
            ends.append((name, (slot, mention, value if in_words else next(iter(said.get(FILLED_BY, ())), None))))
    return ends


def _thing(mention: Mention, drawn: Sketch, *, node: str) -> str:
    """The name of what the words mean, which is drawn."""
    label = mention.span.text
    name = f"{node}-{mention.type}-{label}"
    drawn[name] = {TYPE: [KG + mention.type], LABEL.value: [Literal(label)], IDENTIFIER.value: [Literal(name)]}
    return name


def _event(fact: Fact, ends: Ends) -> Said:
    said: Said = {TYPE: [KG + fact.type], LABEL.value: [Literal(fact.type)]}  # its caption is made later
    for _, (slot, mention, value) in ends:
        _add(said, KG + slot, value)
        match mention.value:
            case Count(_, comparator):
                _add(said, KG + "countComparator", Literal(comparator))
            case Amount(_, currency, comparator):
                _add(said, KG + "currency", Literal(currency))
                _add(said, KG + "amountComparator", Literal(comparator))
    return said


def _relate(fact: Fact, ends: Ends, drawn: Sketch, ontology: Ontology) -> None:
    """Draw the relation itself, between all its subjects and objects."""
    subject, object_ = ontology.core_slots(fact.type)
    for _, (slot, _, first) in ends:
        if slot == subject and first is not None and first in drawn:
            for _, (other, _, second) in ends:
                if other == object_:
                    _add(drawn[first], KG + fact.type, second)


def _add(said: Said, name: str, value: Term | None) -> None:
    """Say it once."""
    if value is not None and value not in (found := said.setdefault(name, [])):
        found.append(value)


def _literal(value: Value) -> Literal:
    told = literal(value)
    return Literal(told.value, told.datatype.value)
