"""
The text of a query: what it asks for that a graph is not asked.

Whether a word is a keyword only the engine's own parser can tell: it needs no space after one, takes "1<2#>'''" for
a comment where others see an address and a string, and reads x:trueSERVICE as one name or as three words. So no
keyword is looked for here. The words SERVICE and LOAD are misspelled wherever they stand, all in the same way: names
stay names and strings stay strings, so the parser goes the same way through both texts, until it would need the
keyword. A query that still is one when misspelled has no such keyword, and is asked as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from kg.errors import BadQuery
from kg.query_tokens import Token, tokens, unescaped
from kg.rdf import PREFIXES

REFUSED = {"SERVICE": "SERVICE is refused: only the graph itself is asked, no other server",
           "LOAD": "LOAD is refused: nothing is fetched from elsewhere"}  # fmt: skip
INSTEAD = "zqxjkvwy"  # letters that end no escape and are no digit anywhere
UPDATES = frozenset(["LOAD", "INSERT", "DELETE", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])


# What a query may not do


def spellings(word: str) -> str:
    r"""
    A pattern of the word in any case, each letter as it is or as an escape.

    s   (?:[sS]|\u(?:0073|0053)|\U0000(?:0073|0053))
    """
    codes = ["|".join(f"{ord(each):04x}" for each in (letter.lower(), letter.upper())) for letter in word]
    digits = [re.sub(r"[a-f]", lambda digit: f"[{digit[0]}{digit[0].upper()}]", code) for code in codes]
    return "".join(
        rf"(?:[{letter.lower()}{letter.upper()}]|\\u(?:{code})|\\U0000(?:{code}))"
        for letter, code in zip(word, digits, strict=True)
    )


SPELLED = re.compile("|".join(f"{spellings(word[0])}(?={spellings(word[1:])})" for word in REFUSED))


def reaches_out(sparql: str) -> bool:
    """Whether SERVICE or LOAD stands anywhere in the text, if only in a string or in the middle of a name."""
    return SPELLED.search(sparql) is not None


def misspelled(sparql: str) -> str:
    """The text with another first letter in each SERVICE and LOAD, as long as before; no two names become one."""
    if not reaches_out(sparql):
        return sparql
    for letter in INSTEAD:
        if not any(re.search(spellings(letter + word[1:]), sparql) for word in REFUSED):
            return SPELLED.sub(lambda first: replaced(first[0], letter), sparql)  # noqa: B023  (called at once)
    raise BadQuery("SERVICE and LOAD are refused, and this query has too many words like them to tell them apart")


def replaced(first: str, letter: str) -> str:
    r"""
    The letter instead of the first one, written as that was.

    S   Z        \u0073   \u007a
    """
    old = unescaped(first)
    new = letter.upper() if old.isupper() else letter
    return new if first == old else first[:-4] + f"{ord(new):04x}"


def refuse_files(sparql: str) -> None:
    """BadQuery where the query asks files instead of the graph."""
    for iri in named_graphs(sparql):
        if iri.lower().startswith("file:"):
            raise BadQuery(f"FROM <{iri}>: only the graph itself is asked, no file")


def named_graphs(sparql: str) -> Iterator[str]:
    """The addresses after FROM and FROM NAMED, whole."""
    base, prefixes = "", dict(PREFIXES)
    found = list(tokens(sparql)) if "from" in sparql.lower() else []
    for index, token in enumerate(found):
        after = [each for each in found[index + 1 : index + 3] if not each.says("NAMED")][:2]
        match [token.text.upper() if token.kind == "word" else "", *after]:
            case ["BASE", Token(kind="iri") as iri, *_]:
                base = urljoin(base, unescaped(iri.text[1:-1]))
            case ["PREFIX", Token(kind="name") as name, Token(kind="iri") as iri]:
                prefixes[name.text[:-1]] = urljoin(base, unescaped(iri.text[1:-1]))
            case ["FROM", Token(kind="iri") as iri, *_]:
                yield urljoin(base, unescaped(iri.text[1:-1]))
            case ["FROM", Token(kind="name") as name, *_]:
                prefix, _, local = name.text.partition(":")
                yield prefixes.get(prefix, "") + local


# Updates


def is_update(sparql: str) -> str | None:
    """The first word of an update; None for a query."""
    words = iter(tokens(sparql))
    for token in words:
        if token.says("PREFIX", "BASE", "VERSION"):
            for _ in range(2 if token.says("PREFIX") else 1):
                next(words, None)
        else:
            return token.text.upper() if token.says(*UPDATES) else None
    return None


def with_using(update: str, default_graphs: Iterable[str], named: Iterable[str]) -> str:
    """The update, asking these graphs in each of its WHERE; BadQuery where it says itself which to ask."""
    clauses = [f"USING <{checked(iri)}>" for iri in default_graphs]
    clauses += [f"USING NAMED <{checked(iri)}>" for iri in named]
    if not clauses:
        return update
    places, previous = [], None
    for token in tokens(update):
        if token.depth == 0 and token.says("USING", "WITH"):
            raise BadQuery(f"{token.text.upper()} and using-graph-uri: say in one place only which graphs are asked")
        if token.depth == 0 and token.says("WHERE") and not (previous and previous.says("DELETE")):
            places.append(token.start)
        if token.depth == 0 and token.says("WHERE") and previous and previous.says("DELETE"):
            raise BadQuery("DELETE WHERE and using-graph-uri: write DELETE { ... } WHERE { ... }")
        previous = token
    for place in reversed(places):
        update = f"{update[:place]}{' '.join(clauses)} {update[place:]}"
    return update


def checked(iri: str) -> str:
    """The address, which cannot end the brackets it will stand in."""
    if not re.fullmatch(r"[^\x00-\x20<>\"{}|^`\\]*", iri):
        raise BadQuery(f"{iri!r} is no address of a graph")
    return iri
