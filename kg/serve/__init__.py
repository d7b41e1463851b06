"""The graph on a network: SPARQL for programs, pages for people."""

from kg.serve.app import make_app, serve
from kg.serve.settings import Settings

__all__ = ["Settings", "make_app", "serve"]
