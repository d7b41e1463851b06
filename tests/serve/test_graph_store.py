"""The Graph Store HTTP Protocol, its reading half, case by case."""

from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse

from kg.rdf import ID
from kg.terms import EVENTS
from tests.small_graph import small_quads, small_words, words_of

STORE = "/rdf-graph-store"


def of_graph(name):
    return {quad.triple for quad in small_quads() if words_of(quad.graph_name) == name}


def triples(answered):
    return {quad.triple for quad in parse(answered.body, format=RdfFormat.TURTLE)}


@pytest.mark.parametrize("path", [f"{STORE}?graph={quote(EVENTS.value)}", "/graph/events"])
def test_a_named_graph_is_given_whole(server, path):
    answered = server(path)

    assert (answered.status, answered.media) == (200, "text/turtle")
    assert triples(answered) == of_graph(EVENTS.value)


def test_the_default_graph_is_given_whole(server):
    assert triples(server(f"{STORE}?default")) == {quad.triple for quad in small_quads()}


def test_the_graph_of_an_article_has_the_articles_name(server):
    name = next(graph for *_, graph in small_words() if graph.startswith(ID))

    assert triples(server(f"{STORE}?graph={quote(name)}")) == of_graph(name)


@pytest.mark.parametrize("path", [f"{STORE}?default", f"{STORE}?graph={quote(EVENTS.value)}", "/graph/events"])
def test_the_head_of_a_graph_tells_its_size_and_type(server, path):
    head, whole = server(path, "HEAD"), server(path)

    assert (head.status, head.body, head.media) == (200, b"", "text/turtle")
    assert head.headers["content-length"] == str(len(whole.body))


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
        ("text/turtle;q=0.2, application/ld+json;q=0.9", "application/ld+json"),
        ("*/*", "text/turtle"),
    ],
)
def test_a_graph_comes_in_the_form_that_the_client_wants(server, accept, media):
    assert server(f"{STORE}?default", accept=accept).media == media


def test_a_form_that_graphs_have_not_is_not_acceptable(server):
    assert server(f"{STORE}?default", accept="text/csv").status == 406


@pytest.mark.parametrize(
    "path", [f"{STORE}?graph=http%3A%2F%2Fnowhere.example%2F", f"{STORE}/nothing", "/graph/nothing"]
)
def test_a_graph_that_is_not_there_is_not_found(server, path):
    assert server(path).status == 404
    assert server(path, "HEAD").status == 404


@pytest.mark.parametrize(
    "query", ["", "?", "?default&graph=http%3A%2F%2Fa%2F", "?graph=a&graph=b", "?graph=", "?graph=a"]
)
def test_which_graph_is_meant_must_be_said_once(server, query):
    assert server(f"{STORE}{query}").status == 400


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_graphs_are_read_here_and_not_written(server, method):
    answered = server(f"{STORE}?default", method, "<a:b> <a:c> <a:d> .", content_type="text/turtle")

    assert answered.status == 405
    assert "GET" in answered.headers["allow"]
