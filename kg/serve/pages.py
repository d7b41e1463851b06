"""What people see: questions and their answers, and a page for each thing, event and article."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import unquote, urlencode

from anyio import to_thread
from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.answers import Answer
from kg.asked import Asked
from kg.asking.pool import Caller
from kg.errors import BadQuery, QueryStopped, UnknownName
from kg.questions import Question, fill
from kg.rdf import ID, PREFIXES, long
from kg.rdf import shown as in_words
from kg.serve.articles import marked_text
from kg.serve.briefs import (
    ABOUT_ARTICLE,
    ARTICLES,
    DOUBTFUL,
    EVENTS,
    IN_ARTICLE,
    MATCHES,
    MOST,
    NAMES,
    PLACE,
    TOLD,
    TRIPLES,
    Asker,
    Brief,
    is_of,
    path_of,
    shown,
)
from kg.serve.drawings import cell, chart_of, link_of, picture_of
from kg.serve.negotiation import PAGE_MEDIA, TRIPLE_MEDIA, chosen, content_type
from kg.serve.opened import Opened
from kg.serve.patience import Patience
from kg.serve.protocol import FORM, accepted, body_of, decoded, only_one
from kg.serve.settings import Settings
from kg.serve.templates import EDITOR, POLICY, SCRIPT, STYLE, asset, has_editor, page
from kg.store import Snapshot, ask, is_ordered, read_answer

MOST_ROWS = 500  # on a page; the rest is there as a file
EXAMPLE = """SELECT ?who ?whom ?date WHERE {
  ?fine a kg:Fine ; kg:agent/rdfs:label ?who ; kg:target/rdfs:label ?whom ; kg:date ?date .
}
ORDER BY DESC(?date)
LIMIT 50"""
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
# What is told of a thing itself and of the events it takes part in; programs get no more than this, and no less.
DESCRIPTION = """
CONSTRUCT { IT ?p ?o . ?o rdfs:label ?label . ?event ?slot IT ; rdfs:label ?caption } WHERE {
  { IT ?p ?o OPTIONAL { ?o rdfs:label ?label } }
  UNION { ?event ?slot IT ; rdfs:label ?caption . FILTER(?slot != kg:mentions) }
}
"""


class Pages:
    """What answers people."""

    def __init__(self, settings: Settings, patience: Patience, opened: Opened) -> None:
        self.settings, self.patience, self.opened = settings, patience, opened

    def routes(self) -> list[Route]:
        """The addresses that it answers at."""
        return [
            Route("/", self.explorer),
            Route("/query", self.query, methods=["GET", "POST"]),
            Route("/questions", self.questions),
            Route("/questions/{name}", self.question),
            Route("/id/{name:path}", self.thing),
            Route("/assets/{name}", self.asset),
        ]

    async def explorer(self, _request: Request) -> Response:
        """The graph to look at; the page brings its own policy along."""
        content = await to_thread.run_sync(lambda: self.opened.now().explorer)
        return HTMLResponse(content)

    async def asset(self, request: Request) -> Response:
        """A style or a script of the pages."""
        name = request.path_params["name"]
        if name not in (STYLE, SCRIPT, *(EDITOR if has_editor() else ())):
            raise HTTPException(404, f"no {name}")
        kind = TYPES[name[name.rindex(".") :]]
        return Response(asset(name), headers={"content-type": kind, "cache-control": "public, max-age=86400"})

    async def query(self, request: Request) -> Response:
        """A query of one's own, and its answer."""
        parameters = decoded(request.url.query)
        if request.method == "POST":
            if not request.headers.get("content-type", "").startswith(FORM):
                raise HTTPException(415, f"send the query as {FORM}")
            parameters = decoded(await body_of(request, self.settings.request_bytes))
        text = only_one(parameters, "query")
        told = await self.patience.during(request, partial(self.answered, text)) if text and text.strip() else NOTHING
        download = "/sparql?" + urlencode({"query": text}) if text else ""
        return html("query.html.j2", text=text or EXAMPLE, download=download,
                    prefixes=PREFIXES, **told)  # fmt: skip

    async def questions(self, _request: Request) -> Response:
        """The questions that have a name."""
        questions = await to_thread.run_sync(lambda: self.opened.now().graph.questions)
        return html("questions.html.j2", questions=list(questions.values()))

    async def question(self, request: Request) -> Response:
        """A question, its parameters as a form, and its answer."""
        known = await to_thread.run_sync(lambda: self.opened.now().graph.questions)
        name = request.path_params["name"]
        if name not in known:
            raise UnknownName("question", name)
        question, parameters = known[name], decoded(request.url.query)
        given = {name: list(parameters.all(name)) for name, _ in parameters.pairs}
        told, sparql = await self.patience.during(request, partial(self.filled, question, given))
        return html("question.html.j2", question=question, questions=list(known.values()),
                    given={key: values[0] for key, values in given.items()}, sparql=sparql,
                    download="/sparql?" + urlencode({"query": sparql}), **told)  # fmt: skip

    def filled(self, question: Question, given: Mapping[str, list[str]], caller: Caller) -> tuple[dict[str, Any], str]:
        """The answer to the question with these values, and the question as SPARQL."""
        try:
            sparql = fill(question, given, self.opened.now().graph.snapshot)
        except (BadQuery, UnknownName) as error:
            return {**NOTHING, "problem": str(error), "status": 400}, question.sparql
        return self.answered(sparql, caller), sparql

    def answered(self, sparql: str, caller: Caller) -> dict[str, Any]:
        """The answer as a page shows it, or what is wrong with the query."""
        limits = self.settings.limits
        asked = Asked(sparql, rows=limits.rows, answer_megabytes=limits.answer_megabytes)
        try:
            answer = read_answer(self.patience.workers.ask(asked, caller), is_ordered=is_ordered(sparql))
        except (BadQuery, QueryStopped) as error:
            return {**NOTHING, "problem": str(error), "status": 400 if isinstance(error, BadQuery) else 503}
        names = names_of(answer, self.opened.now().graph.snapshot)
        return {
            **NOTHING,
            "answer": answer,
            "rows": rows_of(answer, names),
            "chart": chart_of(answer, names),
            "picture": picture_of(answer, names),
        }

    async def thing(self, request: Request) -> Response:
        """The page of whatever is called so, or what the graph says of it, as the client likes."""
        iri = ID + unquote(request.path_params["name"])
        known = {**PAGE_MEDIA, **TRIPLE_MEDIA}
        media = chosen(accepted(request, decoded(request.url.query), known), known)
        if not media:
            raise HTTPException(406, "there are text/html, text/turtle, application/ld+json and others")
        name = next(iter(media))
        if name == "html":
            return await to_thread.run_sync(partial(self.page_of, iri))
        return await self.patience.during(request, partial(self.description_of, iri, name, media[name]))

    def description_of(self, iri: str, name: str, media: str, caller: Caller) -> Response:
        """What the graph says of the thing, as triples."""
        shown_now = self.opened.now()
        asker = Asker(shown_now.graph, iri, shown_now.labels)
        if asker.brief() is None:
            raise HTTPException(404, f"the graph knows no {iri}")
        written = self.patience.workers.ask(Asked(asker.about(DESCRIPTION), formats=(name,)), caller)
        return Response(written.document, headers={"content-type": content_type(name, media), "vary": "accept"})

    def page_of(self, iri: str) -> Response:
        """The page of whatever has that address."""
        shown_now = self.opened.now()
        asker = Asker(shown_now.graph, iri, shown_now.labels)
        brief = asker.brief()
        if brief is None:
            raise HTTPException(404, f"the graph knows no {iri}")
        if is_of(brief, "Article"):
            return self.article_page(asker, brief)
        if elsewhere := place_of(asker, brief):
            return RedirectResponse(elsewhere, 303)
        if tellings := asker.tellings():
            rows = asker.rows("SELECT ?sources { IT kg:independentSources ?sources }")
            return html(
                "event.html.j2",
                brief=brief,
                lines=asker.worded(brief.lines, tellings),
                tellings=tellings,
                sources=rows[0]["sources"] if rows else None,
            )
        if is_of(brief, "Derivation") or is_of(brief, "Background") or is_of(brief, "Filler"):
            triples = [(row["property"], shown(row["value"], None)) for row in asker.rows(TRIPLES)]
            return html("triples.html.j2", brief=brief, rows=triples)
        return html("thing.html.j2", brief=brief, most=MOST, said=asker.said, path_of=path_of, long=long,
                    relations=asker.relations(),
                    **{name: asker.rows(query) for name, query in OF_THINGS.items()})  # fmt: skip

    def article_page(self, asker: Asker, brief: Brief) -> Response:
        """The article with its text, in which the words of each fact are marked."""
        about = asker.rows(ABOUT_ARTICLE)[0]
        article = self.opened.now().articles.get(about["id"])
        passages = asker.rows(IN_ARTICLE)
        pieces = marked_text(article.text, passages) if article else ()
        return html("article.html.j2", brief=brief, about=about, pieces_of_text=pieces,
                    events={row["event"]: (path_of(row["event"]), row["label"]) for row in passages})  # fmt: skip


LABELS = "SELECT ?thing ?label { VALUES ?thing { %s } ?thing rdfs:label ?label } ORDER BY DESC(?label)"
OF_THINGS = {"names": NAMES, "matches": MATCHES, "events": EVENTS, "doubtful": DOUBTFUL, "articles": ARTICLES}
NOTHING: dict[str, Any] = {"answer": None, "rows": (), "chart": None, "picture": None, "problem": None, "status": 200}


def place_of(asker: Asker, brief: Brief) -> str | None:
    """Where a fact or a passage is told of: at its event, or in its article."""
    if is_of(brief, "Passage"):
        row = asker.rows(PLACE)[0]
        return f"{path_of(row['article'])}#c{row['start']}"
    if is_of(brief, "Fact") or is_of(brief, "Unasserted"):
        row = asker.rows(TOLD)[0]
        return path_of(row["event"] or row["article"])
    return None


def rows_of(answer: Answer, names: Mapping[str, str]) -> list[list[tuple[str, str | None, str]]]:
    """The first rows: what stands in each cell, the page about it, and what it is called in SPARQL."""
    return [
        [(cell(term, names), link_of(term) if term is not None else None, in_words(term)) for term in row]
        for row in answer.rows[:MOST_ROWS]
    ]


def names_of(answer: Answer, snapshot: Snapshot) -> dict[str, str]:
    """The names of the things of ours in the first rows."""
    things = {term for row in answer.rows[:MOST_ROWS] for term in row if isinstance(term, NamedNode)}
    ours = sorted(str(thing) for thing in things if link_of(thing))
    found = ask(snapshot, LABELS % " ".join(ours)) if ours else ()
    return {long(row["thing"]): row["label"] for row in found}


def html(template: str, **told: Any) -> HTMLResponse:
    """The page, with what it may do."""
    headers = {"content-security-policy": POLICY, "vary": "accept"}
    return HTMLResponse(page(template, **told), told.get("status", 200), headers)
