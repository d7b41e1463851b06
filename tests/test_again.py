"""A build into a folder that holds a graph gives the bytes of a build from nothing."""

import io
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from tests.small_folder import ROOT

FINE = "Ofcom fined TikTok 2 million pounds on 5 March 2024.\n"
BEFORE = {
    "changed": "Weibo closed 300 accounts in May 2021.\n",
    "removed": "The Cyberspace Administration of China summoned Douban in 2021.\n",
    "same": FINE + "Ada Berg of Brimtalk Holdings promised to appeal.\n",
    "other": "Ofcom fined TikTok 2 million pounds on 5 March 2024. Brimtalk fined Zhihu.\n",
}
AFTER = {
    "changed": "Weibo closed 9,800 accounts in June 2022.\n",
    "same": BEFORE["same"],
    "other": BEFORE["other"],
    "added": "On 5 March 2024 Ofcom imposed a fine of 2 million pounds on TikTok. Brimtalk Holdings sued Ofcom.\n",
}
JUDGEMENTS = """
- same: [{name: Brimtalk}, {name: Brimtalk Holdings}]
  by: Ada
  why: one firm
"""
FORMATS = ("nquads", "turtle", "facts")


def write(folder: Path, articles: dict[str, str], judgements: str = "") -> Path:
    """The folder with these articles, and nothing else."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in articles.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    if judgements:
        (folder / "judgements.yaml").write_text(judgements, encoding="utf-8")
    return folder


def exported(graph: kg.Graph) -> dict[str, bytes]:
    """All that the graph says, in several formats."""
    found = {}
    for name in FORMATS:
        with io.BytesIO() as output:
            graph.export(name, output)
            found[name] = output.getvalue()
    return found


def built(news: Path, graph: Path) -> dict[str, bytes]:
    with kg.build([news], graph) as made:
        return exported(made)


@pytest.mark.model
def test_what_changed_went_and_came_is_as_if_it_had_always_been_so(tmp_path):
    news = write(tmp_path / "news", BEFORE)
    before = built(news, tmp_path / "graph")

    write(news, AFTER, JUDGEMENTS)
    with kg.build([news], tmp_path / "graph") as graph:
        again = exported(graph)
        assert graph.summary is not None
        assert (graph.summary.read, graph.summary.unchanged) == (4, 2)
        assert any("judged to be one by Ada: one firm" in " ".join(t.reasons) for t in graph.knowledge.identities)

    assert again == built(news, tmp_path / "new")
    assert b"Douban" in before["nquads"]
    assert b"Douban" not in again["nquads"].replace(b"ontology#", b"")
    assert b"9,800" in again["nquads"]
    assert b"300 accounts" not in again["nquads"]

    write(news, BEFORE)
    assert built(news, tmp_path / "graph") == before


READ_ONE_AND_DIE = """
import os, signal, sys, kg
def progress(done, total):
    if done > int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
kg.build([sys.argv[1]], sys.argv[2], progress=progress)
"""


@pytest.mark.model
def test_a_build_that_is_killed_leaves_the_old_graph_and_the_next_goes_on_where_it_stopped(tmp_path):
    news, folder = write(tmp_path / "news", BEFORE), tmp_path / "graph"
    old = built(news, folder)

    write(news, AFTER)
    unchanged = 2
    killed = subprocess.run(
        [sys.executable, "-c", READ_ONE_AND_DIE, str(news), str(folder), str(unchanged)], check=False, cwd=ROOT
    )
    assert killed.returncode == -signal.SIGKILL
    with kg.Graph.open(folder) as graph:
        assert exported(graph) == old

    with kg.build([news], folder) as graph:
        assert graph.summary is not None
        assert graph.summary.unchanged == unchanged + 1
        assert exported(graph) == built(news, tmp_path / "new")
