"""The report as one HTML file: charts as pictures, so that nothing in a name can run, and all figures as tables."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from importlib import resources
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.explorer.network import write_whole
from kg.knowledge_graph import Graph
from kg.report.figures import Told, in_brief, sections

MOST_ROWS = 12  # of a table that stand open


def write_report(graph: Graph, target: Path | str, *, title: str = "Report") -> None:
    """Write the figures that analysts look at first as one HTML page that needs nothing else."""
    knowledge = graph.knowledge
    told = Told(knowledge)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["picture"] = picture
    style = part("report.css")
    page = environment.from_string(part("report.html.j2")).render(
        title=title,
        style=Markup(style),  # noqa: S704  our own file
        style_hash=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        brief=tuple(in_brief(told)),
        sections=sections(told),
        most_rows=MOST_ROWS,
        articles=sum(bool(reading.facts) for reading in knowledge.readings),
        facts=len(knowledge.facts),
        events=len(knowledge.events),
    )
    write_whole(Path(target), page.encode("utf-8", "backslashreplace"))


def part(name: str) -> str:
    """The text of one of the report's own files."""
    return (resources.files("kg.report") / name).read_text(encoding="utf-8")


def picture(svg: str) -> str:
    """A chart as the address of a picture: in a picture no script runs and nothing is fetched."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
