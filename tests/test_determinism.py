"""The same articles give the same bytes, in whatever order they come and however Python hashes."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.small_folder import ROOT

ARTICLES = ("cn06-weibo-fined", "cn07-zhihu-douban-roundup", "cn23-trending-lists", "wo03-brazil-x-suspended")
BUILD_AND_EXPORT = """
import sys, kg
from pathlib import Path
folder, *sources = map(Path, sys.argv[1:])
graph = kg.build(sources, folder / "graph")
for name in ("turtle", "trig", "facts", "csv", "graphml", "gexf"):
    with (folder / name).open("wb") as output:
        graph.export(name, output)
kg.write_view(graph, folder / "page.html")
(folder / "knowledge").write_bytes(next((folder / "graph" / "builds").glob("*/knowledge.jsonl")).read_bytes())
"""
WRITTEN = ("turtle", "trig", "facts", "csv", "graphml", "gexf", "page.html", "knowledge")


def start_build(folder, corpus, names, *, seed):
    """A build of the articles under a hash seed, its files made and named in this order."""
    (folder / "news").mkdir(parents=True)
    sources = [shutil.copy(corpus / f"{name}.txt", folder / "news") for name in names]
    return subprocess.Popen(
        [sys.executable, "-c", BUILD_AND_EXPORT, str(folder), *sources],
        env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.model
def test_two_builds_give_the_same_bytes_in_any_order_and_with_any_hashes(corpus, tmp_path):
    builds = [
        start_build(tmp_path / "one", corpus, ARTICLES, seed=1),
        start_build(tmp_path / "other", corpus, ARTICLES[::-1], seed=2),
    ]
    assert [build.wait(timeout=300) for build in builds] == [0, 0]

    one, other = ({name: (tmp_path / build / name).read_bytes() for name in WRITTEN} for build in ("one", "other"))
    assert min(map(len, one.values())) > 1000
    assert [name for name in WRITTEN if one[name] != other[name]] == []
