"""The server: what programs and people ask, with what holds for every answer."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.asking.pool import Editions, Workers
from kg.errors import BadQuery, Busy, KgError, NoGraph, NoServer, QueryStopped, StoreError, UnknownName, WrongFormat
from kg.serve.endpoint import Endpoint
from kg.serve.negotiation import PAGE_MEDIA, chosen
from kg.serve.opened import Opened
from kg.serve.pages import Pages, html
from kg.serve.patience import Patience
from kg.serve.settings import Settings

STATUS: dict[type[KgError], int] = {
    BadQuery: 400,
    UnknownName: 404,
    WrongFormat: 406,
    QueryStopped: 503,
    Busy: 503,
    NoGraph: 503,
    StoreError: 503,
}
HEADERS = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"), (b"x-frame-options", b"DENY"))
WANTS_PAGES = {"text": ("text/plain",), **PAGE_MEDIA}


class SafeHeaders:
    """Adds to every answer what keeps browsers from making more of it than it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        await self.app(scope, receive, send_safely if scope["type"] == "http" else send)


def make_app(settings: Settings, workers: Workers) -> Starlette:
    """The application of that graph."""
    opened, patience = Opened(workers.editions, settings.title), Patience(workers)
    routes = [*Endpoint(settings, patience).routes(), *Pages(settings, patience, opened).routes()]
    middleware = [Middleware(SafeHeaders), Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))]
    if settings.origins:
        cors = Middleware(
            CORSMiddleware,
            allow_origins=list(settings.origins),
            allow_methods=["GET", "POST", "HEAD"],
            allow_headers=["accept", "content-type", "authorization"],
        )
        middleware.insert(1, cors)

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        yield
        await to_thread.run_sync(workers.stop)

    return Starlette(
        routes=routes,
        middleware=middleware,
        lifespan=life,
        exception_handlers={KgError: refused, HTTPException: not_served},
    )


async def refused(request: Request, error: Exception) -> Response:
    """What is wrong, with the status that says whose fault it is."""
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)
    headers = {"retry-after": "1"} if isinstance(error, Busy) else {}
    return told(request, status, str(error), headers)


async def not_served(request: Request, error: Exception) -> Response:
    """What cannot be served so; OPTIONS asks for no more than how it can."""
    assert isinstance(error, HTTPException)
    if request.method == "OPTIONS" and error.status_code == 405:
        return Response(status_code=204, headers=error.headers)
    return told(request, error.status_code, error.detail, dict(error.headers or {}))


def told(request: Request, status: int, problem: str, headers: dict[str, str]) -> Response:
    """The problem: as a page for those who like pages, in a line for programs."""
    if next(iter(chosen(request.headers.get("accept", ""), WANTS_PAGES)), "text") == "html":
        response: Response = html("problem.html.j2", status=status, problem=problem)
        response.headers.update(headers)
        return response
    return PlainTextResponse(problem + "\n", status, headers)


def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve the graph until it is told to stop; what people must know is announced once."""
    workers = Workers(Editions(settings.folder), settings.limits, settings.workers, settings.queue)
    is_isolated = workers.start()
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        listening = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        workers.stop()
        raise NoServer(f"{settings.host}:{settings.port}", f"cannot listen here: {error.strerror or error}") from error
    # Else a small answer waits for the client's acknowledgement of its own head, 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if not is_isolated:
        announce(
            "This system lets no process leave the network: queries that reach out are refused by their words alone."
        )
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    announce(f"http://{host}:{listening.getsockname()[1]}/")
    configured = uvicorn.Config(make_app(settings, workers), log_level="warning", server_header=False, lifespan="on")
    try:
        uvicorn.Server(configured).run(sockets=[listening])
    finally:
        workers.stop()
