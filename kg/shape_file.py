"""The ontology's shapes (SHACL) as quick checks: what a fact says is held against them before it enters the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.constraints import COMPONENTS, SH, TYPE, Ends, Literal, Says, Shape, Term, Told, Values, Violation, text_of
from kg.errors import OntologyProblem, OntologyProblems
from kg.ontology import Ontology, nearest
from kg.rdf import PREFIXES

RDF, RDFS = PREFIXES["rdf"], PREFIXES["rdfs"]
STRUCTURE = ("path", "property", "targetClass", "message", "name", "description", "order", "group")


@dataclass(frozen=True)
class Constraints:
    """All shapes of an ontology, by the classes whose members they are about."""

    shapes: Mapping[str, tuple[Shape, ...]]
    lineage: Mapping[str, frozenset[str]]
    _of: dict[str, tuple[Shape, ...]] = field(default_factory=dict, repr=False, compare=False)

    def violations(self, says: Says) -> tuple[Violation, ...]:
        """Where the graph is not as the shapes want it, in order."""
        told = Told(says, self.lineage)
        found = (
            violation
            for node, said in says.items()
            for shape in self._about(said.get(TYPE, ()))
            if not shape.holds(node, told)
            for violation in shape.violations(node, told)
        )
        return tuple(sorted(set(found)))

    def _about(self, kinds: Values) -> Iterable[Shape]:
        """The shapes of a node of these classes."""
        if len(kinds) == 1:
            return self._about_kind(str(kinds[0]))
        return dict.fromkeys(shape for kind in kinds for shape in self._about_kind(str(kind)))

    def _about_kind(self, kind: str) -> tuple[Shape, ...]:
        if kind not in self._of:
            above = sorted(self.lineage.get(kind, {kind}))
            found = dict.fromkeys(shape for name in above for shape in self.shapes.get(name, ()))
            self._of[kind] = tuple(found)
        return self._of[kind]


@dataclass(frozen=True)
class _Reader:
    """A file of shapes, parsed."""

    place: Path
    text: str
    says: Says
    made: dict[Term, Shape | None] = field(default_factory=dict)  # None: while it is made

    def problem(self, word: str, problem: str, near: str | None = None) -> OntologyProblems:
        """What is wrong, at the first place where the word stands."""
        line = self.text[: max(0, self.text.find(word))].count("\n") + 1
        return OntologyProblems([OntologyProblem(f"{self.place}:{line}", problem, near)])

    def items(self, node: Term) -> Iterator[Term]:
        """The items of a list."""
        said = self.says.get(node, {})
        yield from said.get(RDF + "first", ())
        for rest in said.get(RDF + "rest", ()):
            yield from self.items(rest)

    def shape(self, node: Term) -> Shape:
        """The shape of that name."""
        if node not in self.made:
            self.made[node] = None
            self.made[node] = self._shape(self.says.get(node, {}))
        found = self.made[node]
        if found is None:
            raise self.problem(str(node).rpartition("#")[2], f"the shape {node} is a part of itself")
        return found

    def _shape(self, said: Mapping[str, Values]) -> Shape:
        words = {name.removeprefix(SH): values for name, values in said.items() if name.startswith(SH)}
        for word in words.keys() - COMPONENTS.keys() - {*STRUCTURE}:
            raise self.problem(f"sh:{word}", f"sh:{word} is not checked by kg", nearest(word, COMPONENTS))
        path = next(iter(words.get("path", ())), None)
        return Shape(
            path=self._path(path) if path is not None else None,
            name=path if isinstance(path, str) and not path.startswith("_:") else "",
            message=" ".join(sorted(text_of(message) for message in words.get("message", ()))),
            checks=tuple(
                (SH + word[0].upper() + word[1:] + "ConstraintComponent", make(argument, self))
                for word, make in COMPONENTS.items()
                for argument in words.get(word, ())
            ),
            within=tuple(self.shape(node) for node in words.get("property", ())),
        )

    def _path(self, node: Term) -> Ends:
        if isinstance(node, str) and not node.startswith("_:"):
            return lambda focus, told: told.values(focus, node)
        said = self.says.get(node, {})
        for inverse in said.get(SH + "inversePath", ()):
            if isinstance(inverse, str) and not inverse.startswith("_:"):
                return lambda focus, told: told.pointing(focus, inverse)
        for choice in said.get(SH + "alternativePath", ()):
            paths = [self._path(item) for item in self.items(choice)]
            return lambda focus, told: [*dict.fromkeys(value for path in paths for value in path(focus, told))]
        raise self.problem("sh:path [", "a path is a property, its inverse, or several to choose from")


def load_constraints(ontology: Ontology) -> Constraints | None:
    """The shapes of the ontology, ready to check; None where it has none. What cannot be checked is an error."""
    path = ontology.folder / "shapes.ttl"
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8")
    reader = _Reader(path, text, _read(path, text))
    shapes: dict[str, list[Shape]] = {}
    for node, said in reader.says.items():
        if SH + "NodeShape" in said.get(TYPE, ()):
            shape = reader.shape(node)
            for kind in said.get(SH + "targetClass", ()):
                shapes.setdefault(str(kind), []).append(shape)
    terms = ontology.folder / "kg.ttl"
    lineage = _lineage(_read(terms, terms.read_text(encoding="utf-8")))
    return Constraints({kind: tuple(found) for kind, found in shapes.items()}, lineage)


def _read(path: Path, text: str) -> Says:
    try:
        return said_by(ox.parse(text, format=ox.RdfFormat.TURTLE))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise OntologyProblems([OntologyProblem(f"{path}:{line}" if line else str(path), "not Turtle")]) from error


def said_by(triples: Iterable[ox.Triple]) -> Says:
    """The triples, by subject and predicate."""
    says: dict[Term, dict[str, list[Term]]] = {}
    for triple in triples:
        said = says.setdefault(_term_name(triple.subject), {}).setdefault(triple.predicate.value, [])
        said.append(_term(triple.object))
    return says


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    return Literal(term.value, term.datatype.value) if isinstance(term, ox.Literal) else _term_name(term)


def _term_name(term: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _lineage(says: Says) -> Mapping[str, frozenset[str]]:
    """Class → itself and all classes above it."""

    def above(kind: Term, seen: frozenset[str]) -> frozenset[str]:
        for parent in says.get(kind, {}).get(RDFS + "subClassOf", ()):
            if parent not in seen:
                seen = above(parent, seen | {str(parent)})
        return seen

    return {str(kind): above(kind, frozenset({str(kind)})) for kind in says}
