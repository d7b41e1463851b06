"""
The text of a query: what it asks for that a graph is not asked, and where it goes wrong.

Whether a word is a keyword only the engine's own grammar can tell: it needs no space after one, and takes
"1<2#>'''" for a comment where others see an address and a string. So no keyword is looked for here. The
first letter of each SERVICE and LOAD is spelled as an escape, which the engine reads as the letter inside
of words and addresses, and nowhere else: its own parser then stumbles where one of them would be a keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from kg.errors import BadQuery
from kg.rdf import PREFIXES

# What is left as it is: variables, and what follows the colon of a short name. There an escape could not stand,
# and no keyword can: the engine takes all letters that follow into the name.
NAMES = r"[?$][A-Za-z0-9_]+|:[A-Za-z0-9_][A-Za-z0-9_:-]*"
SERVICE = re.compile(rf"({NAMES})|s(?=ervice)", re.IGNORECASE)
SERVICE_OR_LOAD = re.compile(rf"({NAMES})|s(?=ervice)|l(?=oad)", re.IGNORECASE)
ESCAPE = re.compile(r"\\u00(?:[57]3(?=ervice)|[46]c(?=oad))", re.IGNORECASE)
REFUSED = {"s": "SERVICE is refused: only the graph itself is asked, no other server",
           "l": "LOAD is refused: nothing is fetched from elsewhere"}  # fmt: skip

UPDATES = frozenset(["LOAD", "INSERT", "DELETE", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
KEYWORD = re.compile(r"[A-Za-z]+")
ANYTHING = "[_]"  # the engine's word for any character
NO_PREFIX = "Prefix not found"
UNBOUND = "The SELECT contains a variable that is unbound"
PREFIXED_NAME = re.compile(r"[\w-]*:[^\s;,.]*$")


# What a query may not do


def without_service(sparql: str) -> str:
    """The query with no word SERVICE that could be a keyword."""
    return SERVICE.sub(escaped, sparql)


def without_reach(update: str) -> str:
    """The update with no word SERVICE or LOAD that could be a keyword."""
    return SERVICE_OR_LOAD.sub(escaped, update)


def escaped(found: re.Match[str]) -> str:
    """A name as it is, a letter as its escape."""
    return found[1] or f"\\u{ord(found[0]):04X}"


def refuse_files(sparql: str) -> None:
    """BadQuery where the query asks files instead of the graph."""
    for iri in named_graphs(sparql):
        if iri.lower().startswith("file:"):
            raise BadQuery(f"FROM <{iri}>: only the graph itself is asked, no file")


# Tokens


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query that is no space and no comment."""

    kind: str  # iri, text, variable, name (with a colon), word, number, sign
    text: str
    start: int
    depth: int  # how many braces are open around it

    def says(self, *words: str) -> bool:
        """Whether it is one of these words, however they are written."""
        return self.kind == "word" and self.text.upper() in words


TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\r\n]*)
    |(?P<text>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<iri><(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?|_)?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[^\w\s]|\.(?=[\w:.%\\-]))*)
    |(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
OPERANDS = frozenset(("iri", "text", "variable", "name", "number"))
BEFORE_EXPRESSIONS = ("SELECT", "HAVING", "BY")  # until the next brace, all round brackets hold expressions


def tokens(sparql: str) -> Iterator[Token]:
    """
    The query's tokens.

    Between round brackets that hold an expression, "<" after a value is a sign and opens no address.
    """
    position, last, before = 0, None, None
    open_brackets: list[str] = []
    calculates = False
    while found := TOKEN.match(sparql, position):
        kind = found.lastgroup or "sign"
        if kind == "iri" and is_compared(last, open_brackets):
            kind, text = "sign", "<"
        else:
            text = found[0]
        position += len(text)
        if kind == "space":
            continue
        token = Token(kind, text, position - len(text), open_brackets.count("{"))
        calculates = (calculates or token.says(*BEFORE_EXPRESSIONS)) and text not in "{}"
        follow_brackets(token, open_brackets, is_expression=calculates or opens_expression(last, before))
        yield token
        before, last = last, token


def is_compared(last: Token | None, open_brackets: Sequence[str]) -> bool:
    """Whether a "<" compares what stands before it."""
    is_value = last is not None and (last.kind in OPERANDS or last.text == ")" or last.says("TRUE", "FALSE"))
    return is_value and open_brackets[-1:] == ["expression"]


def opens_expression(last: Token | None, before: Token | None) -> bool:
    """Whether a round bracket after these tokens holds an expression: FILTER(, STRLEN(, FILTER ex:check(."""
    if last is None:
        return False
    called = last.kind in ("iri", "name") and before is not None and before.says("FILTER", "BIND", "HAVING", "BY")
    return called or (last.kind == "word" and not last.says("A", "TRUE", "FALSE"))


def follow_brackets(token: Token, open_brackets: list[str], *, is_expression: bool) -> None:
    """Keep account of which brackets are open."""
    if token.kind != "sign":
        return
    if token.text == "(":
        inside = is_expression or open_brackets[-1:] == ["expression"]
        open_brackets.append("expression" if inside else "(")
    elif token.text in "{[":
        open_brackets.append(token.text)
    elif token.text in ")]}" and open_brackets:
        open_brackets.pop()


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


def unescaped(text: str) -> str:
    r"""The text with \u0041 read as A."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda found: chr(int(found[1] or found[2], 16)), text)


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


# What is wrong with a query


def problem_of(sparql: str, complaint: str, *, may_change: bool = False) -> str:
    """The engine's complaint as a sentence with line, column and the words that it stumbles over."""
    update = is_update(sparql)
    if update and not may_change:
        return f"{update}: a graph is asked here, never changed"
    place = PLACE.match(complaint)
    if place is None:
        return first_line(complaint)
    position = stumble(sparql, place)
    if ESCAPE.match(sparql, position):
        return f"{where(sparql, position)}: {REFUSED[unescaped(sparql[position : position + 6]).lower()]}"
    if UNBOUND in place[3]:
        return UNBOUND[0].lower() + UNBOUND[1:]
    if NO_PREFIX in place[3] and (name := PREFIXED_NAME.search(sparql[:position])):
        return f"{where(sparql, name.start())}: no prefix is declared for {name[0]!r}"
    return f"{where(sparql, position)}: {words_at(sparql, position)} cannot stand here"


def stumble(sparql: str, place: re.Match[str]) -> int:
    """
    Where the query goes wrong, in characters from its start.

    The engine says where a keyword that it expected would have ended: its length is taken off.
    """
    lines = sparql.split("\n")
    line, column = int(place[1]), int(place[2])
    end = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
    expected = [word.strip(' "') for word in place[3].split(", ")]
    keywords = [word for word in expected if KEYWORD.fullmatch(word)]
    others = [word for word in expected if word != ANYTHING and word not in keywords]
    if others or not keywords:
        return max(0, min(end, len(sparql)))
    return max(0, end - min(map(len, keywords)))


def where(sparql: str, position: int) -> str:
    """The place as line and column of the query that was asked, before letters were spelled out."""
    before = ESCAPE.sub("s", sparql[:position])
    return f"line {before.count(chr(10)) + 1}, column {len(before) - (before.rfind(chr(10)) + 1) + 1}"


def words_at(sparql: str, position: int) -> str:
    """What stands at the place, quoted: a word or a sign."""
    found: Sequence[str] = re.findall(r"\s*([\w?$:]+|<[^>\n]*>|\S)", sparql[position : position + 40])
    return repr(found[0]) if found else "the end of the query"


def first_line(error: Exception | str) -> str:
    """The error in one line."""
    return (str(error).splitlines() or ["no reason given"])[0][:200]
