"""A knowledge graph of how online platforms are regulated, made from news articles."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.answers import Answer as Answer
    from kg.check import check_ontology as check_ontology
    from kg.difference import compare as compare
    from kg.endpoint import Endpoint as Endpoint
    from kg.errors import KgError as KgError
    from kg.evaluation import evaluate as evaluate
    from kg.explain import explanation as explanation
    from kg.fact_view import read_facts as read_facts
    from kg.knowledge_graph import Graph as Graph
    from kg.knowledge_graph import RemoteGraph as RemoteGraph
    from kg.model import Modality as Modality
    from kg.pipeline import build as build
    from kg.report import write_report as write_report
    from kg.review import doubts as doubts
    from kg.review import keep_judgements as keep_judgements
    from kg.selection import Selection as Selection
    from kg.summary import Summary as Summary
    from kg.validation import validate_graph as validate_graph
    from kg.view import write_view as write_view

__version__ = "0.1.0"

# Where each public name lives. It is imported when it is first asked for: the language model's library loads slowly.
PUBLIC = {
    "Answer": "kg.answers",
    "Endpoint": "kg.endpoint",
    "Graph": "kg.knowledge_graph",
    "KgError": "kg.errors",
    "Modality": "kg.model",
    "RemoteGraph": "kg.knowledge_graph",
    "Selection": "kg.selection",
    "Summary": "kg.summary",
    "build": "kg.pipeline",
    "check_ontology": "kg.check",
    "compare": "kg.difference",
    "doubts": "kg.review",
    "evaluate": "kg.evaluation",
    "explanation": "kg.explain",
    "keep_judgements": "kg.review",
    "read_facts": "kg.fact_view",
    "validate_graph": "kg.validation",
    "write_report": "kg.report",
    "write_view": "kg.view",
}


def __getattr__(name: str) -> Any:
    """The public thing of that name."""
    if name not in PUBLIC:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(PUBLIC[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(PUBLIC)
