from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))


def test_there_is_a_notebook_to_run():
    assert "tutorial.ipynb" in {path.name for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_committed_without_output(path):
    notebook = nbformat.read(path, as_version=4)
    assert not [cell.id for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")]


@pytest.mark.model
def test_the_tutorial_runs_and_shows_tables_and_drawings(monkeypatch):
    tutorial = next(path for path in NOTEBOOKS if path.stem == "tutorial")
    monkeypatch.setenv("PYTHONPATH", str(tutorial.parent.parent))
    notebook = nbformat.read(tutorial, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tutorial.parent)}})
    client.execute()
    assert len(shown(notebook, "image/png")) == 2
    tables = shown(notebook, "text/html")
    assert len(tables) >= 5
    assert not [table for table in tables if "<td>" not in table]


def shown(notebook, kind):
    """What the cells of a notebook show in a format."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [output["data"][kind] for output in outputs if kind in output.get("data", {})]
