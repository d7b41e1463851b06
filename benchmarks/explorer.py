"""
What the explorer's page costs, in Python and in a browser: made-up news of several sizes.

    python -m benchmarks.explorer 1000 2000 20000 100000

Prints for each size: CPU seconds and the most memory of making the page, the page's size, the time from its address to
the first picture beside that of bare `JSON.parse` of the same data and of an empty page, frames a second while the
picture is dragged and zoomed, and how long a filter, a key in the search box and the opening of a group take. All in
headless Chromium, drawn by software. Neighbours on the machine are felt: the load is printed too.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.synthetic_news import knowledge_of
from kg.collector import collecting_seldom
from kg.explorer import Vocabulary, write_page
from kg.ontology import bundled_ontology, load_ontology

ROUNDS = 5
ALL_POINTS = "#events=points"
SECONDS = 3.0  # of dragging, and of zooming
DATA = re.compile(r'<script type="application/json" id="contents">(.*?)</script>', re.DOTALL)
WATCH = """
new MutationObserver((_, observer) => {
  if (document.documentElement.dataset.ready !== "yes") return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.drawn = performance.now(); }));
}).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-ready"] });
"""
FRAMES = """() => {
  window.frames_ = 0; window.begun = performance.now();
  const frame = () => { window.frames_ += 1; window.counting = requestAnimationFrame(frame); };
  window.counting = requestAnimationFrame(frame);
}"""
FRAMES_A_SECOND = """() => {
  cancelAnimationFrame(window.counting);
  return window.frames_ / (performance.now() - window.begun) * 1000;
}"""
# From an act to the frame that shows what came of it.
CLICKED = """(selector) => new Promise((tell) => {
  const begin = performance.now();
  document.querySelector(selector).click();
  requestAnimationFrame(() => setTimeout(() => tell(performance.now() - begin)));
})"""
TYPED = """(text) => new Promise((tell) => {
  const [box, list] = ["search", "search-results"].map((id) => document.getElementById(id));
  const begin = performance.now();
  new MutationObserver((_, observer) => {
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => tell(performance.now() - begin)));
  }).observe(list, { childList: true });
  box.value = text;
  box.dispatchEvent(new Event("input"));
})"""
BARE = """<!doctype html><html><body><script type="application/json" id="contents">{data}</script>
<script>window.data = JSON.parse(document.getElementById("contents").textContent);
document.documentElement.dataset.ready = "yes";</script></body></html>"""


def write_made_up(points: int, target: Path) -> None:
    """Write the page of so many points, and print CPU seconds and megabytes."""
    knowledge, ontology = knowledge_of(points), load_ontology(bundled_ontology())
    words = Vocabulary({name: term.label for name, term in ontology.classes.items()}, ontology.is_a)
    begin = time.process_time()
    with collecting_seldom():
        write_page(knowledge, words, target, title=f"{points:,} points")
    seconds = time.process_time() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Python {seconds:.1f} CPU s, {memory:,.0f} MB", end="; ")
    print(f"page {target.stat().st_size / 1e6:.1f} MB", flush=True)


def first_picture(browser: Any, file: Path) -> float:
    """Milliseconds from the address to the first frame that shows the page."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(file.as_uri() + ALL_POINTS)
    page.wait_for_function("window.drawn", timeout=120_000)
    milliseconds: float = page.evaluate("window.drawn")
    context.close()
    return milliseconds


def frames_dragging(page: Page) -> float:
    """Frames a second while a mouse drags the picture to and fro."""
    page.mouse.move(700, 200)
    page.mouse.down()
    page.evaluate(FRAMES)
    end, step = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        step += 1
        page.mouse.move(700 + abs(step % 80 - 40) * 5, 200 + abs(step % 60 - 30) * 5)
    frames: float = page.evaluate(FRAMES_A_SECOND)
    page.mouse.up()
    return frames


def frames_zooming(page: Page) -> float:
    """Frames a second while a wheel zooms in and out."""
    page.mouse.move(700, 420)
    page.evaluate(FRAMES)
    end, step = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        step += 1
        page.mouse.wheel(0, -60 if step % 40 < 20 else 60)
    frames: float = page.evaluate(FRAMES_A_SECOND)
    return frames


def measure(browser: Any, file: Path, folder: Path) -> None:
    """Print what the browser needs for a page."""
    bare, empty = folder / "bare.html", folder / "empty.html"
    found = DATA.search(file.read_text(encoding="utf-8"))
    assert found, "a page without data"
    bare.write_text(BARE.replace("{data}", found[1]), encoding="utf-8")
    empty.write_text(BARE.replace("{data}", "{}"), encoding="utf-8")
    times = {one: [first_picture(browser, one) for _ in range(ROUNDS)] for one in (file, bare, empty)}
    told = {one: f"{median(all_):,.0f} ms (best {min(all_):,.0f})" for one, all_ in times.items()}
    print(f"  first picture {told[file]}; bare JSON.parse {told[bare]}; an empty page {told[empty]}")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(file.as_uri() + ALL_POINTS)
    page.wait_for_selector("html[data-ready=yes]", timeout=120_000)
    print(f"  dragging {frames_dragging(page):.0f} frames/s, zooming {frames_zooming(page):.0f}")
    print(f"  filter {told_of(page, CLICKED, ['#legend input[data-types]'] * 6)}", end="; ")
    print(f"key in search {told_of(page, TYPED, ['', 'b', 'ba', 'bad', 'bado', 'bador', 'badorl'][1:])}", end="")
    if page.locator("#folds .fold").count():
        print(f"; a group {told_of(page, CLICKED, ['#folds .fold'] * 4)}", end="")
    print(flush=True)
    page.close()


def told_of(page: Page, act: str, arguments: list[str]) -> str:
    """The middle and the worst of several acts; the first of all, which warms up, is told apart."""
    first, *rest = [page.evaluate(act, argument) for argument in arguments]
    return f"{median(rest):.0f} ms, worst {max(rest):.0f}, the first time {first:.0f}"


def main(sizes: list[str]) -> None:
    """Measure each size, its page made in a process of its own."""
    chromium = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for size in sizes:
            print(
                f"{int(size):,} points, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores:", end=" ", flush=True
            )
            file = folder / f"{size}.html"
            subprocess.run([sys.executable, "-m", "benchmarks.explorer", "--write", size, file], check=True)
            measure(browser, file, folder)
        browser.close()


if __name__ == "__main__":
    if sys.argv[1] == "--write":
        write_made_up(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(sys.argv[1:])
