"""What programs ask: the SPARQL endpoint, updates, graphs, and whether all is well."""

from __future__ import annotations

import hmac
from dataclasses import replace
from functools import partial

from anyio import CapacityLimiter, to_thread
from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.asked import Asked
from kg.serve.description import GRAPHS, service_description
from kg.serve.graph_store import existence, graph_asked, own_graph, wanted_graph
from kg.serve.negotiation import PAGE_MEDIA, TRIPLE_MEDIA, chosen, content_type
from kg.serve.patience import Patience
from kg.serve.protocol import QUERY, UPDATE, asked_for, read_request
from kg.serve.settings import Settings
from kg.serve.updates import update_graph
from kg.store import ask, open_snapshot, read_answer


class Endpoint:
    """What answers programs."""

    def __init__(self, settings: Settings, patience: Patience) -> None:
        self.settings, self.patience = settings, patience
        self._updates, self._looks = CapacityLimiter(1), CapacityLimiter(1)  # one at a time, and none behind queries

    def routes(self) -> list[Route]:
        """The addresses that it answers at."""
        return [
            Route("/sparql", self.sparql, methods=["GET", "POST"]),
            Route("/update", self.update, methods=["POST"]),
            Route("/rdf-graph-store{rest:path}", self.graph, methods=["GET"]),
            Route("/graph/{name:path}", self.graph_of_ours, methods=["GET"]),
            Route("/health", self.health, methods=["GET"]),
        ]

    async def sparql(self, request: Request) -> Response:
        """Answer a query; describe the service where there is none."""
        text, parameters = await read_request(request, QUERY, self.settings.request_bytes)
        if text is None:
            return await self.describe(request)
        return await self.answer(request, *asked_for(request, text, parameters, self.settings.limits))

    async def answer(self, request: Request, asked: Asked, media: dict[str, str]) -> Response:
        """The answer as a response."""
        written = await self.patience.ask(request, asked)
        kind = content_type(written.format, media[written.format])
        return Response(written.document, media_type=None, headers={"content-type": kind, "vary": "accept"})

    async def describe(self, request: Request) -> Response:
        """What the service can do; people are shown where to ask."""
        media = chosen(request.headers.get("accept", ""), {**TRIPLE_MEDIA, **PAGE_MEDIA})
        name = next(iter(media), "turtle")
        if name == "html":
            return RedirectResponse("/query", 303)
        address = str(request.url.replace(query=""))
        found = await self.patience.ask(request, Asked(GRAPHS, formats=("json",)))
        graphs = [row[0] for row in read_answer(found, is_ordered=True).rows if isinstance(row[0], NamedNode)]
        document = service_description(address, name, graphs, may_change=bool(self.settings.update_token))
        kind = content_type(name, media.get(name, "text/turtle"))
        return Response(document, headers={"content-type": kind, "vary": "accept"})

    async def update(self, request: Request) -> Response:
        """Change the graph, where that is allowed, for those who know the token."""
        self.permit(request)
        text, parameters = await read_request(request, UPDATE, self.settings.request_bytes)
        asked = Asked(
            text or "",
            default_graphs=parameters.all(UPDATE.default_graph),
            base=str(request.url.replace(query="")),
            named_graphs=parameters.all(UPDATE.named_graph),
        )
        await to_thread.run_sync(
            partial(update_graph, self.settings.folder, asked, self.settings.limits), limiter=self._updates
        )
        return Response(status_code=204)

    def permit(self, request: Request) -> None:
        """Refuse whoever does not know the token."""
        if not self.settings.update_token:
            raise HTTPException(403, "this graph is not changed here; start it with: kg serve --update")
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {self.settings.update_token}".encode()):
            raise HTTPException(401, "who may change the graph sends its token: Authorization: Bearer ...",
                                {"www-authenticate": "Bearer"})  # fmt: skip

    async def graph(self, request: Request) -> Response:
        """A whole graph."""
        asked, media = graph_asked(request, self.settings.limits)
        return await self.whole(request, wanted_graph(request), asked, media)

    async def graph_of_ours(self, request: Request) -> Response:
        """A graph whose name is this path at the address that the graph's names begin with."""
        asked, media = graph_asked(request, self.settings.limits)
        name = own_graph(request)
        return await self.whole(request, name, replace(asked, default_graphs=(name,)), media)

    async def whole(self, request: Request, name: str | None, asked: Asked, media: dict[str, str]) -> Response:
        """The graph; 404 where there is none of that name."""
        if name is not None:
            found = await self.patience.ask(request, existence(name))
            if b"true" not in found.document:
                raise HTTPException(404, f"no graph {name}")
        return await self.answer(request, asked, media)

    async def health(self, _request: Request) -> Response:
        """Whether the current graph can be read, and which build it is; however many queries wait for their turn."""
        build = await to_thread.run_sync(self.looked_at, limiter=self._looks)
        return JSONResponse({"status": "ok", "build": build})

    def looked_at(self) -> str:
        """The name of the current build, from which something was read."""
        edition = self.patience.workers.editions.current()
        ask(open_snapshot(edition.store), "ASK { ?s ?p ?o }")
        return edition.build.name
