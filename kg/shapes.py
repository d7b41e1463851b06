"""What a graph must have, by the ontology's shapes (SHACL)."""

from __future__ import annotations

from dataclasses import dataclass

import pyshacl
import rdflib
from rdflib.plugins.parsers.notation3 import BadSyntax

from kg.constraints import Violation
from kg.errors import OntologyProblem, OntologyProblems
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of an ontology, with its terms, parsed once."""

    shapes: rdflib.Graph
    terms: rdflib.Graph
    place: str

    def violations(self, graph: rdflib.Graph) -> tuple[Violation, ...]:
        """Where the graph is not as the shapes want it, in order."""
        # An rdflib graph in its own memory: on a foreign store the validator finds faults that are none.
        _, report, text = pyshacl.validate(graph, shacl_graph=self.shapes, ont_graph=self.terms, inference="none")
        if not isinstance(report, rdflib.Graph):
            raise OntologyProblems([OntologyProblem(self.place, f"no shapes to go by: {text}")])
        results = report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)
        return tuple(sorted({_violation(report, result) for result in results}))


def load_shapes(ontology: Ontology) -> Shapes:
    """The shapes of the ontology."""
    return Shapes(_turtle(ontology, "shapes.ttl"), _turtle(ontology, "kg.ttl"), str(ontology.folder / "shapes.ttl"))


def validate(graph: rdflib.Graph, ontology: Ontology) -> tuple[Violation, ...]:
    """Where the graph is not as the ontology's shapes want it, in order."""
    return load_shapes(ontology).violations(graph)


def _turtle(ontology: Ontology, name: str) -> rdflib.Graph:
    path = ontology.folder / name
    try:
        return rdflib.Graph().parse(data=path.read_text(encoding="utf-8"), format="turtle")
    except OSError as error:
        raise OntologyProblems([OntologyProblem(str(path), f"cannot be read: {error.strerror}")]) from error
    except BadSyntax as error:
        raise OntologyProblems([OntologyProblem(f"{path}:{error.lines + 1}", "not Turtle")]) from error


def _violation(report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    return Violation(
        node=str(report.value(result, rdflib.SH.focusNode)),
        path=str(report.value(result, rdflib.SH.resultPath) or ""),
        message=" ".join(sorted(str(message) for message in report.objects(result, rdflib.SH.resultMessage))),
        constraint=str(report.value(result, rdflib.SH.sourceConstraintComponent) or ""),
    )
