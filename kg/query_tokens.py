"""
The tokens of a query or an update: the terminals of SPARQL's grammar, written down once.

https://www.w3.org/TR/sparql11-query/#rIRIREF and what follows there, with SPARQL 1.2's escapes in strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BASE_CHARS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
JOINED_CHARS = "0-9\u00b7\u0300-\u036f\u203f\u2040"  # stand in a name, and do not all begin one
NAME_CHARS = rf"{BASE_CHARS}_{JOINED_CHARS}\-"
PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
ESCAPED = rf"\\[tbnrf\\\"']|{UCHAR}"
EXPONENT = r"[eE][+-]?[0-9]+"

TOKEN = re.compile(
    rf"""(?P<space>[ \t\r\n]+|\#[^\r\n]*)
    |(?P<text>\"\"\"(?:\"{{0,2}}(?:[^"\\]|{ESCAPED}))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|{ESCAPED}))*'''
        |"(?:[^"\\\n\r]|{ESCAPED})*"|'(?:[^'\\\n\r]|{ESCAPED})*')
    |(?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|{UCHAR})*>)
    |(?P<variable>[?$][{BASE_CHARS}_0-9][{BASE_CHARS}_{JOINED_CHARS}]*)
    |(?P<blank>_:[{BASE_CHARS}_0-9](?:[{NAME_CHARS}]|\.+(?=[{NAME_CHARS}]))*)
    |(?P<name>(?:[{BASE_CHARS}](?:[{NAME_CHARS}]|\.+(?=[{NAME_CHARS}]))*)?:
        (?:(?:[{BASE_CHARS}_:0-9]|{PLX})(?:[{NAME_CHARS}:]|{PLX}|\.+(?=[{NAME_CHARS}:%\\]))*)?)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
    |(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+){EXPONENT}|[0-9]*\.[0-9]+|[0-9]+)
    |(?P<word>[^\W\d]\w*)
    |(?P<sign><<\(?|\)?>>|\{{\||\|\}}|&&|\|\||\^\^|[!<>]=|.)""",
    re.VERBOSE | re.DOTALL,
)
OPERANDS = frozenset(("iri", "text", "variable", "blank", "name", "language", "number"))
BEFORE_EXPRESSIONS = ("SELECT", "HAVING", "BY")  # until the next brace, all round brackets hold expressions


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query that is no space and no comment."""

    kind: str  # iri, text, variable, blank, name (with a colon), language, number, word, sign
    text: str
    start: int
    depth: int  # how many braces are open around it

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    def says(self, *words: str) -> bool:
        """Whether it is one of these words, however they are written."""
        return self.kind == "word" and self.text.upper() in words


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


def unescaped(text: str) -> str:
    r"""The text with \u0041 read as A."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda found: chr(int(found[1] or found[2], 16)), text)
