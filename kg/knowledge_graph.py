"""A graph to ask: what programs and notebooks use."""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from kg.analysis import network
from kg.answers import Answer
from kg.archive import STORE, hold_current, read_knowledge, remembered_ontology
from kg.asked import Asked, Limits
from kg.asking.worker import Worker
from kg.endpoint import Endpoint
from kg.errors import BadQuery, NoOntology, NoQueryFile, OntologyProblems, UnknownName
from kg.exporters import export, export_folder
from kg.exporters.facts import fact_rows
from kg.model import Knowledge, Modality
from kg.ontology import bundled_ontology, nearest
from kg.publishing import Progress, Published, publish
from kg.query_text import refuse_files
from kg.questions import ENDING, Given, Question, fill, load_questions, parse_question
from kg.rdf import PREFIXES, XSD, sorted_triples
from kg.store import (
    Snapshot,
    ask,
    is_ordered,
    open_snapshot,
    quads_of,
    read_answer,
    refuse_reach,
    snapshot_of,
    triples_of,
)
from kg.summary import Summary

if TYPE_CHECKING:
    from types import TracebackType

    import rdflib

    from kg.analysis import Network

QUESTIONS = "queries"  # in the ontology's folder
NAME = re.compile(r"[\w-]*")


@dataclass(frozen=True, eq=False)
class Graph:
    """
    A knowledge graph, to be asked, listed, and taken elsewhere.

    graph = Graph.open("graph")
    graph.query("regulators", platform="WeChat").to_dataframe()
    """

    snapshot: Snapshot
    read: Callable[[], Knowledge]
    close: Callable[[], object]
    ontology: Path
    summary: Summary | None = None  # of the build that has just made it; a graph opened later has none

    @classmethod
    def open(cls, folder: Path | str, *, ontology: Path | None = None) -> Graph:
        """
        The graph that was built into the folder; later builds do not change it while it is open.

        Its ontology is the one that it was built with, unless another folder is given.
        """
        hold = hold_current(Path(folder))
        try:
            snapshot = open_snapshot(hold.build / STORE)
            place = ontology or remembered_ontology(hold.build) or bundled_ontology()
        except BaseException:
            hold.release()
            raise
        # Whoever forgets to close the graph keeps an old build on disk no longer than needed.
        close = weakref.finalize(snapshot, hold.release)
        return cls(snapshot, lambda: read_knowledge(hold.build), close, place)

    @classmethod
    def of(cls, knowledge: Knowledge, quads: Iterable[Quad], *, ontology: Path | None = None) -> Graph:
        """The knowledge and its quads as a graph in memory."""
        return cls(snapshot_of(quads), lambda: knowledge, lambda: None, ontology or bundled_ontology())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def knowledge(self) -> Knowledge:
        """All that the articles say, and what is the same in it."""
        return self.read()

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions that can be asked by name."""
        return load_questions(self.ontology / QUESTIONS)

    def query(self, text_or_name: str, **parameters: Given | Iterable[Given]) -> Answer:
        """The answer to a question by its name, to the query in a file.rq, or to SPARQL."""
        question = self.question(text_or_name)
        return ask(self.snapshot, fill(question, parameters, self.snapshot))

    def query_within(self, limits: Limits, text_or_name: str, **parameters: Given | Iterable[Given]) -> Answer:
        """The same answer, from a process of its own that reaches no network, and is stopped at the limits."""
        question = self.question(text_or_name)
        with Worker(self.snapshot.folder, limits) as worker:  # it starts while the question is filled in
            sparql = fill(question, parameters, self.snapshot)
            written = worker.ask(Asked(sparql, rows=limits.rows, answer_megabytes=limits.answer_megabytes))
        return read_answer(written, is_ordered=is_ordered(sparql))

    def question(self, text_or_name: str) -> Question:
        """The question of that name, in that file, or in those words."""
        return question_called(text_or_name, self.questions, self.ontology)

    def facts(self, modalities: Collection[Modality] = (Modality.ASSERTED,)) -> list[dict[str, Any]]:
        """The facts in the fact view, each with its id: a list that pandas.DataFrame takes."""
        return fact_rows(fact for fact in self.knowledge.facts if fact.modality in modalities)

    def quads(self) -> Iterator[Quad]:
        """All that the graph says, and in which article's graph it says so."""
        return quads_of(self.snapshot)

    def triples(self) -> Iterator[Triple]:
        """All that the graph says, each triple once."""
        return triples_of(self.snapshot)

    def export(self, name: str, output: BinaryIO) -> None:
        """Write the graph in the format of that name."""
        export(self, name, output)

    def publish(self, endpoint: Endpoint, progress: Progress = lambda _done, _total: None) -> Published:
        """Put the graph onto the server, in place of the one that was published there before."""
        return publish(self.snapshot, endpoint, progress)

    def export_folder(self, name: str, folder: Path | str, *, shards: int = 1) -> None:
        """Write the graph into the folder, in a format of several files, or as N-Quads in so many shards."""
        export_folder(self, name, Path(folder), shards=shards)

    def to_networkx(self) -> Network:
        """Things as nodes, facts as edges between them."""
        return network(self.knowledge)

    def to_rdflib(self) -> rdflib.Graph:
        """All triples as an rdflib Graph."""
        return rdflib_graph(sorted_triples(self.triples()))


@dataclass(frozen=True, eq=False)
class RemoteGraph:
    """
    A graph that was published on a SPARQL 1.1 server, to be asked as if it were here.

    kg.RemoteGraph.at("http://localhost:7878/query").query("fines", since="2023")
    """

    endpoint: Endpoint
    ontology: Path

    @classmethod
    def at(cls, url: str, *, ontology: Path | None = None) -> RemoteGraph:
        """The graph at the address; user and password are taken from KG_STORE_USER and KG_STORE_PASSWORD."""
        return cls(Endpoint(url), ontology or bundled_ontology())

    def query(self, text_or_name: str, **parameters: Given | Iterable[Given]) -> Answer:
        """The answer to a question by its name, to the query in a file.rq, or to SPARQL that reaches no further."""
        return self.endpoint.ask(self.filled(text_or_name, parameters))

    def query_within(self, limits: Limits, text_or_name: str, **parameters: Given | Iterable[Given]) -> Answer:
        """The same answer, unless it takes more seconds or rows than the limits allow."""
        return self.endpoint.ask(self.filled(text_or_name, parameters), limits)

    def filled(self, text_or_name: str, parameters: Mapping[str, Given | Iterable[Given]]) -> str:
        """The question as SPARQL; BadQuery where it asks another server, or files."""
        question = question_called(text_or_name, load_questions(self.ontology / QUESTIONS), self.ontology)
        sparql = fill(question, parameters, self.endpoint)
        refuse_files(sparql)
        refuse_reach(Asked(sparql))
        return sparql


def question_called(text_or_name: str, questions: Mapping[str, Question], ontology: Path) -> Question:
    """The question of that name, in that file, or in those words."""
    if text_or_name in questions:
        return questions[text_or_name]
    if NAME.fullmatch(text_or_name):
        if not ontology.is_dir():
            raise NoOntology(ontology)
        raise UnknownName("question", text_or_name, nearest(text_or_name, questions))
    is_file = text_or_name.endswith(ENDING) and "\n" not in text_or_name
    try:
        return question_in(Path(text_or_name)) if is_file else parse_question("this query", text_or_name)
    except OntologyProblems as found:
        raise BadQuery(str(found.problems[0])) from found


def question_in(path: Path) -> Question:
    """The question in somebody's file."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise NoQueryFile(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise NoQueryFile(path, "it is no text in UTF-8") from error
    return parse_question(path.stem, text, place=str(path))


def rdflib_graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """The triples as an rdflib Graph in its own memory."""
    import rdflib  # noqa: PLC0415  (it takes half a second to load, and a query needs none of it)

    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add((rdflib_term(triple.subject), rdflib_term(triple.predicate), rdflib_term(triple.object)))
    return graph


def rdflib_term(term: Any) -> rdflib.Node:
    """The term in rdflib's; a plain string has no datatype there."""
    import rdflib  # noqa: PLC0415  (as above)

    match term:
        case NamedNode():
            return rdflib.URIRef(term.value)
        case BlankNode():
            return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == XSD + "string" else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)
