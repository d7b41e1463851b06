import json
import os
import signal
import subprocess
import sys
import zipfile
from io import StringIO

import pytest

from kg.archive import STORE, new_build, publish, save_knowledge
from kg.cli import values_of
from kg.exporters import EXPORTERS, is_folder
from kg.fact_view import read_facts
from kg.grammar import load_grammar
from kg.graph import quads
from kg.model import Reading
from kg.ontology import bundled_ontology, load_ontology
from kg.resolve import resolve
from kg.resolve.judgements import read_judgements
from kg.store import write_store
from tests.builders import article, fact, mention
from tests.small_folder import KG, ROOT, Command, write_small_graph

COMMANDS = (
    "build",
    "facts",
    "query",
    "export",
    "view",
    "report",
    "explain",
    "serve",
    "check",
    "evaluate",
    "diff",
    "review",
    "validate",
    "publish",
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return write_small_graph(tmp_path_factory.mktemp("small") / "graph")


@pytest.fixture
def kg(monkeypatch, capfd):
    return Command(monkeypatch, capfd)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_on_a_screen_and_ends_in_an_example(kg, command):
    told = kg(command, "--help")

    lines = [line.strip() for line in told.stdout.splitlines() if line.strip()]
    assert told.code == 0
    assert len(lines) <= 24
    assert lines[-1].startswith(f"Example: kg {command}")


def test_the_whole_program_tells_of_its_commands(kg):
    told = kg("--help").stdout
    assert [name for name in COMMANDS if f"│ {name} " not in told] == []


def test_the_version_is_that_of_the_package(kg):
    assert kg("--version").stdout.startswith("kg 0.")


# What the commands show


def test_facts_are_listed_one_a_row_with_article_and_words(kg, graph):
    rows = kg("facts", "-g", graph).stdout.splitlines()[2:]

    assert len(rows) == 13
    assert "2021/first" in rows[0]
    assert "closed more than 9,800 accounts on Chatter" in rows[0]


def test_facts_as_lines_of_json_are_the_fact_view(kg, graph, tmp_path):
    (tmp_path / "facts.jsonl").write_text(kg("facts", "-g", graph, "--format", "jsonl").stdout)

    first = json.loads((tmp_path / "facts.jsonl").read_text().splitlines()[0])
    assert len(read_facts(tmp_path / "facts.jsonl")) == 13
    assert first == {
        "doc": "2021/first",
        "type": "Closure",
        "agent": ["Network Office"],
        "target": ["accounts"],
        "platform": ["Chatter"],
        "count": {"value": 9800, "comparator": "more-than"},
        "date": "2021-05",
        "campaign": ["Operation Broom"],
        "evidence": ["closed more than 9,800 accounts on Chatter"],
    }


def test_what_is_not_asserted_is_listed_only_when_asked_for(kg, graph):
    assert "(denied)" not in kg("facts", "-g", graph).stdout
    assert "(denied)" in kg("facts", "-g", graph, "--all").stdout


def test_questions_are_asked_by_name_file_or_words(kg, graph, tmp_path):
    sparql = 'SELECT ?who { ?who a kg:Platform ; rdfs:label "Hearsay" }'
    (tmp_path / "mine.rq").write_text(sparql)

    for question in (sparql, tmp_path / "mine.rq"):
        assert kg("query", question, "-g", graph, "--format", "csv").stdout.count("hearsay") == 1
    by_name = kg("query", "regulators", "-p", "platform=Chatter", "-g", graph)
    assert "Network Office" in by_name.stdout


def test_named_questions_are_listed_with_what_they_leave_open(kg):
    told = kg("query", "--list").stdout
    assert "fines: Which fines were the highest, by currency?\n    -p target=...  name: " in told


def test_several_values_of_a_parameter_are_alternatives():
    assert values_of(["a=1", "b=x=y", "a=2"]) == {"a": ["1", "2"], "b": ["x=y"]}


FOLDERS = [name for name in EXPORTERS if is_folder(name)]


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name not in (*FOLDERS, "parquet")])
def test_an_export_is_the_same_shown_and_written(kg, graph, tmp_path, name):
    shown = kg("export", "--format", name, "-g", graph).stdout
    written = kg("export", "--format", name, "-g", graph, "-o", tmp_path / "out")

    assert (tmp_path / "out").read_text() == shown
    assert len(shown) > 500
    assert (written.code, written.stdout, [*tmp_path.iterdir()]) == (0, "", [tmp_path / "out"])


@pytest.mark.parametrize("name", FOLDERS)
def test_an_export_of_several_files_is_a_folder_or_a_zip_file(kg, graph, tmp_path, name):
    for place in ("out", "out", "out.zip", "OUT.ZIP"):
        assert kg("export", "--format", name, "-g", graph, "-o", tmp_path / place).code == 0

    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        zipped = {each: archive.read(each) for each in archive.namelist()}
    assert {each: (tmp_path / "out" / each).read_bytes() for each in zipped} == zipped
    assert (tmp_path / "OUT.ZIP").read_bytes() == (tmp_path / "out.zip").read_bytes()
    assert kg("export", "--format", name, "-g", graph).code == 2


def test_nquads_come_in_shards_that_together_are_the_graph(kg, graph, tmp_path):
    kg("export", "--format", "nquads", "--shards", "3", "-g", graph, "-o", tmp_path / "shards")

    shards = [path.read_text().splitlines() for path in sorted((tmp_path / "shards").glob("*.nq"))]
    assert len(shards) == 3
    whole = kg("export", "--format", "nquads", "-g", graph).stdout.splitlines()
    assert sorted(line for shard in shards for line in shard) == sorted(whole)
    graphs = [{line.rsplit(" ", 2)[1] for line in shard} for shard in shards]
    assert not graphs[0] & graphs[1]
    assert kg("export", "--format", "turtle", "--shards", "3", "-g", graph, "-o", tmp_path / "x").code == 2


def test_the_page_holds_what_the_articles_say(kg, graph, tmp_path):
    told = kg("view", "-g", graph, "-o", tmp_path / "page.html", "--title", "Chatter & co")

    page = (tmp_path / "page.html").read_text()
    assert told.stdout == f"The page: {tmp_path / 'page.html'}\n"
    assert "closed more than 9,800 accounts" in page
    assert "<title>Chatter &amp; co" in page


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (("--types", "Closure"), {"Closure"}),
        (("--types", "Closure, operates"), {"Closure", "operates"}),
        (("--focus", "Lumo Ltd", "--types", "operates"), {"operates"}),
        (("--from", "2030"), set()),
        (("--to", "1999-12-31"), set()),
        (("--query", "SELECT ?event WHERE { ?event a kg:Fine }"), {"Fine"}),
    ],
)
def test_a_page_holds_the_part_of_the_graph_that_is_wanted(kg, graph, tmp_path, options, kinds):
    assert kg("view", *options, "-g", graph, "-o", tmp_path / "part.html").code == 0
    data = (tmp_path / "part.html").read_text().partition('id="contents">')[2].partition("</script>")[0]
    facts = json.loads(data)["facts"]
    assert {*facts["full"].get("type", ())} | {*facts["sparse"].get("type", {}).values()} == kinds


@pytest.mark.parametrize("date", ["soon", "18", "2018-1", "2018/01", "2018-01-01T00:00"])
@pytest.mark.parametrize("option", ["--from", "--to"])
def test_a_date_that_is_none_is_told_of(kg, graph, option, date):
    told = kg("view", option, date, "-g", graph)
    assert told.code == 2
    assert date in told.stdout + told.stderr


def test_the_report_holds_the_figures_of_the_graph(kg, graph, tmp_path):
    told = kg("report", "-g", graph, "-o", tmp_path / "report.html", "--title", "Chatter & co")
    assert told.stdout == f"The report: {tmp_path / 'report.html'}\n"
    page = (tmp_path / "report.html").read_text()
    assert "<title>Chatter &amp; co</title>" in page
    assert "Closures by year and authority" in page


def test_facts_are_measured_against_annotated_ones(kg, graph, tmp_path):
    (tmp_path / "found.jsonl").write_text(kg("facts", "-g", graph, "--format", "jsonl").stdout)
    (tmp_path / "gold.jsonl").write_text(
        '{"doc": "2021/first", "type": "operates", "subject": [["Lumo Ltd"]], "object": [["Chatter"]]}\n'
        '{"doc": "2021/first", "type": "NOT", "fact": {"type": "Detention", "target": [["Ada Berg"]]}}\n'
    )

    told = kg("evaluate", tmp_path / "found.jsonl", "--gold", tmp_path / "gold.jsonl", "--errors").stdout
    assert "facts                 0.2500  1.0000  0.4000       4       1" in told
    assert "traps fallen into: 0 of 1" in told
    assert "false    2021/first  Fine" in told


# What is no command


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((), ""),
        (("biuld",), "No such command 'biuld'"),
        (("build",), "Missing argument"),
        (("facts", "--format", "xml"), "no format 'xml'"),
        (("facts", "--format", "jsnl"), "did you mean 'jsonl'?"),
        (("export", "--format", "turtel"), "did you mean 'turtle'?"),
        (("export",), "Missing option '--format'"),
        (("query",), "what is the question?"),
        (("query", "fines", "-p", "since"), "write -p name=value"),
        (("export", "--format", "turtle", "-o", "x.zip"), "turtle is none"),
        (("export", "--format", "nquads", "--shards", "2", "-o", "x.ZIP"), "nquads is none"),
        (("evaluate", "facts.jsonl"), "Missing option '--gold'"),
    ],
)
def test_wrong_usage_ends_in_2(kg, arguments, problem):
    told = kg(*arguments)
    assert told.code == 2
    assert problem in told.stdout + told.stderr


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("query", "fine"), "kg: no question 'fine'; did you mean 'fines'?\n"),
        (("query", "fines", "-p", "agnet=Nobody"), "kg: no parameter of fines 'agnet'; did you mean 'agent'?\n"),
        (("query", "regulators", "-p", "platform=Chater"), "kg: no platform 'Chater'; did you mean 'Chatter'?\n"),
        (("query", "SELECT ?x {"), "kg: the query cannot be answered: line 1, column 12: "),
        (("query", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"), "kg: the query cannot be answered: "),
        (("query", "DROP ALL"), "kg: the query cannot be answered: DROP: a graph is asked here, never changed\n"),
        (("query", "missing.rq"), "kg: missing.rq: cannot be read: No such file or directory\n"),
        (("query", "ASK { }", "--format", "turtle"), "kg: the query cannot be answered: only CONSTRUCT"),
        (("explain", "Chater"), "kg: no fact, event or entity called 'Chater'; did you mean 'Chatter'?\n"),
        (("export", "--format", "csv", "-o", "no/folder/x.csv"), "kg: no/folder/x.csv: cannot be written: "),
        (("view", "-o", "no/folder/x.html"), "kg: no/folder/x.html: cannot be written: "),
        (("view", "--focus", "Chater"), "kg: no thing called 'Chater'; did you mean 'Chatter'?\n"),
        (("view", "--types", "Fine,Closur"), "kg: no type 'Closur'; did you mean 'Closure'?\n"),
        (("view", "--query", "fine"), "kg: no question 'fine'; did you mean 'fines'?\n"),
        (("view", "--query", "missing.rq"), "kg: missing.rq: cannot be read: No such file or directory\n"),
        (("report", "-o", "no/folder/x.html"), "kg: no/folder/x.html: cannot be written: "),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line_and_ends_in_1(kg, graph, arguments, problem):
    told = kg(*arguments, "-g", graph)
    assert (told.code, told.stdout) == (1, "")
    assert told.stderr.startswith(problem)
    assert told.stderr.count("\n") <= 2


@pytest.mark.parametrize("missing", ["facts.jsonl", "gold.jsonl"])
def test_a_missing_file_of_facts_is_named(kg, tmp_path, missing):
    for name in {"facts.jsonl", "gold.jsonl"} - {missing}:
        (tmp_path / name).write_text("")
    told = kg("evaluate", tmp_path / "facts.jsonl", "--gold", tmp_path / "gold.jsonl")
    assert (told.code, told.stderr) == (1, f"kg: {tmp_path / missing}: No such file or directory\n")


def test_an_ontology_that_is_missing_is_told_of(kg, tmp_path):
    told = kg("check", "--ontology", tmp_path)
    assert told.code == 1
    assert f"{tmp_path}/kg.ttl: cannot be read" in told.stderr


# As other programs


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes there")
def test_a_reader_that_goes_away_is_no_error(graph):
    command = [*KG, "export", "--format", "turtle", "-g", str(graph)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout
        running.stdout.close()
        assert running.stderr
        assert running.stderr.read() == ""
    assert running.returncode == 1


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="there is no such signal there")
def test_a_server_or_client_that_hangs_up_ends_nothing(kg, graph):
    kg("facts", "-g", graph)
    assert signal.getsignal(signal.SIGPIPE) is signal.SIG_IGN  # or a closed socket would end kg serve and kg publish


def test_what_the_terminal_cannot_write_is_spelled_out(graph):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    command = [*KG, "facts", "-g", str(graph)]
    told = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert "\\u201cWe read every post,\\u201d" in told.stdout


# What one world is made of


def test_what_came_and_went_is_told(kg, graph, tmp_path):
    other = write_small_graph(tmp_path / "other")
    assert kg("diff", graph, other).stdout == "no difference: both graphs say the same\n"


def test_a_whole_graph_is_checked_and_the_report_is_one_that_programs_read(kg, graph, tmp_path):
    told = kg("validate", "-g", graph, "-o", tmp_path / "report.ttl")
    assert (told.code, told.stdout[:9]) == (0, "conforms:")
    assert "sh:ValidationReport" in (tmp_path / "report.ttl").read_text()


def test_doubtful_pairs_are_judged_at_the_terminal_and_kept(kg, tmp_path, monkeypatch):
    articles = tmp_path / "news"
    articles.mkdir()
    folder = write_doubtful_graph(tmp_path / "graph")
    monkeypatch.setattr("sys.stdin", StringIO("x\ny\nthe same seat\n"))

    told = kg("review", articles, "--by", "Ada", "-g", folder)

    assert "1 of 1: are these one thing?" in told.stdout
    assert "Brimtalk Holdings promised more. (a)" in told.stdout
    (kept,) = read_judgements(articles / "judgements.yaml")
    assert (kept.is_one, kept.by, kept.why) == (True, "Ada", "the same seat")
    assert "nothing is doubtful" in kg("review", articles, "-g", folder).stdout


def test_at_the_end_of_input_a_review_stops_and_keeps_nothing(kg, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO(""))
    assert kg("review", tmp_path, "-g", write_doubtful_graph(tmp_path / "graph")).code == 0
    assert not (tmp_path / "judgements.yaml").exists() or (tmp_path / "judgements.yaml").read_text() == ""


def write_doubtful_graph(folder):
    """A graph of two articles whose names may mean one company."""
    readings = []
    for id, name in (("a", "Brimtalk Holdings"), ("b", "Brimtalk")):
        told = article(f"{name} promised more.", id=id)
        pledge = fact("Pledge", told.text, within=told, agent=mention(name, "Company", within=told))
        readings.append(Reading(told, (pledge,)))
    found = resolve(readings, load_grammar(bundled_ontology()))
    with new_build(folder) as place:
        save_knowledge(found, place)
        write_store(quads(found, load_ontology(bundled_ontology())), place / STORE)
        publish(folder, place)
    return folder


def test_a_query_is_stopped_at_the_limits_that_are_given(kg, graph):
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"

    slow = kg("query", endless, "--timeout", "0.5", "-g", graph)
    large = kg("query", endless, "--memory", "80", "--timeout", "60", "-g", graph)
    long = kg("query", "SELECT * { ?a ?b ?c }", "--rows", "10", "-g", graph)

    assert "stopped after 0.5 seconds" in slow.stderr
    assert "stopped at 80 megabytes" in large.stderr
    assert "stopped after 10 rows" in long.stderr
    assert (slow.code, large.code, long.code) == (1, 1, 1)
