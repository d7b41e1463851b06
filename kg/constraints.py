"""The kinds of constraint that shapes (SHACL) may hold, each as a small function that checks the values of a node."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, Protocol

from kg.rdf import PREFIXES, RDF_TYPE, XSD

SH = PREFIXES["sh"]
TYPE = RDF_TYPE.value
DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")


class Literal(NamedTuple):
    """A value in a graph."""

    text: str
    datatype: str = XSD + "string"


Term = str | Literal  # a str is the name of a thing
Says = Mapping[Term, Mapping[str, Sequence[Term]]]  # node → property → what stands there, each once
NOTHING: Mapping[str, Sequence[Term]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A place in a graph that is not as the shapes want it."""

    node: str
    path: str
    message: str
    constraint: str = ""  # the kind of constraint, as SHACL names it


@dataclass(frozen=True, slots=True)
class Told:
    """A graph to be checked, and what is a subclass of what."""

    says: Says
    lineage: Mapping[str, frozenset[str]]  # class → itself and all above it
    _pointing: dict[str, dict[Term, list[Term]]] = field(default_factory=dict, repr=False, compare=False)

    def values(self, node: Term, name: str) -> Sequence[Term]:
        """What the node has as this property."""
        return self.says.get(node, NOTHING).get(name, ())

    def pointing(self, node: Term, name: str) -> Sequence[Term]:
        """What has the node as this property."""
        if name not in self._pointing:
            found: dict[Term, list[Term]] = {}
            for other, said in self.says.items():
                for value in said.get(name, ()):
                    found.setdefault(value, []).append(other)
            self._pointing[name] = found
        return self._pointing[name].get(node, ())

    def is_a(self, node: Term, kind: str) -> bool:
        """True where one of the node's classes is that class or below it."""
        return any(kind in self.lineage.get(str(own), (own,)) for own in self.values(node, TYPE))


Values = Sequence[Term]
Ends = Callable[[Term, Told], Values]
Check = Callable[[Values, Term, Told], bool]


@dataclass(frozen=True, eq=False)
class Shape:
    """What a node must have: checks of what it is, or of what it has at the end of a path."""

    path: Ends | None
    name: str  # of the path, where it is one property
    message: str
    checks: tuple[tuple[str, Check], ...]
    within: tuple[Shape, ...]  # shapes of the same values

    def violations(self, node: Term, told: Told) -> list[Violation]:
        """Where the node is not as the shape wants it."""
        values = self.values(node, told)
        found = [
            Violation(text_of(node), self.name, self.message, component)
            for component, check in self.checks
            if not check(values, node, told)
        ]
        for shape in self.within:
            for value in values:
                found += shape.violations(value, told)
        return found

    def values(self, node: Term, told: Told) -> Values:
        """What stands at the end of the path; the node itself where there is none."""
        if self.name:  # most are about one property: looked up at once
            return told.says.get(node, NOTHING).get(self.name, ())
        return self.path(node, told) if self.path else (node,)

    def holds(self, node: Term, told: Told) -> bool:
        """True where the node is as the shape wants it: quicker than to tell what is wrong with it."""
        values = self.values(node, told)
        for _, check in self.checks:
            if not check(values, node, told):
                return False
        for shape in self.within:
            for value in values:
                if not shape.holds(value, told):
                    return False
        return True


class Reader(Protocol):
    """What reads the shapes that a constraint names."""

    def shape(self, node: Term) -> Shape:
        """The shape of that name."""

    def items(self, node: Term) -> Iterator[Term]:
        """The items of a list."""


# --- The kinds of constraint ------------------------------------------------------------------------------------


def _all_are(is_right: Callable[[Term, Told], bool]) -> Check:
    return lambda values, _node, told: all(is_right(value, told) for value in values)


def is_well_formed(value: Literal) -> bool:
    """True of a value that its datatype can have."""
    form = FORMS.get(value.datatype)
    return form is None or form(value.text)


def _matches(pattern: str) -> Callable[[str], bool]:
    found = re.compile(pattern)
    return lambda text: found.fullmatch(text) is not None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


MONTHS = "(0[1-9]|1[0-2])"
FORMS: Mapping[str, Callable[[str], bool]] = {
    XSD + "integer": _matches(r"[+-]?\d+"),
    XSD + "decimal": _matches(DECIMAL.pattern),
    XSD + "boolean": _matches("true|false|0|1"),
    XSD + "gYear": _matches(r"\d{4}"),
    XSD + "gYearMonth": _matches(rf"\d{{4}}-{MONTHS}"),
    XSD + "date": _is_day,
    XSD + "gMonthDay": lambda text: text.startswith("--") and _is_day("2000-" + text[2:]),
    XSD + "gMonth": _matches(f"--{MONTHS}"),
}


def _is_node_kind(value: Term, kind: str) -> bool:
    own = "Literal" if isinstance(value, Literal) else "BlankNode" if value.startswith("_:") else "IRI"
    return own in kind.removeprefix(SH).split("Or")


def _number(value: Term) -> float | None:
    is_number = isinstance(value, Literal) and DECIMAL.fullmatch(value.text)
    return float(value.text) if is_number and isinstance(value, Literal) else None


def _compares(left: Term, right: Term, is_right: Callable[[float, float], bool]) -> bool:
    """True where both are numbers and compare like this; what cannot be compared is not right."""
    one, other = _number(left), _number(right)
    return one is not None and other is not None and is_right(one, other)


def text_of(term: Term) -> str:
    """What the term says, or is called."""
    return term.text if isinstance(term, Literal) else term


def _min_count(argument: Term, _reader: Reader) -> Check:
    least = int(text_of(argument))
    return lambda values, _node, _told: len(values) >= least


def _max_count(argument: Term, _reader: Reader) -> Check:
    most = int(text_of(argument))
    return lambda values, _node, _told: len(values) <= most


def _datatype(argument: Term, _reader: Reader) -> Check:
    return _all_are(
        lambda value, _told: isinstance(value, Literal) and value.datatype == argument and is_well_formed(value)
    )


def _class(argument: Term, _reader: Reader) -> Check:
    return _all_are(lambda value, told: told.is_a(value, str(argument)))


def _node_kind(argument: Term, _reader: Reader) -> Check:
    return _all_are(lambda value, _told: _is_node_kind(value, str(argument)))


def _in(argument: Term, reader: Reader) -> Check:
    allowed = frozenset(reader.items(argument))
    return _all_are(lambda value, _told: value in allowed)


def _has_value(argument: Term, _reader: Reader) -> Check:
    return lambda values, _node, _told: argument in values


def _min_length(argument: Term, _reader: Reader) -> Check:
    least = int(text_of(argument))
    return _all_are(lambda value, _told: len(text_of(value)) >= least)


def _min_inclusive(argument: Term, _reader: Reader) -> Check:
    return _all_are(lambda value, _told: _compares(value, argument, float.__ge__))


def _pattern(argument: Term, _reader: Reader) -> Check:
    wanted = re.compile(text_of(argument))
    return _all_are(lambda value, _told: wanted.search(text_of(value)) is not None)


def _less_than(argument: Term, _reader: Reader) -> Check:
    def check(values: Values, node: Term, told: Told) -> bool:
        others = told.values(node, str(argument))
        return all(_compares(value, other, float.__lt__) for value in values for other in others)

    return check


def _node(argument: Term, reader: Reader) -> Check:
    shape = reader.shape(argument)
    return _all_are(shape.holds)


def _or(argument: Term, reader: Reader) -> Check:
    shapes = [reader.shape(item) for item in reader.items(argument)]
    return _all_are(lambda value, told: any(shape.holds(value, told) for shape in shapes))


def _not(argument: Term, reader: Reader) -> Check:
    shape = reader.shape(argument)
    return _all_are(lambda value, told: not shape.holds(value, told))


COMPONENTS: Mapping[str, Callable[[Term, Reader], Check]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "datatype": _datatype,
    "class": _class,
    "nodeKind": _node_kind,
    "in": _in,
    "hasValue": _has_value,
    "minLength": _min_length,
    "minInclusive": _min_inclusive,
    "pattern": _pattern,
    "lessThan": _less_than,
    "node": _node,
    "or": _or,
    "not": _not,
}
