"""Which form of an answer a client likes best, by its Accept header (RFC 9110)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# What each format is called on the network, our own favourite name first. The order of formats decides between equals.
ROW_MEDIA = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
TRIPLE_MEDIA = {
    "turtle": ("text/turtle", "application/x-turtle"),
    "ntriples": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json",),
    "rdfxml": ("application/rdf+xml",),
}
PAGE_MEDIA = {"html": ("text/html", "application/xhtml+xml")}
IN_WORDS = frozenset(("csv", "tsv", "turtle", "ntriples", "html"))  # these are text, and say in which letters

# What else the formats are called by those who name one in the address, as SPARQLWrapper does.
OTHER_NAMES = {
    "json": ("json", "jsonld"),
    "xml": ("xml", "rdfxml"),
    "json-ld": ("jsonld",),
    "rdf": ("rdfxml",),
    "rdf+xml": ("rdfxml",),
    "n3": ("turtle",),
    "ttl": ("turtle",),
    "nt": ("ntriples",),
}

Media = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Range:
    """What a client takes, and how gladly."""

    type: str
    subtype: str
    quality: float

    def fits(self, media: str) -> int:
        """How exactly it names the media type: 0 not at all, 3 by its name."""
        type_, _, subtype = media.partition("/")
        if (self.type, self.subtype) == ("*", "*"):
            return 1
        if self.type != type_ or self.subtype not in ("*", subtype):
            return 0
        return 2 if self.subtype == "*" else 3


def called(name: str, media: Media) -> str:
    """
    What an Accept header would say for the name of a format, or of a media type; nothing where there is none such.

    "csv"   text/csv
    """
    if any(name in types for types in media.values()):
        return name
    return ", ".join(media[each][0] for each in OTHER_NAMES.get(name, (name,)) if each in media)


def ranges(accept: str) -> list[Range]:
    """What an Accept header says; anything where it says nothing."""
    found = []
    for part in accept.split(","):
        media, *parameters = (piece.strip() for piece in part.lower().split(";"))
        type_, slash, subtype = media.partition("/")
        if slash and type_ and subtype:
            found.append(Range(type_, subtype, quality_of(parameters)))
    return found or [Range("*", "*", 1.0)]


def quality_of(parameters: Sequence[str]) -> float:
    """How gladly: q=0.5; 1 where it is not said, 0 where it cannot be read."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def chosen(accept: str, media: Media) -> dict[str, str]:
    """The formats that the client takes with the name to send each by, the one it likes best first."""
    wanted = ranges(accept)
    found = []
    for rank, (name, types) in enumerate(media.items()):
        liked = [(*quality_and_fit(wanted, each), -place, each) for place, each in enumerate(types)]
        quality, fit, _, best = max(liked)
        if quality > 0:
            found.append((-quality, -min(fit, 2), rank, name, best))
    return {name: best for *_, name, best in sorted(found)}


def quality_and_fit(wanted: Sequence[Range], media: str) -> tuple[float, int]:
    """How gladly the media type is taken: what names it most exactly decides."""
    fit, quality = max((each.fits(media), each.quality) for each in wanted)
    return (quality, fit) if fit else (0.0, 0)


def content_type(name: str, media: str) -> str:
    """The Content-Type of a document in that format."""
    return f"{media}; charset=utf-8" if name in IN_WORDS else media
