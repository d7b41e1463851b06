"""What a query answers, and how it is written down."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from kg.errors import BadQuery, UnknownName, printable
from kg.ontology import nearest
from kg.rdf import PREFIXES, Term, for_xml, plain, shown, sorted_triples, write_triples

if TYPE_CHECKING:
    import pandas as pd

CELL_WIDTH = 60  # of a table on a terminal; longer words are cut
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would calculate what begins so
XSD_STRING = PREFIXES["xsd"] + "string"
RESULTS = "http://www.w3.org/2005/sparql-results#"


class Kind(StrEnum):
    """What a query asks for."""

    ROWS = "rows"  # SELECT
    BOOLEAN = "boolean"  # ASK
    TRIPLES = "triples"  # CONSTRUCT, DESCRIBE


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of terms under columns; a yes or no is one row, triples are rows of three."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    kind: Kind = Kind.ROWS

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows as dictionaries of Python values."""
        for row in self.rows:
            yield dict(zip(self.columns, map(plain, row), strict=True))

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        """Yes where the answer is yes, or where there is any row."""
        return self.rows[0][0] == Literal(value=True) if self.kind == Kind.BOOLEAN else bool(self.rows)

    def to_dataframe(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame."""
        import pandas as pd  # noqa: PLC0415  (pandas takes a second to load, and most answers need none)

        return pd.DataFrame([tuple(map(plain, row)) for row in self.rows], columns=list(self.columns))


def from_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Answer:
    """The answer to a SELECT."""
    return Answer(tuple(columns), tuple(tuple(row) for row in rows))


def from_boolean(boolean: bool) -> Answer:  # noqa: FBT001  (it is what it is made of)
    """The answer to an ASK."""
    return Answer(("answer",), ((Literal(boolean),),), Kind.BOOLEAN)


def from_triples(triples: Iterable[Triple]) -> Answer:
    """The answer to a CONSTRUCT or DESCRIBE: each triple once, in order."""
    rows = tuple((triple.subject, triple.predicate, triple.object) for triple in sorted_triples(triples))
    return Answer(("subject", "predicate", "object"), rows, Kind.TRIPLES)  # type: ignore[arg-type]


def format_answer(answer: Answer, name: str) -> str:
    """The answer in the format of that name."""
    if name not in ANSWER_FORMATS:
        raise UnknownName("format of answers", name, nearest(name, ANSWER_FORMATS))
    return ANSWER_FORMATS[name](answer)


# Formats


def table(answer: Answer) -> str:
    """The answer in columns, for a terminal."""
    return text_table(answer.columns, [[shown(term) for term in row] for row in answer.rows])


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows of text under columns, cut to what a terminal can show."""
    cells = [list(columns), *([cut(cell) for cell in row] for row in rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(padded(cell, room) for cell, room in zip(row, widths, strict=True)).rstrip() for row in cells]
    rule = "  ".join("-" * room for room in widths)
    return "\n".join([lines[0], rule, *lines[1:]]) + "\n"


def cut(cell: str) -> str:
    """The cell in one line, without signs that could steer a terminal, and not too long."""
    line = printable(" ".join(cell.split()))
    if width(line) <= CELL_WIDTH:
        return line
    line = line[:CELL_WIDTH]
    while width(line) >= CELL_WIDTH:
        line = line[:-1]
    return line + "…"


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def padded(cell: str, room: int) -> str:
    """The cell, filled up to the room it has."""
    return cell + " " * (room - width(cell))


def comma_separated(answer: Answer) -> str:
    """The answer for a spreadsheet: a text that it would take for a formula gets a quote before it."""
    return csv_text(answer.columns, ([csv_term(term) for term in row] for row in answer.rows))


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """The cells as CSV."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return output.getvalue()


def csv_term(term: Term | None) -> str:
    """The term as a cell that a spreadsheet only shows."""
    if isinstance(term, Literal):
        return term.value if term.datatype.value != XSD_STRING and is_number(term.value) else csv_cell(term.value)
    return "" if term is None else csv_cell(term.value)


def csv_cell(text: str) -> str:
    """The text, with a quote before it where a spreadsheet would calculate it."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def is_number(text: str) -> bool:
    """Whether the text is a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def tab_separated(answer: Answer) -> str:
    """The answer as the W3C's TSV: terms as SPARQL writes them."""
    lines = ["\t".join(f"?{column}" for column in answer.columns)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def results_json(answer: Answer) -> str:
    """The answer as the W3C's JSON."""
    if answer.kind == Kind.BOOLEAN:
        return json.dumps({"head": {}, "boolean": bool(answer)}) + "\n"
    bindings = [
        {column: json_term(term) for column, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    told = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def json_term(term: Term) -> dict[str, str]:
    """The term as an object of the W3C's JSON."""
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == XSD_STRING:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def results_xml(answer: Answer) -> str:
    """The answer as the W3C's XML."""
    head = "".join(f"<variable name={quoteattr(column)}/>" for column in answer.columns)
    if answer.kind == Kind.BOOLEAN:
        head, body = "", [f"<boolean>{'true' if answer else 'false'}</boolean>"]
    else:
        body = ["<results>", *(xml_row(answer.columns, row) for row in answer.rows), "</results>"]
    lines = ['<?xml version="1.0"?>', f'<sparql xmlns="{RESULTS}">', f"<head>{head}</head>", *body, "</sparql>"]
    return "\n".join(lines) + "\n"


def xml_row(columns: Sequence[str], row: Sequence[Term | None]) -> str:
    """The row as an element of the W3C's XML."""
    bindings = (
        f"<binding name={quoteattr(column)}>{xml_term(term)}</binding>"
        for column, term in zip(columns, row, strict=True)
        if term is not None
    )
    return f"<result>{''.join(bindings)}</result>"


def xml_term(term: Term) -> str:
    """The term as an element of the W3C's XML."""
    words = escape(for_xml(term.value), {"\r": "&#13;"})
    match term:
        case NamedNode():
            return f"<uri>{words}</uri>"
        case BlankNode():
            return f"<bnode>{words}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{words}</literal>"
    kind = "" if term.datatype.value == XSD_STRING else f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{words}</literal>"


def turtle(answer: Answer) -> str:
    """The triples as Turtle."""
    if answer.kind != Kind.TRIPLES:
        raise BadQuery("only CONSTRUCT and DESCRIBE give triples, which turtle needs; choose another format")
    output = io.BytesIO()
    write_triples((Triple(*row) for row in answer.rows), RdfFormat.TURTLE, output)  # type: ignore[arg-type]
    return output.getvalue().decode()


ANSWER_FORMATS: dict[str, Callable[[Answer], str]] = {
    "table": table,
    "csv": comma_separated,
    "tsv": tab_separated,
    "json": results_json,
    "xml": results_xml,
    "turtle": turtle,
}
