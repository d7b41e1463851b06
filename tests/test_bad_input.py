"""What goes wrong on a user's machine, through the command line: told in a line or two, and nothing lost."""

import json
import os
import shutil
import signal
import subprocess
import time

import pytest

from kg.archive import KNOWLEDGE, current_build
from tests.small_folder import KG, ROOT, Command, write_small_graph

ARTICLE = "Weibo closed 1,200 fake accounts on Tuesday for spreading rumours."


@pytest.fixture
def kg(monkeypatch, capfd, tmp_path):
    monkeypatch.chdir(tmp_path)
    return Command(monkeypatch, capfd)


@pytest.fixture
def graph(tmp_path):
    return write_small_graph(tmp_path / "graph")


def told_in_a_line(outcome, code=1):
    """The one line on the error output, where the command ended as it should."""
    assert (outcome.code, outcome.stdout) == (code, "")
    assert outcome.stderr.count("\n") == 1
    return outcome.stderr.removeprefix("kg: ").removesuffix("\n")


# Sources


def test_a_missing_folder_is_named(kg, tmp_path):
    assert told_in_a_line(kg("build", "nowhere")) == "nowhere: no such file or folder"
    assert not (tmp_path / "graph").exists()


def test_an_empty_folder_is_told_what_articles_are(kg, tmp_path):
    (tmp_path / "news").mkdir()
    told = told_in_a_line(kg("build", "news"))
    assert told.startswith("news: no article here; articles are files ending in .htm .html .jsonl")


UNREADABLE = {
    "binary.txt": (bytes(range(256)) * 40, "binary.txt: a binary file, not text"),
    "broken.txt": ("Regulé".encode() + b" \xe2\x82 \xff by law.", "broken.txt: not UTF-8: byte "),
    "empty.txt": (b"", "empty.txt: the file is empty"),
    "long.txt": (b"word " * 4_200_000, "long.txt: 21.0 MB, too large for one article"),
    "long.html": (b"<p>" + b"word " * 4_200_000, "long.html: 21.0 MB, too large for one article"),
    "no.pdf": (b"%PDF-1.4 nothing", "no.pdf: "),
    "two words\nand a line.txt": (b"", "two words\\nand a line.txt: the file is empty"),
}


@pytest.mark.parametrize("name", UNREADABLE, ids=ascii)
def test_a_file_that_cannot_be_read_is_told_of(kg, graph, tmp_path, name):
    content, problem = UNREADABLE[name]
    (tmp_path / name).write_bytes(content)

    told = told_in_a_line(kg("build", name))
    assert told.startswith(problem)
    assert told.endswith("nothing was built")
    assert kg("facts", "-g", graph).stdout.count("\n") == 15  # the graph that was there is there


@pytest.mark.model
def test_what_cannot_be_read_is_skipped_and_told_of_at_the_end(kg, tmp_path):
    (tmp_path / "news").mkdir()
    for name, (content, _) in UNREADABLE.items():
        (tmp_path / "news" / name).write_bytes(content)
    (tmp_path / "news" / "a name with spaces\nand a new line.txt").write_text(ARTICLE)
    (tmp_path / "news" / "line.jsonl").write_text(json.dumps({"id": "x", "text": "word " * 4_200_000}) + "\n")

    told = kg("build", "news")

    assert (told.code, told.stderr) == (0, "")
    assert told.stdout.startswith(f"1 article read, {len(UNREADABLE) + 1} skipped\n")
    assert not [problem for _, problem in UNREADABLE.values() if f"  news/{problem}" not in told.stdout]
    assert "  news/line.jsonl: " in told.stdout
    rows = kg("facts").stdout.splitlines()[2:]
    assert [tuple(line.split("  ")[1:3]) for line in rows] == [("a name with spaces and a new line", "Closure")]


@pytest.mark.model
def test_an_article_without_a_date_is_read_and_no_date_is_guessed(kg, tmp_path):
    (tmp_path / "undated.txt").write_text(ARTICLE)
    assert kg("build", "undated.txt").code == 0

    facts = [json.loads(line) for line in kg("facts", "--format", "jsonl").stdout.splitlines()]
    assert [fact["type"] for fact in facts] == ["Closure"]
    assert "date" not in facts[0]


@pytest.mark.model
def test_a_graph_among_its_own_sources_is_no_article(kg, tmp_path):
    (tmp_path / "one.txt").write_text(ARTICLE)
    (tmp_path / "page.txt").write_text("Nothing happened.")

    first, second = kg("build", "."), kg("build", ".")
    assert first.stdout.startswith("2 articles read, 0 skipped\n")
    assert second.stdout.startswith("2 articles read (2 unchanged since the last build), 0 skipped\n")


# The graph's folder


def test_a_folder_without_a_graph_says_how_to_make_one(kg):
    assert told_in_a_line(kg("facts")) == "graph: no graph here; make one with: kg build SOURCE -g graph"


def test_a_file_is_no_graph(kg, tmp_path):
    (tmp_path / "graph").write_text("")
    assert told_in_a_line(kg("facts")) == "graph: a file, not a folder: a graph is a folder"


def test_a_graph_cannot_be_written_where_a_file_stands(kg, tmp_path):
    (tmp_path / "graph").write_text("mine")
    (tmp_path / "one.txt").write_text(ARTICLE)

    assert told_in_a_line(kg("build", "one.txt")) == "graph: a file stands where a folder should be"
    assert (tmp_path / "graph").read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_read_only_graph_is_asked_but_not_replaced(kg, graph, tmp_path):
    (tmp_path / "one.txt").write_text(ARTICLE)
    folders = [graph, *(path for path in graph.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert "graph: cannot be read or written: Permission denied" in told_in_a_line(kg("build", "one.txt"))
        assert kg("facts").stdout.count("\n") == 15
    finally:
        for folder in folders:
            folder.chmod(0o755)


def cut_knowledge(graph):
    path = current_build(graph) / KNOWLEDGE
    path.write_bytes(path.read_bytes()[:3000])


def remove_store(graph):
    shutil.rmtree(current_build(graph) / "store")


def empty_store(graph):
    for path in (current_build(graph) / "store").iterdir():
        path.unlink()


def remove_build(graph):
    shutil.rmtree(current_build(graph))


def empty_pointer(graph):
    (graph / "current").write_text("")


def remove_pointer(graph):
    (graph / "current").unlink()


DAMAGES = (cut_knowledge, remove_store, empty_store, remove_build, empty_pointer, remove_pointer)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_graph_is_told_of_with_what_to_do(kg, graph, damage):
    damage(graph)
    assert "build" in told_in_a_line(kg("facts"))


@pytest.mark.model
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_graph_is_built_again(kg, graph, tmp_path, damage):
    damage(graph)
    (tmp_path / "one.txt").write_text(ARTICLE)

    assert kg("build", "one.txt").code == 0
    assert "Weibo" in kg("facts").stdout


@pytest.mark.model
def test_a_build_that_is_interrupted_leaves_the_old_graph_and_what_it_has_read(kg, graph, corpus, tmp_path):
    command = [*KG, "build", str(corpus), "-g", str(graph)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        wait_for(lambda: len([*(graph / "readings").glob("*.json")]) >= 2)
        running.send_signal(signal.SIGINT)
        stdout, stderr = running.communicate(timeout=60)

    assert (running.returncode, stdout, stderr) == (130, "", "")
    assert kg("facts").stdout.count("\n") == 15
    assert not [path for path in (graph / "builds").iterdir() if path.name.startswith(".")]
    few = sorted(corpus.glob("cn0*.txt"))[:2]
    assert "unchanged since the last build" in kg("build", *few, "-g", tmp_path / "graph").stdout


def wait_for(condition):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("it never came about")
