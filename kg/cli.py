"""The command line: it takes arguments, calls, and shows."""

from __future__ import annotations

import os
import re
import secrets
import sys
import webbrowser
from collections.abc import Callable, Collection, Iterable, Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer

import kg
from kg import terminal
from kg.answers import ANSWER_FORMATS
from kg.asked import Limits
from kg.errors import KgError, NoGraph, NotPublished
from kg.evaluation import errors
from kg.evaluation import report as measured
from kg.exporters import EXPORTERS, SHARDED, is_folder
from kg.exporters.facts import FACT_FORMATS, asserted
from kg.ontology import bundled_ontology, nearest
from kg.questions import Question, load_questions

DATE = re.compile(r"\d{4}(-\d\d){0,2}")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: kg build corpus && kg query fines && kg view --open",
)


def one_of(names: Collection[str]) -> Callable[[str], str]:
    """What takes these names only."""

    def take(name: str) -> str:
        if name not in names:
            hint = f"did you mean {near!r}?" if (near := nearest(name, names)) else f"choose from {', '.join(names)}"
            raise typer.BadParameter(f"no format {name!r}; {hint}")
        return name

    return take


def format_option(names: Collection[str]) -> Any:
    """The option that names one of the formats."""
    return typer.Option("--format", metavar="NAME", callback=one_of(names), help=", ".join(names))


GraphFolder = Annotated[Path, typer.Option("--graph", "-g", metavar="DIR", help="The folder of the graph.")]
OntologyFolder = Annotated[
    Path | None, typer.Option("--ontology", metavar="DIR", help="Another ontology than the one that comes with kg.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; else shown.")]
Updates = Annotated[
    str, typer.Option("--updates", metavar="URL", help="Where it takes updates, if it cannot be told from the other.")
]
GraphStore = Annotated[
    str, typer.Option("--graph-store", metavar="URL", help="Where it takes whole graphs, if it cannot be told either.")
]
DEFAULT_FOLDER = Path("graph")
LIMITS = Limits()
Timeout = Annotated[float, typer.Option("--timeout", metavar="SECONDS", min=0.001, help="How long a query may take.")]
Memory = Annotated[int, typer.Option("--memory", metavar="MB", min=1, help="How much memory a query may take.")]
Rows = Annotated[int, typer.Option("--rows", metavar="N", min=1, help="How many rows an answer may have.")]


@app.callback(invoke_without_command=True)
def start(
    show_version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
) -> None:
    """A graph of how online platforms are regulated, made from news articles: every fact with its words."""
    if show_version:
        terminal.say(f"kg {kg.__version__}")
        raise typer.Exit


@app.command(epilog="Example: kg build news/ interview.pdf -g graph")
def build(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE...", help="Files, and folders with all below them.")],
    graph: GraphFolder = DEFAULT_FOLDER,
    ontology: OntologyFolder = None,
    store: Annotated[
        str, typer.Option("--store", metavar="URL", help="Also put it onto the SPARQL server that takes queries here.")
    ] = "",
    updates: Updates = "",
    graph_store: GraphStore = "",
) -> None:
    """Read articles (text, HTML, PDF, JSON lines), and make the graph of what they say."""
    server = kg.Endpoint(store, updates, graph_store) if store else None
    with terminal.progress_bar() as progress:
        built = kg.build(sources, graph, ontology=ontology, progress=progress)
    with built:
        terminal.show_summary(built.summary)
        try:
            if server:
                put(built, server)
        except KgError as error:
            raise NotPublished(graph, store, error) from error


def put(graph: kg.Graph, server: kg.Endpoint) -> None:
    """Put the graph onto the server, and tell what stands there."""
    with terminal.progress_bar("publishing", "triples") as progress:
        published = graph.publish(server, progress)
    terminal.say(str(published))


@app.command(epilog="Example: kg facts --format csv > facts.csv")
def facts(
    graph: GraphFolder = DEFAULT_FOLDER,
    format_: Annotated[str, format_option(FACT_FORMATS)] = "table",
    every: Annotated[bool, typer.Option("--all", help="Also what is denied, threatened, planned or possible.")] = False,
) -> None:
    """List the facts, one a row, each with its article and its words."""
    with kg.Graph.open(graph) as opened:
        found = list(opened.knowledge.facts)
    terminal.show_facts(found if every else asserted(found), format_)


@app.command(epilog="Example: kg query fines -p since=2023 --format csv")
def query(
    text: Annotated[str, typer.Argument(metavar="TEXT|FILE.rq|NAME", help="SPARQL, or a question's name.")] = "",
    parameters: Annotated[
        list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="What a question leaves open; repeatable.")
    ] = None,
    format_: Annotated[str, format_option(ANSWER_FORMATS)] = "table",
    show_list: Annotated[bool, typer.Option("--list", help="Show the questions that have a name, with help.")] = False,
    timeout: Timeout = LIMITS.seconds,
    memory: Memory = LIMITS.megabytes,
    rows: Rows = LIMITS.rows,
    store: Annotated[
        str, typer.Option("--store", metavar="URL", help="Ask the SPARQL server that the graph was published on.")
    ] = "",
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Ask the graph, in SPARQL or by the name of a question."""
    if show_list:
        terminal.show_questions(questions_of(graph).values())
        return
    question, values, limits = required(text), values_of(parameters or ()), Limits(timeout, memory, rows)
    if store:
        terminal.show_answer(kg.RemoteGraph.at(store).query_within(limits, question, **values), format_)
        return
    with kg.Graph.open(graph) as opened:
        terminal.show_answer(opened.query_within(limits, question, **values), format_)


def questions_of(graph: Path) -> Mapping[str, Question]:
    """The questions that the graph's ontology has; before there is a graph, those that come with the program."""
    try:
        with kg.Graph.open(graph) as opened:
            return opened.questions
    except NoGraph:
        return load_questions(bundled_ontology() / "queries")


def date_given(text: str | None) -> str | None:
    """The beginning of an ISO date, as it was given."""
    if text is not None and not DATE.fullmatch(text):
        raise typer.BadParameter(f"{text!r} is no date such as 2018, 2018-11 or 2018-11-12")
    return text


def required(text: str) -> str:
    """The query, which must be there."""
    if not text.strip():
        raise typer.BadParameter("what is the question? Give SPARQL, a file.rq or a name; --list shows the names")
    return text


def values_of(parameters: Iterable[str]) -> dict[str, list[str]]:
    """
    The values of each parameter.

    ["platform=Weibo", "platform=WeChat"]   {"platform": ["Weibo", "WeChat"]}
    """
    values: dict[str, list[str]] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals or not name.isidentifier():
            raise typer.BadParameter(f"-p {parameter!r}: write -p name=value")
        values.setdefault(name, []).append(value)
    return values


@app.command(epilog="Example: kg export --format turtle -o graph.ttl")
def export(
    format_: Annotated[str, format_option(EXPORTERS)],
    output: Output = None,
    graph: GraphFolder = DEFAULT_FOLDER,
    shards: Annotated[
        int, typer.Option("--shards", metavar="N", min=1, help="nquads in so many files, for bulk loaders: a folder.")
    ] = 1,
) -> None:
    """Write the graph in a format of other programs; neo4j, notes and tables are folders, or files named *.zip."""
    if (is_folder(format_) and output is None) or (shards > 1 and (output is None or format_ != SHARDED)):
        raise typer.BadParameter("several files want a folder: -o DIR; of one format, nquads, there are --shards")
    is_zip = output is not None and output.suffix.lower() == ".zip"
    if is_zip and (shards > 1 or not is_folder(format_)):
        raise typer.BadParameter(f"{output}: only formats of several files go into a zip file; {format_} is none")
    with kg.Graph.open(graph) as opened:
        if output and (shards > 1 or (is_folder(format_) and not is_zip)):
            opened.export_folder(format_, output, shards=shards)
        else:
            with terminal.output_to(output) as stream:
                opened.export(format_, stream)


@app.command(epilog="Example: kg publish http://localhost:7878/query")
def publish(
    url: Annotated[str, typer.Argument(metavar="URL", help="Where the server takes queries.")],
    updates: Updates = "",
    graph_store: GraphStore = "",
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Put the graph onto a SPARQL 1.1 server, in place of the one published there before; only what has changed."""
    server = kg.Endpoint(url, updates, graph_store)
    with kg.Graph.open(graph) as opened:
        put(opened, server)


@app.command(epilog="Example: kg view -o page.html --open")
def view(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page.")] = Path("graph.html"),
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    title: Annotated[str, typer.Option("--title", help="What the page is headed.")] = "Knowledge graph",
    focus: Annotated[
        list[str] | None, typer.Option("--focus", metavar="NAME", help="Only what is near this; may be given again.")
    ] = None,
    depth: Annotated[int, typer.Option("--depth", min=1, help="How many links away from a focus.")] = 1,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", callback=date_given, help="Only from 2018, 2018-11, 2018-11-12 on."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DATE", callback=date_given, help="Only until then.")
    ] = None,
    types: Annotated[
        str, typer.Option("--types", metavar="TYPE,...", help="Only facts of these types: Closure,Fine.")
    ] = "",
    query: Annotated[
        str | None, typer.Option("--query", metavar="QUERY", help="Only what this question, file.rq or SPARQL names.")
    ] = None,
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Write the graph, or a part of it, as one interactive HTML page that works offline."""
    names = tuple(name.strip() for name in types.split(",") if name.strip())
    wanted = kg.Selection(tuple(focus or ()), depth, since, until, names, query)
    with kg.Graph.open(graph) as opened:
        kg.write_view(opened, output, title=title, wanted=wanted)
    terminal.say(f"The page: {output}")
    if open_:
        webbrowser.open(output.resolve().as_uri())


@app.command(epilog="Example: kg report -o report.html --open")
def report(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page.")] = Path("report.html"),
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    title: Annotated[str, typer.Option("--title", help="What the page is headed.")] = "Report",
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Write closures by year, fines ranked, campaigns, who is quoted and which sources overlap, as one page."""
    with kg.Graph.open(graph) as opened:
        kg.write_report(opened, output, title=title)
    terminal.say(f"The report: {output}")
    if open_:
        webbrowser.open(output.resolve().as_uri())


@app.command(epilog="Example: kg serve -g graph --port 8000")
def serve(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes a free one.")] = 8000,
    origins: Annotated[
        list[str] | None, typer.Option("--cors", metavar="ORIGIN", help="Whose pages may ask; * for all; repeatable.")
    ] = None,
    names: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="Another name of this host; repeatable.")
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Let those who know the token in KG_UPDATE_TOKEN change the graph.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, help="How many queries run at once.")] = 2,
    timeout: Timeout = LIMITS.seconds,
    memory: Memory = LIMITS.megabytes,
    rows: Rows = LIMITS.rows,
    title: Annotated[str, typer.Option("--title", help="What the pages are headed.")] = "Knowledge graph",
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Serve the graph: SPARQL for programs at /sparql, pages for people, until stopped by Ctrl-C."""
    from kg.serve import Settings  # noqa: PLC0415  (a server loads slowly, and one command needs it)
    from kg.serve import serve as run  # noqa: PLC0415

    settings = Settings(
        graph, host, port, Limits(timeout, memory, rows), workers, origins=tuple(origins or ()),
        names=tuple(names or ()), update_token=update_token() if update else "", title=title,
    )  # fmt: skip
    run(settings, terminal.say)


def update_token() -> str:
    """The word that lets people change the graph: a new one, told once, where none is set."""
    if token := os.environ.get("KG_UPDATE_TOKEN"):
        return token
    token = secrets.token_urlsafe(24)
    terminal.say(f"The token for updates: {token}")
    return token


@app.command(epilog="Example: kg explain Weibo")
def explain(
    name: Annotated[str, typer.Argument(metavar="ID", help="A fact's id or its beginning; an entity's id or name.")],
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Show why the graph says something: the words, the pattern that saw them, and why mentions are one thing."""
    with kg.Graph.open(graph) as opened:
        terminal.show_explanation(kg.explanation(opened, name))


@app.command(epilog="Example: kg diff before after")
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The folder of one graph.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The folder of another.")],
) -> None:
    """Tell what came and what went between two graphs."""
    with kg.Graph.open(old) as before, kg.Graph.open(new) as after:
        terminal.say(str(kg.compare(before, after)))


@app.command(epilog="Example: kg review corpus --by Ada")
def review(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The articles' folder, for its judgements.yaml.")],
    by: Annotated[str, typer.Option("--by", help="Who judges.")] = "",
    graph: GraphFolder = DEFAULT_FOLDER,
) -> None:
    """Judge pairs of names that may mean one thing; what is judged holds in every later build."""
    from kg.resolve.judgements import FILE as JUDGEMENTS  # noqa: PLC0415  (what resolves loads slowly)
    from kg.resolve.judgements import judgements_beside  # noqa: PLC0415

    place = folder / JUDGEMENTS
    with kg.Graph.open(graph) as opened:
        judged = terminal.ask_about(kg.doubts(opened, judgements_beside([folder])), by)
    kg.keep_judgements(judged, place)
    if judged:
        terminal.say(f"{len(judged)} judged, in {place}; they hold from the next kg build on")


@app.command(epilog="Example: kg validate -o report.ttl")
def validate(output: Output = None, graph: GraphFolder = DEFAULT_FOLDER) -> None:
    """Check the whole graph against the ontology's shapes (SHACL); also as a report that programs read."""
    from kg.validation import write_report  # noqa: PLC0415  (what checks shapes loads slowly, and one command needs it)

    with kg.Graph.open(graph) as opened, terminal.progress_bar("checking") as progress:
        report = kg.validate_graph(opened, progress)
    terminal.say(str(report))
    if output:
        with terminal.output_to(output) as stream:
            write_report(report, stream)
    raise typer.Exit(0 if report.conforms else 1)


@app.command(epilog="Example: kg check --ontology my-ontology")
def check(ontology: OntologyFolder = None) -> None:
    """Check an ontology: all of its files, and every example in its grammar."""
    terminal.say(str(kg.check_ontology(ontology)))


@app.command(epilog="Example: kg evaluate facts.jsonl --gold corpus/gold.jsonl")
def evaluate(
    facts_file: Annotated[Path, typer.Argument(metavar="FACTS", help="What kg facts --format jsonl has written.")],
    gold: Annotated[Path, typer.Option("--gold", metavar="FILE", help="The annotated facts.")],
    show_errors: Annotated[bool, typer.Option("--errors", help="Also show each difference, with its words.")] = False,
) -> None:
    """Measure facts against annotated ones: precision, recall, F1, traps."""
    scores = kg.evaluate(kg.read_facts(gold), kg.read_facts(facts_file))
    terminal.say("\n\n".join(tell(scores) for tell in ((measured, errors) if show_errors else (measured,))))


def main() -> None:
    """Run the command line; what kg has to tell of is told in a line or two."""
    if isinstance(sys.stdout, TextIOWrapper):  # half a character, as a broken file name has it, can be written, too
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app()
    except KgError as error:
        terminal.complain(error)
        sys.exit(1)
