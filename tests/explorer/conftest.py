"""A browser, and pages in it that are watched."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from kg.explorer import write_page

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
window.alert = () => { window.ran = true; };
"""


@dataclass
class Watched:
    """A page, and all that it did which it should not."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def misdeeds(self) -> list[str]:
        """Requests, errors, violations of the policy, scripts that ran from text."""
        violations = self.page.evaluate("window.violations")
        ran = ["a script from the text ran"] if self.page.evaluate("window.ran === true") else []
        return [*self.requests, *self.errors, *violations, *ran]


@pytest.fixture
def open_file(browser):
    """Opens a page from disk, and watches it."""
    contexts = []

    def open_page(file, *, at="", size=(1200, 800), scheme="light", motion="no-preference"):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion=motion
        )
        contexts.append(context)
        context.add_init_script(WATCH)
        context.set_default_timeout(10_000)
        watched = Watched(context.new_page())
        watched.page.on("request", lambda request: watched.requests.append(request.url))
        watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
        watched.page.on("console", lambda message: watched.errors.extend([message.text] * (message.type == "error")))
        watched.page.goto(f"{file.as_uri()}{at}")
        watched.requests.remove(file.as_uri())
        return watched

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def look_at(open_file, tmp_path):
    """Writes the page of some knowledge, and opens it from disk."""

    def open_page(knowledge, vocabulary, *, title="News", **how):
        target = tmp_path / "graph.html"
        write_page(knowledge, vocabulary, target, title=title)
        watched = open_file(target, **how)
        watched.page.wait_for_selector("html[data-ready=yes]")
        return watched

    return open_page
