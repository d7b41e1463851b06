"""What follows from the facts: the ontology's rules, each a SPARQL query that constructs derivations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyProblem, OntologyProblems
from kg.graph import addition
from kg.model import fingerprint
from kg.ontology import Ontology, nearest
from kg.query_errors import problem_of
from kg.rdf import ID, LABEL, PREFIXES, RDF_TYPE, graph_key, in_order
from kg.store import Snapshot, complaint
from kg.terms import DERIVED, DERIVED_FROM, kg_term

SUBJECT, PREDICATE, OBJECT = (kg_term(name) for name in ("derivedSubject", "derivedPredicate", "derivedObject"))
RULE = kg_term("rule")
DERIVATION = kg_term("Derivation")
GENERATED_BY, ACTIVITY = (ox.NamedNode(PREFIXES["prov"] + name) for name in ("wasGeneratedBy", "Activity"))
# Words with which a query reaches out of the graph; a rule has no use for them.
REACHING_OUT = re.compile(r"(?<![\w?$:])(SERVICE|LOAD|FROM)", re.IGNORECASE)
LINE = re.compile(r"line (\d+),")
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

# What a rule concludes: subject, predicate, object.
Conclusion = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


@dataclass(frozen=True, slots=True)
class Rule:
    """A query that concludes relations from facts."""

    name: str
    says: str  # what it concludes, in a sentence
    sparql: str


def load_rules(ontology: Ontology) -> tuple[Rule, ...]:
    """The rules of the ontology, by name; all that is wrong with them is told at once."""
    paths = sorted((ontology.folder / "rules").glob("*.rq"))
    problems = [problem for path in paths for problem in _problems(path, ontology)]
    if problems:
        raise OntologyProblems(problems)
    texts = {path.stem: path.read_text(encoding="utf-8") for path in paths}
    return tuple(Rule(name, _header(text), text) for name, text in texts.items())


def derive(snapshot: Snapshot, ontology: Ontology) -> tuple[ox.Quad, ...]:
    """
    What the rules conclude and no quad says yet, with the rule and the facts that it rests on, in order.

    The store holds the ontology too, and all of it in the default graph.
    """
    derived = [quad for rule in load_rules(ontology) for quad in _conclude(rule, snapshot.engine)]
    return tuple(in_order(set(derived), graph_key))


def _conclude(rule: Rule, store: ox.Store) -> Iterator[ox.Quad]:
    """The rule's conclusions with their derivations; a relation that a text states needs none."""
    activity = ox.NamedNode(f"{ID}rule-{rule.name}")
    for conclusion, facts in _conclusions(rule, store).items():
        if any(store.quads_for_pattern(*conclusion)):
            continue
        subject, predicate, object_ = conclusion
        node = ox.NamedNode(f"{ID}d-{fingerprint(rule.name, *map(str, conclusion))}")
        yield ox.Quad(node, RDF_TYPE, DERIVATION, DERIVED)
        yield ox.Quad(node, RULE, ox.Literal(rule.name), DERIVED)
        yield ox.Quad(node, GENERATED_BY, activity, DERIVED)
        yield ox.Quad(activity, RDF_TYPE, ACTIVITY, DERIVED)
        yield ox.Quad(activity, LABEL, ox.Literal(rule.says), DERIVED)
        yield from (ox.Quad(node, DERIVED_FROM, fact, DERIVED) for fact in facts)
        yield from (ox.Quad(*said, DERIVED) for said in addition(node, subject, predicate, object_))


def _conclusions(rule: Rule, store: ox.Store) -> dict[Conclusion, set[ox.NamedNode]]:
    """Each conclusion of the rule with all the facts that lead to it."""
    told: dict[ox.BlankNode, dict[ox.NamedNode, ox.NamedNode]] = {}
    for triple in _constructed(rule, store):
        told.setdefault(triple.subject, {})[triple.predicate] = triple.object
    found: dict[Conclusion, set[ox.NamedNode]] = {}
    for node in told.values():
        found.setdefault((node[SUBJECT], node[PREDICATE], node[OBJECT]), set()).add(node[DERIVED_FROM])
    return found


def _constructed(rule: Rule, store: ox.Store) -> ox.QueryTriples:
    result = store.query(rule.sparql)
    assert isinstance(result, ox.QueryTriples)
    return result


def _header(text: str) -> str:
    """The comment at the head of a query, as one line."""
    lines = [line.removeprefix("#").strip() for line in _leading_comment(text)]
    return " ".join(lines)


def _without_header(text: str) -> str:
    """The text with its header's lines left empty, so that all others keep their numbers."""
    lines = text.splitlines()
    comment = [*_leading_comment(text)]
    return "\n".join(["" for _ in comment] + lines[len(comment) :])


def _leading_comment(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line


def _problems(path: Path, ontology: Ontology) -> Iterator[OntologyProblem]:
    """All that is wrong with a rule's file."""
    text = path.read_text(encoding="utf-8")
    query = ESCAPE.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), _without_header(text))
    if not _header(text):
        yield OntologyProblem(f"{path}:1", "a rule begins with a comment that says what it concludes")
    if reaching := REACHING_OUT.search(query):
        yield OntologyProblem(_place(path, query, reaching.start()), f"a rule stays in the graph: no {reaching[0]}")
        return
    if complaint(query, prefixes={}):
        problem = problem_of(query, partial(complaint, prefixes={}))
        line = LINE.match(problem)
        yield OntologyProblem(f"{path}:{line[1] if line else 1}", f"not SPARQL: {problem}")
        return
    result = ox.Store().query(query)
    if not isinstance(result, ox.QueryTriples):
        yield OntologyProblem(f"{path}:1", "a rule is a CONSTRUCT query")
    yield from _unknown_words(path, query, ontology)


def _unknown_words(path: Path, query: str, ontology: Ontology) -> Iterator[OntologyProblem]:
    for match in re.finditer(r"\bkg:(\w+)", query):
        if match[1] not in ontology.names:
            near = nearest(match[1], ontology.names)
            yield OntologyProblem(_place(path, query, match.start()), f"the ontology has no {match[1]!r}", near)


def _place(path: Path, text: str, position: int) -> str:
    return f"{path}:{text.count(chr(10), 0, position) + 1}"
