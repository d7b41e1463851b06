"""Named questions: SPARQL with help and parameters, of which the values are RDF terms before they meet the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.answers import Answer
from kg.endpoint import Endpoint
from kg.errors import BadQuery, OntologyProblem, OntologyProblems, UnknownName
from kg.ontology import nearest
from kg.rdf import KG, Term, long
from kg.store import Snapshot, ask

ENDING = ".rq"
PARAMETER = re.compile(
    r"param\s+(?P<name>\w+)\s*:\s*(?P<type>\w+(?:\|\w+)*)\s*(?:=\s*(?P<default>.*?)\s*)?(?:\s—\s*(?P<help>.*))?$"
)
PERIOD = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
FIRST_DAY = "-01-01"
OR = "|"
ALONE = ("date", "number")  # of these, two at once are a contradiction
NUMBER = re.compile(r"-?\d{1,18}")
NOTHING = "UNDEF"

NAMES = """
SELECT DISTINCT ?name ?label WHERE {
  ?thing rdfs:label ?label ; rdfs:label|skos:altLabel ?name .
  FILTER NOT EXISTS { ?thing a kg:Article }
  FILTER NOT EXISTS { ?fact kg:tells ?thing }
  FILTER NOT EXISTS { ?thing skos:definition ?definition }
} ORDER BY ?name ?label
"""
CLASSES = """
SELECT DISTINCT ?class WHERE {
  { ?thing a ?class } UNION { ?class a owl:Class }
  FILTER STRSTARTS(STR(?class), STR(kg:))
} ORDER BY ?class
"""
COUNTRIES = """
SELECT DISTINCT ?country WHERE {
  { ?thing kg:country ?country } UNION { ?place a kg:Country ; rdfs:label ?country }
} ORDER BY ?country
"""

Given = str | int
Values = Mapping[str, Given | Iterable[Given]]
Place = Snapshot | Endpoint  # where the graph is


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question leaves open."""

    name: str
    type: str  # of PARAMETER_TYPES, or the words to choose from: "denied|possible"
    default: str | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A query that can be asked by its name, what it answers, and what it leaves open."""

    name: str
    sparql: str
    help: str = ""
    parameters: tuple[Parameter, ...] = ()

    @property
    def title(self) -> str:
        """The first line of the help."""
        return self.help.partition("\n")[0]


def load_questions(folder: Path) -> dict[str, Question]:
    """The questions in the folder by name, which is the file's; all that is wrong with them at once."""
    questions: dict[str, Question] = {}
    problems: list[OntologyProblem] = []
    for path in sorted(folder.glob(f"*{ENDING}")):
        try:
            questions[path.stem] = read_question(path)
        except OntologyProblems as found:
            problems += found.problems
    if problems:
        raise OntologyProblems(problems)
    return questions


def read_question(path: Path) -> Question:
    """The question that the file asks."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyProblems([OntologyProblem(str(path), f"cannot be read: {error}")]) from error
    return parse_question(path.stem, text, place=str(path))


def parse_question(name: str, text: str, *, place: str = "query") -> Question:
    """The question that the text asks: its first comments are the help and the parameters."""
    problems: list[OntologyProblem] = []
    help_lines: list[str] = []
    parameters: list[Parameter] = []
    for number, comment in enumerate(leading_comments(text), 1):
        if not comment.startswith("param "):
            help_lines.append(comment)
        elif (found := PARAMETER.match(comment)) and (found["type"] in PARAMETER_TYPES or OR in found["type"]):
            parameters.append(Parameter(found["name"], found["type"], found["default"], found["help"] or ""))
        else:
            problems.append(OntologyProblem(f"{place}:{number}", wrong_parameter(comment)))
    missing = [parameter.name for parameter in parameters if not values_block(parameter.name).search(text)]
    problems += [OntologyProblem(place, f"no VALUES ?{each} {{ UNDEF }} for its parameter {each}") for each in missing]
    if problems:
        raise OntologyProblems(problems)
    return Question(name, text, "\n".join(help_lines).strip(), tuple(parameters))


def leading_comments(text: str) -> Iterator[str]:
    """The lines of comment that the text begins with, without their sign."""
    for line in text.lstrip().splitlines():
        if not line.startswith("#"):
            return
        yield line.lstrip("#").strip()


def wrong_parameter(comment: str) -> str:
    """What is wrong with a parameter's declaration."""
    types = f"one of {', '.join(PARAMETER_TYPES)}, or words to choose from, a|b"
    return f"{comment!r} is no parameter: write '# param NAME: TYPE = VALUE — help', where TYPE is {types}"


def values_block(parameter: str) -> re.Pattern[str]:
    """The place in a query where the values of the parameter stand."""
    return re.compile(rf"\bVALUES\s+\?{re.escape(parameter)}\s*\{{\s*{NOTHING}\s*\}}", re.IGNORECASE)


def fill(question: Question, values: Values, place: Place) -> str:
    """The question as SPARQL, its parameters filled with the values, or else with their defaults."""
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in values:
        if name not in known:
            raise UnknownName(f"parameter of {question.name}", name, nearest(name, known))
    sparql = question.sparql
    for parameter in question.parameters:
        terms = terms_for(parameter, values.get(parameter.name), place)
        sparql = bind(sparql, parameter.name, terms)
    return sparql


def told(place: Place, sparql: str) -> Answer:
    """What the graph answers, here or elsewhere."""
    return place.ask(sparql) if isinstance(place, Endpoint) else ask(place, sparql)


def terms_for(parameter: Parameter, given: Given | Iterable[Given] | None, place: Place) -> tuple[Term, ...]:
    """
    The values of the parameter as terms, each once; none where it stays open, as with an empty value.

    Raises BadQuery for a value that cannot be, or a second date or number; UnknownName for what the graph lacks.
    """
    if given is None:
        # A default need not be in every graph: it is taken by its word.
        return () if parameter.default is None else (default_term(parameter),)
    several = [str(value) for value in ([given] if isinstance(given, str | int) else given) if value != ""]
    term = PARAMETER_TYPES.get(parameter.type, word_term)
    terms = tuple(dict.fromkeys(term(parameter, value, place) for value in several))
    if parameter.type in ALONE and len(terms) > 1:
        raise BadQuery(f"{parameter.name} is given as {' and as '.join(several)}: give one {parameter.type}")
    return terms


def default_term(parameter: Parameter) -> Term:
    """The parameter's default as a term."""
    default = parameter.default or ""
    if parameter.type == "number":
        return Literal(int(default))
    return NamedNode(class_iri(default)) if parameter.type == "class" else Literal(default)


def bind(sparql: str, parameter: str, terms: Iterable[Term]) -> str:
    """
    The query with the terms where the parameter's values stand; without a term the parameter is left open.

    The engine writes the terms, and escapes in them whatever could end them.
    """
    written = " ".join(map(str, terms))
    block = f"VALUES ?{parameter} {{ {written} }}" if written else ""
    return values_block(parameter).sub(lambda _: block, sparql)


# Types of parameters


def name_term(parameter: Parameter, given: str, place: Place) -> Term:
    """The label of the thing that is called so in the graph, in whatever case it is given."""
    labels: dict[str, str] = {}
    for row in told(place, NAMES):
        # What is labelled so comes before what is also called so.
        if row["name"] == row["label"] or row["name"] not in labels:
            labels[row["name"]] = row["label"]
    folded = {name.casefold(): labels[name] for name in sorted(labels, reverse=True)}
    found = labels.get(given) or folded.get(given.casefold())
    if found is None:
        raise UnknownName(parameter.name, given, nearest(given, labels))
    return Literal(found)


def text_term(_parameter: Parameter, given: str, _place: Place) -> Term:
    """The words as they are given."""
    return Literal(given)


def word_term(parameter: Parameter, given: str, _place: Place) -> Term:
    """The one of the parameter's words that is given, in whatever case."""
    words = parameter.type.split(OR)
    if given.lower() not in words:
        raise BadQuery(f"{parameter.name}={given!r} is none of {', '.join(words)}")
    return Literal(given.lower())


def country_term(parameter: Parameter, given: str, place: Place) -> Term:
    """The country that the graph calls so, in whatever case it is given."""
    countries = {row["country"].casefold(): row["country"] for row in told(place, COUNTRIES)}
    if given.casefold() not in countries:
        raise UnknownName(parameter.name, given, nearest(given, countries.values()))
    return Literal(countries[given.casefold()])


def class_term(parameter: Parameter, given: str, place: Place) -> Term:
    """The class of the ontology: "Regulator" or "kg:Regulator"."""
    classes = {row["class"].removeprefix("kg:") for row in told(place, CLASSES)}
    name = class_iri(given).removeprefix(KG)
    if name not in classes:
        raise UnknownName(parameter.name, given, nearest(name, classes))
    return NamedNode(KG + name)


def class_iri(name: str) -> str:
    """The IRI of the class that is written so."""
    return long(name) if ":" in name else KG + name


def date_term(parameter: Parameter, given: str, _place: Place) -> Term:
    """A year, month or day of the calendar."""
    if not PERIOD.fullmatch(given) or not _is_in_the_calendar(given + FIRST_DAY[len(given) - len("2018") :]):
        raise BadQuery(f"{parameter.name}={given!r} is no date: write 2018, 2018-11 or 2018-11-12")
    return Literal(given)


def _is_in_the_calendar(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def number_term(parameter: Parameter, given: str, _place: Place) -> Term:
    """A whole number."""
    if not NUMBER.fullmatch(given):
        raise BadQuery(f"{parameter.name}={given!r} is no whole number")
    return Literal(int(given))


PARAMETER_TYPES: dict[str, Callable[[Parameter, str, Place], Term]] = {
    "name": name_term,
    "text": text_term,
    "country": country_term,
    "class": class_term,
    "date": date_term,
    "number": number_term,
}
