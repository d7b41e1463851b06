"""What several tests need, and the order in which they run."""

import http.server
import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.javascript import is_installed, run_script
from tests.jena import running_jena
from tests.reaching_out import Listener

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SLOW_LAST = ("model", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick tests first, so that a plain mistake is told of within seconds."""
    items.sort(
        key=lambda item: max(
            (SLOW_LAST.index(m.name) + 1 for m in item.iter_markers() if m.name in SLOW_LAST), default=0
        )
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the development articles and their annotated facts."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """A Chromium found by name; None stands for Playwright's own."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser(chromium):
    """One browser for all tests: a second one would not start beside it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def listener():
    """A server that answers everybody, and keeps account in `calls`."""
    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    server.calls = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def jena():
    """Apache Jena: Java is started once."""
    with running_jena() as running:
        yield running


@pytest.fixture(scope="session")
def javascript():
    """What a script of tests/npm prints; it is skipped where npm has not installed what it needs."""
    if not is_installed():
        pytest.skip("tests/npm is not installed: make .venv/stamp-npm (make test does it)")
    return run_script
