"""The graph as pyvis holds it, written as a page that works offline and runs nothing but its own script."""

from __future__ import annotations

import hashlib
import json
import tempfile
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.errors import PageError
from kg.explorer.columns import in_columns

BUNDLE = "templates/lib/vis-9.1.2/vis-network.min.js"
BUNDLE_DIGEST = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"  # as in pyvis 0.3.2
SCRIPTS = (
    "dates.js", "elements.js", "shapes.js", "contents.js", "numbers.js", "pairs.js", "state.js", "filter.js",
    "folds.js", "search.js", "radial.js", "paths.js", "labels.js", "vector.js", "lines.js", "picture.js", "legend.js",
    "trail.js", "histogram.js", "play.js", "facts.js", "brief.js", "article.js", "table.js", "timeline.js",
    "turtle.js", "download.js", "finder.js", "theme.js", "explorer.js",
)  # fmt: skip


class ExplorerNetwork(Network):  # type: ignore[misc]
    """
    A pyvis network whose page reaches for nothing, runs no text as script, and has panels of its own.

    Of pyvis, the graph and the drawing library are used; its template, which does none of this, is not.
    """

    def __init__(self, title: str, contents: dict[str, Any], links: Mapping[str, str] | None = None) -> None:
        super().__init__(directed=True, heading=title, cdn_resources="in_line")
        self.contents = contents
        self.links = dict(links or {})  # what the reader calls another page, and its address
        self.toggle_physics(False)

    def add_nodes(self, nodes: Sequence[int], **columns: Sequence[Any]) -> None:
        """Add points with what each column says of them; unlike in pyvis, the next costs no more than the first."""
        names = ("id", *columns)
        rows = [dict(zip(names, row, strict=True)) for row in zip(nodes, *columns.values(), strict=True)]
        self.nodes.extend(rows)
        self.node_ids.extend(nodes)
        self.node_map.update(zip(nodes, rows, strict=True))

    def add_edges(self, edges: Iterable[dict[str, Any]]) -> None:
        """Add lines, each a dictionary, "from" a point "to" another that are there."""
        self.edges.extend(edges)
        for edge in self.edges:
            if edge["from"] not in self.node_map or edge["to"] not in self.node_map:
                line = f"a line from {edge['from']} to {edge['to']}"
                raise PageError(line, "one of its ends is not among the points")

    def generate_html(self, *_name: object, **_of_pyvis: object) -> str:
        """The whole page, as text."""
        style, scripts = asset("page.css"), [drawing_library(), own_script()]
        environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
        self.html = environment.from_string(asset("page.html.j2")).render(
            title=self.heading,
            links=self.links,
            policy=content_policy(scripts, style),
            style=trusted(style),
            scripts=[trusted(script) for script in scripts],
            contents=trusted(inert_json(self.contents | {"nodes": told(self.nodes), "links": told(self.edges)})),
        )
        return str(self.html)

    def write_html(self, name: str, **_of_pyvis: object) -> None:
        """Write the page as UTF-8, whole or not at all."""
        # A lone half of a surrogate pair, which no encoding knows, becomes \udXXX: in JSON that is what it was.
        write_whole(Path(name), self.generate_html().encode("utf-8", "backslashreplace"))


def trusted(text: str) -> Markup:
    """Text that the template takes as it is: our own files, and JSON that cannot leave its element."""
    return Markup(text)  # noqa: S704


def write_whole(target: Path, content: bytes) -> None:
    """Put the content into the file, so that nobody ever sees half of it."""
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".page-") as folder:
            draft = Path(folder) / "page.html"
            draft.write_bytes(content)
            draft.replace(target)
    except OSError as error:
        raise PageError(str(target), f"cannot be written: {error.strerror}") from error


def asset(name: str) -> str:
    """The text of one of the explorer's own files."""
    return (resources.files("kg.explorer") / "assets" / name).read_text(encoding="utf-8")


def own_script() -> str:
    """The explorer's own script: its files one after the other, in a scope of their own."""
    parts = "\n".join(asset(name) for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def drawing_library() -> str:
    """The vis-network bundle that pyvis installs."""
    file = resources.files("pyvis") / BUNDLE
    try:
        content = file.read_bytes()
    except OSError as error:
        raise PageError(
            BUNDLE, "pyvis is installed without it; run: pip install --force-reinstall pyvis==0.3.2"
        ) from error
    if hashlib.sha256(content).hexdigest() != BUNDLE_DIGEST:
        raise PageError(
            BUNDLE, "not the file of pyvis 0.3.2 (another package may have replaced it);"
            " run: pip install --force-reinstall pyvis==0.3.2"
        )  # fmt: skip
    # A browser reads line ends as \n, and takes the script's hash from what it has read.
    return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def content_policy(scripts: list[str], style: str) -> str:
    """What the page may do: run these scripts, use this style, and nothing else."""
    script_hashes = " ".join(source_hash(script) for script in scripts)
    rules = {
        "default-src": "'none'",
        "script-src": script_hashes,
        "style-src": source_hash(style),
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def source_hash(text: str) -> str:
    """An inline element's hash, as a Content-Security-Policy wants it."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def told(rows: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Points or lines, as the page is told them."""
    return in_columns({name: [row.get(name) for row in rows] for name in dict.fromkeys(chain.from_iterable(rows))})


def inert_json(value: object) -> str:
    """The value as JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")
