"""Whether an ontology is whole: all its files, and every example of its grammar read as an article would be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from kg.annotate import annotate
from kg.errors import BadQuery, OntologyProblem, OntologyProblems
from kg.exporters.facts import label, told_slots
from kg.extract import extract, load_lexicon
from kg.grammar import Example, Grammar, Pattern, load_grammar
from kg.knowledge_graph import Graph
from kg.model import Article, Fact, Knowledge, Modality
from kg.ontology import Ontology, bundled_ontology, load_ontology, nearest
from kg.placed_yaml import Placed, read_placed
from kg.questions import load_questions
from kg.rules import load_rules
from kg.shape_file import load_constraints
from kg.shapes import validate
from kg.store import ask, snapshot_of
from kg.summary import counted

OUR_WORD = re.compile(r"\bkg:(\w+)")
OTHER_NAMES = ("owner", "parent", "same")  # what an entry of names/ says with another entry's name

Told = Mapping[str, tuple[str, ...]]  # slot → labels, as an example tells a fact


@dataclass(frozen=True, slots=True)
class Checked:
    """How much there is in an ontology without a problem."""

    folder: Path
    names: int
    patterns: int
    examples: int
    rules: int
    questions: int

    def __str__(self) -> str:
        grammar = f"{counted(self.patterns, 'pattern')} with {counted(self.examples, 'example')}"
        rest = f"{counted(self.rules, 'rule')}, {counted(self.questions, 'question')}"
        return f"{self.folder}: {grammar}, {counted(self.names, 'name')}, {rest}; no problem found"


def check_ontology(folder: Path | str | None = None) -> Checked:
    """How much there is in the ontology; OntologyProblems where anything is wrong, all at once."""
    place = Path(folder) if folder else bundled_ontology()
    ontology = load_ontology(place)
    if problems := [problem for find in PARTS for problem in find(ontology)]:
        raise OntologyProblems(problems)
    grammar = load_grammar(place)
    if problems := [*example_problems(grammar)]:
        raise OntologyProblems(problems)
    return Checked(
        folder=place,
        names=len(grammar.names),
        patterns=len(grammar.patterns),
        examples=sum(len(pattern.examples) for pattern in grammar.patterns),
        rules=len(load_rules(ontology)),
        questions=len(load_questions(place / "queries")),
    )


# The parts of an ontology


def grammar_problems(ontology: Ontology) -> Iterator[OntologyProblem]:
    """What is wrong with grammar, names and words."""
    yield from problems_when(lambda: load_grammar(ontology.folder))
    yield from problems_when(lambda: load_lexicon(ontology.folder))


def name_problems(ontology: Ontology) -> Iterator[OntologyProblem]:
    """Where an entry of names/ speaks of another entry that is not there."""
    paths = sorted((ontology.folder / "names").glob("*.yaml"))
    entries = [entry.mapping() for path in paths for entry in read_placed(path, []).items()]
    names = {entry["name"].plain() for entry in entries if "name" in entry}
    told = ((key, entry[key]) for entry in entries for key in OTHER_NAMES if key in entry)
    return (unknown_name(key, other, names) for key, other in told if other.plain() not in names)


def unknown_name(key: str, other: Placed, names: Iterable[str]) -> OntologyProblem:
    """What is wrong with an entry that names another."""
    return OntologyProblem(other.place, f"{key}: no known name {other.plain()!r}", nearest(str(other.plain()), names))


def rule_problems(ontology: Ontology) -> Iterator[OntologyProblem]:
    """What is wrong with the rules."""
    return problems_when(lambda: load_rules(ontology))


def shape_problems(ontology: Ontology) -> Iterator[OntologyProblem]:
    """What is wrong with the shapes."""
    if not (ontology.folder / "shapes.ttl").is_file():
        return
    yield from problems_when(lambda: load_constraints(ontology))
    nothing = Graph.of(Knowledge(()), (), ontology=ontology.folder)
    yield from problems_when(lambda: validate(nothing.to_rdflib(), ontology))
    yield from word_problems(ontology.folder / "shapes.ttl", ontology)


def question_problems(ontology: Ontology) -> Iterator[OntologyProblem]:
    """What is wrong with the questions."""
    folder = ontology.folder / "queries"
    found = [*problems_when(lambda: load_questions(folder))]
    yield from found
    questions = {} if found else load_questions(folder)
    for name, question in questions.items():
        path = folder / f"{name}.rq"
        try:
            ask(snapshot_of(()), question.sparql)
        except BadQuery as error:
            line, _, problem = error.problem.removeprefix("line ").partition(", ")
            yield OntologyProblem(f"{path}:{line}" if problem else str(path), problem or error.problem)
        yield from word_problems(path, ontology)
        if not question.help:
            yield OntologyProblem(f"{path}:1", "a question begins with a comment that says what it answers")


PARTS: tuple[Callable[[Ontology], Iterator[OntologyProblem]], ...] = (
    shape_problems,
    grammar_problems,
    name_problems,
    rule_problems,
    question_problems,
)


def problems_when(load: Callable[[], object]) -> Iterator[OntologyProblem]:
    """What is told to be wrong when something is loaded."""
    try:
        load()
    except OntologyProblems as found:
        yield from found.problems


def word_problems(path: Path, ontology: Ontology) -> Iterator[OntologyProblem]:
    """Where a file uses a word of ours that the ontology does not define."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        for match in OUR_WORD.finditer(line):
            if match[1] not in ontology.names and not line.lstrip().startswith("#"):
                near = nearest(match[1], ontology.names)
                yield OntologyProblem(f"{path}:{number}", f"the ontology has no {match[1]!r}", near)


# Examples


def example_problems(grammar: Grammar) -> Iterator[OntologyProblem]:
    """Where an example of the grammar does not give the facts that it tells."""
    examples = [(pattern, example) for pattern in grammar.patterns for example in pattern.examples]
    yield from (
        OntologyProblem(pattern.place, f"{pattern.name} has no example")
        for pattern in grammar.patterns
        if not pattern.examples
    )
    articles = [Article(f"{number}", example.text) for number, (_, example) in enumerate(examples)]
    lexicon = load_lexicon(grammar.ontology.folder)
    for (pattern, example), parse in zip(examples, annotate(articles), strict=True):
        facts = [fact for fact in extract(parse, grammar, lexicon).facts if is_asserted(fact, pattern.fact)]
        yield from (OntologyProblem(example.place, words) for words in mistakes(pattern, example, facts, grammar))


def is_asserted(fact: Fact, kind: str) -> bool:
    """True of an asserted fact of that type."""
    return fact.modality is Modality.ASSERTED and fact.type == kind


def mistakes(pattern: Pattern, example: Example, found: Sequence[Fact], grammar: Grammar) -> Iterator[str]:
    """What is wrong with an example, or with what was found in it."""
    unknown = sorted({slot for told in example.facts for slot in told} - grammar.ontology.slots.keys())
    for slot in unknown:
        near = nearest(slot, grammar.ontology.slots)
        yield f"an example's fact has no slot {slot!r}" + (f"; did you mean {near!r}?" if near else "")
    if not unknown and not is_as_told(example.facts, [labels(fact) for fact in found]):
        wanted = " and ".join(map(told_example, example.facts)) or "nothing"
        seen = " and ".join(told_slots(fact.slots) for fact in found) or "nothing"
        yield f"{pattern.name}: “{example.text}” should give {pattern.fact} of {wanted}; found: {seen}"


def labels(fact: Fact) -> Told:
    """The fact as an example would tell it."""
    return {slot: tuple(label(mention.value) for mention in mentions) for slot, mentions in fact.slots.items()}


def is_as_told(wanted: Sequence[Told], found: Sequence[Told]) -> bool:
    """True where the facts found are the facts told, one for one; slots that are not told are free."""
    if len(wanted) != len(found):
        return False
    orders = permutations(found)
    return any(all(map(has_slots, order, wanted)) for order in orders)


def has_slots(found: Told, wanted: Told) -> bool:
    """True where the fact found has just the labels wanted in each slot that is told."""
    return all(folded(found.get(slot, ())) == folded(told) for slot, told in wanted.items())


def folded(fillers: Iterable[str]) -> list[str]:
    """The labels, in whatever case and order they stand."""
    return sorted({filler.casefold() for filler in fillers})


def told_example(told: Told) -> str:
    """
    The fact of an example in a line.

    agent: Weibo, target: accounts
    """
    return ", ".join(f"{slot}: {' & '.join(fillers)}" for slot, fillers in told.items()) or "anything"
