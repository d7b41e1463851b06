"""The SPARQL 1.1 Graph Store Protocol, as far as it reads: whole graphs, by their names."""

from __future__ import annotations

from urllib.parse import unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.asked import Asked, Limits
from kg.rdf import PREFIXES
from kg.serve.negotiation import TRIPLE_MEDIA, chosen
from kg.serve.protocol import accepted, decoded, only_one

ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
DOCUMENTS = "/rdf-graph-store/"


def wanted_graph(request: Request) -> str | None:
    """The name of the graph that the request is about; None for the default graph."""
    path = request.url.path
    if path.rstrip("/") != DOCUMENTS.rstrip("/"):
        return str(request.url.replace(query=""))  # direct: the address is the name
    parameters = decoded(request.url.query)
    name = only_one(parameters, "graph")
    if "default" in parameters and name is None:
        return None
    if name and "default" not in parameters:
        return name
    raise HTTPException(400, "which graph? Say ?default, or ?graph= with its name")


def graph_asked(request: Request, limits: Limits) -> tuple[Asked, dict[str, str]]:
    """What asks for the whole graph, and how to send it."""
    media = chosen(accepted(request, decoded(request.url.query), TRIPLE_MEDIA), TRIPLE_MEDIA)
    if not media:
        names = ", ".join(types[0] for types in TRIPLE_MEDIA.values())
        raise HTTPException(406, f"graphs are written as {names}")
    name = wanted_graph(request)
    asked = Asked(
        ALL,
        formats=tuple(media),
        default_graphs=(name,) if name else (),
        rows=limits.rows,
        answer_megabytes=limits.answer_megabytes,
    )
    return asked, media


def existence(name: str) -> Asked:
    """What asks whether there is a graph of that name."""
    return Asked("ASK { ?s ?p ?o }", formats=("csv",), default_graphs=(name,))


def own_graph(request: Request) -> str:
    """The graph that we call by this path: /graph/events is https://kg.example.org/graph/events."""
    return PREFIXES["kgg"] + unquote(request.path_params["name"])
