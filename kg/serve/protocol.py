"""The SPARQL 1.1 Protocol: from a request to what is asked, and from the answer to a response."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.asked import Asked, Limits
from kg.serve.negotiation import ROW_MEDIA, TRIPLE_MEDIA, Media, called, chosen

FORM = "application/x-www-form-urlencoded"
ENCODINGS = ("utf-8", "utf8", "us-ascii")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a query differs from an update on the network."""

    word: str
    media: str
    default_graph: str
    named_graph: str
    others: str  # the word of the other dialect, which is out of place


QUERY = Dialect("query", "application/sparql-query", "default-graph-uri", "named-graph-uri", "update")
UPDATE = Dialect("update", "application/sparql-update", "using-graph-uri", "using-named-graph-uri", "query")


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of a request, each as often as it was given."""

    pairs: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """All values of that name."""
        return tuple(value for key, value in self.pairs if key == name)

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self.pairs)


async def body_of(request: Request, most: int) -> bytes:
    """What the request holds; 413 where that is too much."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413, f"a request holds {most:,} bytes at most")
    return bytes(body)


def decoded(pairs: str | bytes) -> Parameters:
    """The parameters that are encoded so."""
    text = pairs.decode("ascii", "replace") if isinstance(pairs, bytes) else pairs
    try:
        found = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except (UnicodeDecodeError, ValueError):
        raise HTTPException(400, "the parameters are not UTF-8, or too many") from None
    return Parameters(tuple(found))


async def read_request(request: Request, dialect: Dialect, most: int) -> tuple[str | None, Parameters]:
    """The query or update of the request, None where it holds none, and the parameters beside it."""
    in_address = decoded(request.url.query)
    if dialect.others in in_address:
        raise HTTPException(400, f"{dialect.others}= is not taken here, or not in this way")
    if request.method in ("GET", "HEAD"):
        return only_one(in_address, dialect.word), in_address
    media, encoding = media_of(request)
    if media not in (FORM, dialect.media):
        raise HTTPException(415, f"send {dialect.media}, or {dialect.word}=... as {FORM}")
    if encoding not in ENCODINGS:
        raise HTTPException(415, f"{encoding}: only UTF-8 is read")
    body = await body_of(request, most)
    if dialect.word in in_address:
        raise HTTPException(400, f"two {dialect.word}s: one in the address, one in the body")
    if media == FORM:
        return form(decoded(body), dialect), Parameters((*in_address.pairs, *decoded(body).pairs))
    try:
        return body.decode(), in_address
    except UnicodeDecodeError:
        raise HTTPException(400, "the body is not UTF-8") from None


def form(parameters: Parameters, dialect: Dialect) -> str:
    """The query or update in a form."""
    if dialect.others in parameters:
        raise HTTPException(400, f"{dialect.others}= is not taken here")
    text = only_one(parameters, dialect.word)
    if text is None:
        raise HTTPException(400, f"no {dialect.word}= in the form")
    return text


def media_of(request: Request) -> tuple[str, str]:
    """The media type of the body and its encoding."""
    media, _, rest = request.headers.get("content-type", "").partition(";")
    named = [
        part.partition("=")[2].strip(' "') for part in rest.split(";") if part.strip().lower().startswith("charset")
    ]
    return media.strip().lower(), (named[0].lower() if named else "utf-8")


def only_one(parameters: Parameters, name: str) -> str | None:
    """The one value of that name, None where there is none; 400 where there are several."""
    values = parameters.all(name)
    if len(values) > 1:
        raise HTTPException(400, f"{name}= is given {len(values)} times: ask one thing at a time")
    return values[0] if values else None


def asked_for(request: Request, text: str, parameters: Parameters, limits: Limits) -> tuple[Asked, dict[str, str]]:
    """What a query asks, and by which media type each format that the client takes is sent."""
    known = {**ROW_MEDIA, **TRIPLE_MEDIA}
    media = chosen(accepted(request, parameters, known), known)
    if not media:
        raise HTTPException(406, f"answers are written as {', '.join(first(ROW_MEDIA, TRIPLE_MEDIA))}")
    asked = Asked(
        text,
        formats=tuple(media),
        base=str(request.url.replace(query="")),
        default_graphs=parameters.all(QUERY.default_graph),
        named_graphs=parameters.all(QUERY.named_graph),
        rows=limits.rows,
        answer_megabytes=limits.answer_megabytes,
    )
    return asked, media


def accepted(request: Request, parameters: Parameters, media: Media) -> str:
    """What the client takes: its Accept header, or a format named in the address, for those who cannot set one."""
    name = next(iter(parameters.all("format")), "").lower().replace(" ", "+")  # a bare plus stands for a space there
    accept = called(name, media) if name else request.headers.get("accept", "")
    if name and not accept:
        raise HTTPException(400, f"format={name} is not known here: say one of {', '.join(media)}")
    return accept


def first(*media: dict[str, tuple[str, ...]]) -> Iterable[str]:
    """The favourite name of each format."""
    return (names[0] for each in media for names in each.values())
