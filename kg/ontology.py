"""
The ontology as Python: classes, slots, events, relations, and what is what.

An ontology's folder holds what one field of news is about:

    kg.ttl          the classes, slots, events and relations
    grammar/        how news tells of them; every pattern with its examples
    names/          the things that are known by name
    words/          English words. A file that is not there is taken from the ontology that comes with the program
    shapes.ttl      what a graph must have; rules/ what follows from facts; queries/ what can be asked by name.
                    None of these need be there.

A few classes mean the same in every field, and the program knows them by name, if an ontology has them: Agent with
Person and Organisation, Place with Country, and Group, what is described and not named. The slots count, amount,
date, start and end hold what their names say, subject and object the two sides of a relation. Which classes play
other parts in reading stands in words/kinds.yaml. PROGRAM_WORDS need no definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from kg.errors import NoOntology, OntologyProblem, OntologyProblems
from kg.rdf import KG, PREFIXES

OWL, RDF, RDFS, SKOS = (PREFIXES[name] for name in ("owl", "rdf", "rdfs", "skos"))

KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
# What the program itself writes into graphs and reads in ontologies, whatever the field.
WORDINGS = ("Amount", "Count", "Date", "Phrase", "Quotation")
ANNOTATIONS = ("caption", "coreSlot", "eitherSlot", "filledWith", "position")
PROVENANCE = (
    *("Article", "Fact", "Unasserted", "Filler", "Passage", "Background", "Derivation"),
    *("tells", "factType", "wouldBe", "modality", "pattern", "evidence", "bestEvidence", "cue", "cuePassage"),
    *("filler", "slot", "filledBy", "value", "passage", "because", "mentions", "mergedBecause", "country"),
    *("exact", "startsAt", "endsAt", "currency", "amountComparator", "countComparator"),
    *("rule", "derivedSubject", "derivedPredicate", "derivedObject"),
)
PROGRAM_WORDS = frozenset({*WORDINGS, *ANNOTATIONS, *PROVENANCE})
PLACEHOLDER = re.compile(r"\{(\w*)\}")
CAPTION_WORDS = ("type", "year", "number")
LEAST_LIKENESS = 70


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the ontology: a class of things, of events or of wordings."""

    name: str
    label: str
    definition: str
    example: str
    place: str  # file and line
    parents: tuple[str, ...] = ()
    core_slots: tuple[str, ...] = ()
    either_slots: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()

    @property
    def iri(self) -> str:
        """Its name in the graph."""
        return KG + self.name


@dataclass(frozen=True, slots=True)
class Property(Term):
    """A word for how things hang together: a slot, a relation, a piece of provenance."""

    literal: bool = False
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    position: int = 0


@dataclass(frozen=True)
class Ontology:
    """All that can be said, and how it is ordered."""

    folder: Path
    classes: Mapping[str, Term]
    properties: Mapping[str, Property]
    comparators: Mapping[str, str]  # "more-than" → "more than {number}"
    lineage: Mapping[str, frozenset[str]]  # each name → itself and all above it
    names: frozenset[str]  # all that may be said: what the file defines, annotations too, and PROGRAM_WORDS

    @cached_property
    def slots(self) -> Mapping[str, Property]:
        """What an event or relation can be told by, in the order of tables."""
        slots = [slot for slot in self.properties.values() if slot.position]
        return MappingProxyType({slot.name: slot for slot in sorted(slots, key=lambda slot: slot.position)})

    @cached_property
    def events(self) -> Mapping[str, Term]:
        """The types of events."""
        return MappingProxyType({name: term for name, term in self.classes.items() if term.core_slots})

    @cached_property
    def relations(self) -> Mapping[str, Property]:
        """The relations that a text can state."""
        return MappingProxyType({name: term for name, term in self.properties.items() if term.core_slots})

    def term(self, name: str) -> Term | None:
        """The class or property of that name."""
        return self.classes.get(name) or self.properties.get(name)

    def core_slots(self, name: str) -> tuple[str, ...]:
        """The slots that tell one event or relation of the type from another."""
        term = self.term(name)
        return term.core_slots if term else ()

    def either_slots(self, name: str) -> tuple[str, ...]:
        """The slots of the type of which one is enough."""
        term = self.term(name)
        return term.either_slots if term else ()

    def range_of(self, name: str) -> tuple[str, ...]:
        """The types of what may fill the slot, or stand as the relation's object."""
        return self.properties[name].range

    def domain_of(self, name: str) -> tuple[str, ...]:
        """The types of what may stand as the relation's subject."""
        return self.properties[name].domain

    def is_a(self, child: str, parent: str) -> bool:
        """True where all that is `child` is `parent` too; every name is what it is itself."""
        return parent in self.lineage.get(child, ())

    def fits(self, name: str, slot: str) -> bool:
        """True where a mention of the type `name` may fill the slot."""
        return any(self.is_a(name, wanted) for wanted in self.range_of(slot))

    def captions(self, name: str) -> tuple[str, ...]:
        """The templates of captions for the type, its own before those of the types above it."""
        above = sorted(self.lineage.get(name, ()), key=lambda each: (-len(self.lineage[each]), each))
        return tuple(caption for each in above if each in self.classes for caption in self.classes[each].captions)


def bundled_ontology() -> Path:
    """The ontology that comes with the program."""
    installed = Path(__file__).parent / "_ontology"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "ontology"


def words_file(folder: Path, name: str) -> Path:
    """The file of words of that name: the folder's own, or else the one that comes with the program."""
    own = folder / "words" / f"{name}.yaml"
    return own if own.is_file() else bundled_ontology() / "words" / f"{name}.yaml"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of the names that is most like it, if any is like it at all."""
    found = process.extractOne(
        name, sorted(names), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=LEAST_LIKENESS
    )
    return found[0] if found else None


def load_ontology(folder: Path) -> Ontology:
    """The ontology that stands in the folder's kg.ttl."""
    if not folder.is_dir():
        raise NoOntology(folder)
    source = _Source.read(folder / "kg.ttl")
    classes = {name: _class(source, name) for name in source.names("Class")}
    properties = {name: _property(source, name) for name in source.names("ObjectProperty", "DatatypeProperty")}
    problems = [*_problems(source, classes, properties)]
    if problems:
        raise OntologyProblems(problems)
    return Ontology(
        folder=folder,
        classes=MappingProxyType(classes),
        properties=MappingProxyType(properties),
        comparators=MappingProxyType(dict(_comparators(source))),
        lineage=MappingProxyType(_lineage({**classes, **properties})),
        names=PROGRAM_WORDS.union(source.names(*KINDS)),
    )


@dataclass(frozen=True)
class _Source:
    """An ontology file: what it says of each of our names, and where."""

    path: Path
    said: Mapping[tuple[str, str], tuple[str, ...]]  # (subject, predicate) → objects
    lines: Mapping[str, int]

    @classmethod
    def read(cls, path: Path) -> _Source:
        """The file, parsed."""
        try:
            text = path.read_text(encoding="utf-8")
            triples = [*ox.parse(text, format=ox.RdfFormat.TURTLE)]
        except OSError as error:
            raise OntologyProblems([OntologyProblem(str(path), f"cannot be read: {error.strerror}")]) from error
        except UnicodeDecodeError as error:
            raise OntologyProblems([OntologyProblem(str(path), "not UTF-8")]) from error
        except SyntaxError as error:
            raise OntologyProblems([OntologyProblem(f"{path}:{error.lineno}", f"not Turtle: {error.msg}")]) from error
        said: dict[tuple[str, str], tuple[str, ...]] = {}
        for triple in triples:
            key = (_key(triple.subject), _key(triple.predicate))
            said[key] = (*said.get(key, ()), _key(triple.object))
        return cls(path, said, _lines(text))

    def names(self, *kinds: str) -> list[str]:
        """Our own names of these kinds, in alphabetical order."""
        wanted = {OWL + kind for kind in kinds}
        typed = [(subject, types) for (subject, predicate), types in self.said.items() if predicate == RDF + "type"]
        ours = {subject for subject, types in typed if subject.startswith(KG) and wanted & {*types}}
        return sorted(subject.removeprefix(KG) for subject in ours)

    def objects(self, name: str, predicate: str) -> tuple[str, ...]:
        """All that the file says of our name with the predicate."""
        return tuple(sorted(self.said.get((KG + name, predicate), ())))

    def own(self, name: str, predicate: str) -> tuple[str, ...]:
        """Those of our own names that the file says of the name with the predicate."""
        return tuple(value.removeprefix(KG) for value in self.objects(name, predicate) if value.startswith(KG))

    def one(self, name: str, predicate: str) -> str:
        """The literal that the file gives to the name, or nothing."""
        return next(iter(self.objects(name, predicate)), "")

    def union(self, name: str, predicate: str) -> tuple[str, ...]:
        """The classes that a domain or range names, alone or in a union."""
        found = []
        for value in self.said.get((KG + name, predicate), ()):
            heads = self.said.get((value, OWL + "unionOf"))
            found += [*self._members(heads[0])] if heads else [value]
        return tuple(value.removeprefix(KG) for value in found if value.startswith(KG))

    def place(self, name: str) -> str:
        """File and line where the name is defined."""
        line = self.lines.get(name)
        return f"{self.path}:{line}" if line else str(self.path)

    def in_order(self, slots: Iterable[str]) -> tuple[str, ...]:
        """The slots in the order of tables."""
        return tuple(sorted(slots, key=lambda slot: (int(self.one(slot, KG + "position") or 0), slot)))

    def _members(self, node: str) -> Iterator[str]:
        while node != RDF + "nil":
            yield self.said[node, RDF + "first"][0]
            node = self.said[node, RDF + "rest"][0]


def _key(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


def _lines(text: str) -> dict[str, int]:
    """The line on which each of our names stands as a subject."""
    numbered = ((re.match(r"kg:(\w+)\s", line), number) for number, line in enumerate(text.splitlines(), start=1))
    return {match[1]: number for match, number in reversed([*numbered]) if match}


def _class(source: _Source, name: str) -> Term:
    return Term(
        name=name,
        label=source.one(name, RDFS + "label"),
        definition=source.one(name, SKOS + "definition"),
        example=source.one(name, SKOS + "example"),
        place=source.place(name),
        parents=source.own(name, RDFS + "subClassOf"),
        core_slots=source.in_order(source.own(name, KG + "coreSlot")),
        either_slots=source.in_order(source.own(name, KG + "eitherSlot")),
        captions=source.objects(name, KG + "caption"),
    )


def _property(source: _Source, name: str) -> Property:
    return Property(
        name=name,
        label=source.one(name, RDFS + "label"),
        definition=source.one(name, SKOS + "definition"),
        example=source.one(name, SKOS + "example"),
        place=source.place(name),
        parents=source.own(name, RDFS + "subPropertyOf"),
        core_slots=source.in_order(source.own(name, KG + "coreSlot")),
        either_slots=source.in_order(source.own(name, KG + "eitherSlot")),
        literal=name in source.names("DatatypeProperty"),
        domain=source.union(name, RDFS + "domain"),
        range=source.own(name, KG + "filledWith") or source.union(name, RDFS + "range"),
        position=int(source.one(name, KG + "position") or 0),
    )


def _comparators(source: _Source) -> Iterator[tuple[str, str]]:
    for name in source.names("NamedIndividual"):
        if "Comparator" in source.own(name, RDF + "type"):
            yield source.one(name, SKOS + "notation"), source.one(name, KG + "caption")


def _lineage(terms: Mapping[str, Term]) -> dict[str, frozenset[str]]:
    def above(name: str, seen: frozenset[str]) -> frozenset[str]:
        if name in seen or name not in terms:
            return seen
        seen = seen | {name}
        for parent in terms[name].parents:
            seen = above(parent, seen)
        return seen

    return {name: above(name, frozenset()) for name in terms}


def _problems(
    source: _Source, classes: Mapping[str, Term], properties: Mapping[str, Property]
) -> Iterator[OntologyProblem]:
    """All that is wrong with the file, from top to bottom."""
    names = source.names(*KINDS)
    if not names:
        yield OntologyProblem(str(source.path), "no term of ours is defined here")
    for name in sorted(names, key=lambda name: (source.lines.get(name, 0), name)):
        yield from _undescribed(source, name)
        yield from _misplaced(source, name, classes, properties)
        yield from _bad_captions(source, name, properties)
    yield from _undefined(source, names)


def _undescribed(source: _Source, name: str) -> Iterator[OntologyProblem]:
    for what in (RDFS + "label", SKOS + "definition", SKOS + "example"):
        if not source.one(name, what):
            yield OntologyProblem(source.place(name), f"{name} has no {re.split('[#/]', what)[-1]}")


def _misplaced(
    source: _Source, name: str, classes: Mapping[str, Term], properties: Mapping[str, Property]
) -> Iterator[OntologyProblem]:
    slots = [slot for slot, term in properties.items() if term.position]
    for predicate in ("coreSlot", "eitherSlot"):
        for slot in source.own(name, KG + predicate):
            if slot not in slots:
                yield OntologyProblem(source.place(name), f"{name}: {slot} is no slot", nearest(slot, slots))
    for wanted in source.own(name, KG + "filledWith"):
        if wanted not in classes and wanted not in WORDINGS:
            yield OntologyProblem(source.place(name), f"{name}: {wanted} is no class", nearest(wanted, classes))
    term = properties.get(name)
    if term and term.position and not term.range:
        problem = f"the slot {name} does not say what fills it: add rdfs:range or kg:filledWith"
        yield OntologyProblem(source.place(name), problem)


def _bad_captions(source: _Source, name: str, properties: Mapping[str, Property]) -> Iterator[OntologyProblem]:
    known = {*CAPTION_WORDS, *(slot for slot, term in properties.items() if term.position)}
    for caption in source.objects(name, KG + "caption"):
        for word in PLACEHOLDER.findall(caption):
            if word not in known:
                problem = f"{name}: the caption {caption!r} asks for {{{word}}}"
                yield OntologyProblem(source.place(name), problem, nearest(word, known))


def _undefined(source: _Source, names: list[str]) -> Iterator[OntologyProblem]:
    """Names that are used and stand nowhere."""
    defined = {KG + name for name in PROGRAM_WORDS.union(names)}
    used = {(value, subject) for (subject, _), values in source.said.items() for value in values}
    used |= {(predicate, subject) for subject, predicate in source.said}
    used |= {(subject, subject) for subject, _ in source.said}
    for value, subject in sorted(used):
        if value.startswith(KG) and value not in defined:
            name = value.removeprefix(KG)
            place = source.place(subject.removeprefix(KG))
            yield OntologyProblem(place, f"{name} is used and not defined", nearest(name, names))
