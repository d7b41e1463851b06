"""The graph as nodes and relationships with properties: what tables, Neo4j and its kind hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf import ID, INTEGER_TYPES, KG, PREFIXES, RDF_TYPE, in_order, short, subject_key

# These are no nodes of their own here: what they tell stands with the fact or the relationship that they belong to.
FOLDED = frozenset({"Passage", "Filler", "Derivation", "Background", "Activity"})
FACTS = frozenset({"Fact", "Unasserted"})
RENAMED = {PREFIXES["dcterms"] + "identifier": "key", KG + "mergedBecause": "because"}
MEASURES = frozenset({KG + "countComparator", KG + "currency", KG + "amountComparator"})

Property = str | int | tuple[str, ...] | tuple[int, ...]
Properties = Mapping[str, Property]
Said = Mapping[str, list[NamedNode | Literal]]  # predicate → its objects


@dataclass(frozen=True, slots=True)
class Node:
    """A thing, an event, an article or a fact."""

    id: str
    labels: tuple[str, ...]
    properties: Properties


@dataclass(frozen=True, slots=True)
class Relationship:
    """What joins two nodes."""

    start: str
    type: str
    end: str
    properties: Properties

    @property
    def id(self) -> str:
        """What it is known by: what it joins, and how; a fact has a passage of its own for each filler."""
        return f"{self.start} {self.type} {self.end}"


@dataclass(frozen=True)
class PropertyGraph:
    """The nodes and relationships that quads tell of, in order."""

    said: Mapping[str, Said]  # subject → what is said of it

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Subject → its class, of those that are nodes."""
        kinds = {subject: kind_of(said) for subject, said in self.said.items()}
        return {subject: kind for subject, kind in kinds.items() if kind and kind not in FOLDED}

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes."""
        return tuple(self.node(subject) for subject in self.kinds)

    @cached_property
    def relationships(self) -> tuple[Relationship, ...]:
        """All relationships, each once."""
        found = {each.id: each for subject in self.kinds for each in self.from_(subject)}
        return tuple(found.values())

    @cached_property
    def events(self) -> frozenset[str]:
        """The subjects that facts tell of."""
        told = [value for said in self.said.values() for value in said.get(KG + "tells", ())]
        return frozenset(value.value for value in told)

    @cached_property
    def reasons(self) -> Mapping[tuple[str, str, str], str]:
        """Relation, subject, object → the rule that concludes it, or that it was known beforehand."""
        found: dict[tuple[str, str, str], str] = {}
        for said in self.said.values():
            if kind_of(said) in ("Derivation", "Background"):
                because = text_of(said, KG + "rule")
                parts = ("derivedPredicate", "derivedSubject", "derivedObject")
                key = tuple(text_of(said, KG + part) for part in parts)
                found[key] = f"rule {because}" if because else "known beforehand"  # type: ignore[index]
        return found

    def node(self, subject: str) -> Node:
        """The subject as a node."""
        said, kind = self.said[subject], self.kinds[subject]
        family = kind if kind in (*FACTS, "Article") else "Event" if subject in self.events else "Entity"
        labels = (family,) if family == kind else (family, kind)
        told = self.of_fact(said) if kind in FACTS else {}
        return Node(short(subject), labels, {**properties(said), **told})

    def of_fact(self, said: Said) -> dict[str, Property]:
        """What a fact tells in its own words: its type, what it rests on, and the values in its slots."""
        type_ = text_of(said, KG + "factType") or text_of(said, KG + "wouldBe")
        passages = [self.said.get(value.value, {}) for value in said.get(KG + "evidence", ())]
        told: dict[str, Property] = {"says": local(type_)}
        told["words"] = tuple(text_of(passage, KG + "exact") for passage in passages)
        for filler in self.fillers(said):
            if values := filler.get(KG + "value"):
                slot = local(text_of(filler, KG + "slot"))
                measures = {local(name): said for name, said in filler.items() if name in MEASURES}
                for name, found in {slot: values, **measures}.items():
                    told[name] = merged(told.get(name), plain_values(found))
        return told

    def fillers(self, said: Said) -> Iterator[Said]:
        """What fills the fact's slots."""
        return (self.said[value.value] for value in said.get(KG + "filler", ()) if value.value in self.said)

    def from_(self, subject: str) -> Iterator[Relationship]:
        """What leads from the subject to other nodes."""
        said, here = self.said[subject], short(subject)
        if self.kinds[subject] in FACTS:
            yield from self.from_fact(here, said)
        for predicate, values in said.items():
            for value in values:
                if isinstance(value, NamedNode) and value.value in self.kinds:
                    because = self.reasons.get((predicate, subject, value.value))
                    told: Properties = {"because": because} if because else {}
                    yield Relationship(here, local(predicate), short(value.value), told)

    def from_fact(self, here: str, said: Said) -> Iterator[Relationship]:
        """What leads from a fact to the things that it tells of, each with the words that mean it."""
        for filler in self.fillers(said):
            passage = self.said.get(text_of(filler, KG + "passage"), {})
            for value in filler.get(KG + "filledBy", ()):
                told = {"words": text_of(passage, KG + "exact")}
                yield Relationship(here, local(text_of(filler, KG + "slot")), short(value.value), told)


def property_graph(quads: Iterable[Quad]) -> PropertyGraph:
    """The quads as nodes and relationships; what the ontology says of its own words is left out."""
    said: dict[str, dict[str, list[NamedNode | Literal]]] = {}
    for triple in in_order({quad.triple for quad in quads if is_told(quad)}, subject_key):
        of_subject = said.setdefault(triple.subject.value, {})  # type: ignore[union-attr]
        of_subject.setdefault(triple.predicate.value, []).append(triple.object)  # type: ignore[arg-type]
    return PropertyGraph(said)


def is_told(quad: Quad) -> bool:
    """Whether the quad tells of the world rather than of words."""
    return isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ID)


def kind_of(said: Said) -> str:
    """The class of what is spoken of."""
    return local(text_of(said, RDF_TYPE.value))


def text_of(said: Said, predicate: str) -> str:
    """The first value of the predicate as text; empty where there is none."""
    values = said.get(predicate)
    return values[0].value if values else ""


def local(iri: str) -> str:
    """
    The word without its prefix.

    "https://kg.example.org/ontology#Closure"   Closure
    """
    return short(iri).rpartition(":")[2]


def properties(said: Said) -> dict[str, Property]:
    """What is said of a node in literals, by the predicates' own words; and its names elsewhere."""
    told: dict[str, Property] = {}
    for predicate, values in said.items():
        literals = [value for value in values if isinstance(value, Literal)]
        elsewhere = [value for value in values if isinstance(value, NamedNode) and not value.value.startswith((ID, KG))]
        if literals or elsewhere:
            told[RENAMED.get(predicate, local(predicate))] = plain_values(literals or elsewhere)
    return told


def plain_values(values: Iterable[NamedNode | Literal]) -> Property:
    """The values as one Python value, or several; numbers only where all are."""
    listed = list(values)
    if all(isinstance(value, Literal) and value.datatype.value in INTEGER_TYPES for value in listed):
        numbers = tuple(int(value.value) for value in listed)
        return numbers[0] if len(numbers) == 1 else numbers
    texts = tuple(value.value if isinstance(value, Literal) else short(value.value) for value in listed)
    return texts[0] if len(texts) == 1 else texts


def merged(old: Property | None, new: Property) -> Property:
    """Both values as one list."""
    if old is None:
        return new
    both = (*as_tuple(old), *as_tuple(new))
    return both if all(isinstance(each, int) for each in both) else tuple(map(str, both))


def as_tuple(value: Property) -> tuple[str, ...] | tuple[int, ...]:
    """The value, or the values, as several."""
    return value if isinstance(value, tuple) else (value,)  # type: ignore[return-value]
