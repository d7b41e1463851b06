"""Text that wants to be more than text, in every field there is."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.explorer import Vocabulary
from kg.model import Article, Event, Fact, Identity, Knowledge, Mention, Name, PartialDate, Phrase, Reading, Span

pytestmark = pytest.mark.browser

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "end of script": "</script><script>alert(1)</script>",
    "comment": "<!--<script>",
    "end of title": "</title><img src=x onerror=alert(1)>",
    "handler": "\"'><img src=x onerror=alert(1)>",
    "href": '<a href="javascript:alert(1)">href</a>',
    "address": "javascript:alert(1)",
    "template": "{{ 7*7 }}{% raw %}${7*7}",
    "quotes": "\"'`´“”\\",
    "right to left": "\u202eevil\u202c \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "emoji": "\N{FAMILY}\N{ZERO WIDTH JOINER}\N{GRINNING FACE}\u2028\u2029",
    "controls": "a\x00b\x07c\x1bd",
    "long": "long " + "x" * 10_000,
    "formula": '=HYPERLINK("http://evil.example")',
    "prototype": "__proto__",
    "constructor": "constructor",
}


def hostile_reading(text: str) -> tuple[Reading, Fact]:
    """An article and a fact of it in which every string is the text."""
    said = f"{text}. {text} closed {text}."
    article = Article(text, said, title=text, published=PartialDate("2021"), outlet=text, url=text)
    place = Span(text, 0, len(text), text)
    slots = {
        "agent": (Mention(place, text, Name(text, text), text),),
        text: (Mention(place, text, Name(text, text), text),),
        "topic": (Mention(place, "Phrase", Phrase(text)),),
        "date": (Mention(place, "Date", PartialDate("2021")),),
    }
    fact = Fact(text, slots, (place,), (text,), cue=place)
    return Reading(article, (fact,)), fact


def hostile_knowledge(texts: Iterable[str]) -> tuple[Knowledge, Vocabulary]:
    """Knowledge that holds each of the texts in every field."""
    readings, things, events = [], [], []
    denotes: dict[tuple[str, str, int], str] = {}
    for text in texts:
        reading, fact = hostile_reading(text)
        readings.append(reading)
        things.append(Identity(text, text, text, (text, text + text), known=text, reasons=(text,)))
        things.append(Identity(f"other {text}", "Platform", text))
        events.append(Event(f"event {text}", text, (fact.id,), (text,)))
        denotes |= {(fact.id, "agent", 0): text, (fact.id, text, 0): f"other {text}"}
    same = {text: text for text in texts}
    vocabulary = Vocabulary(
        same, lambda child, parent: child == parent, {event.id: event.type for event in events}, same
    )
    return Knowledge(tuple(readings), tuple(things), tuple(events), denotes), vocabulary


@pytest.fixture
def watched(look_at):
    texts = list(HOSTILE.values())
    return look_at(*hostile_knowledge(texts), title=" ".join(texts))


def select(page, key):
    page.evaluate("(key) => { location.hash = new URLSearchParams({ select: key }).toString(); }", key)
    page.wait_for_function("(key) => window.explorer.state().select === key", arg=key)


def test_hostile_text_is_shown_as_text_and_nothing_of_it_runs(watched):
    page = watched.page
    assert page.locator("h1").text_content() == " ".join(HOSTILE.values()).replace("\x00", "")  # HTML drops it
    page.locator("[data-view=timeline]").click()
    assert page.locator(".event-mark").count() == len(HOSTILE)
    page.locator("[data-view=table]").click()
    rows = page.locator("tbody").text_content()
    assert [kind for kind, text in HOSTILE.items() if text[:100] not in rows] == []
    page.locator("[data-events=points]").dispatch_event("click")
    page.locator("[data-view=network]").click()
    for text in HOSTILE.values():
        select(page, text)
        assert page.locator("#panel h2").text_content() == text
        page.fill("#search", text[:20])
        page.locator("#panel .source").first.click()
        assert page.locator(".article-text").text_content() == f"{text}. {text} closed {text}."
    assert watched.misdeeds() == []


def test_hostile_text_makes_no_element_and_no_address(watched):
    page = watched.page
    for text in HOSTILE.values():
        select(page, text)
    assert page.evaluate("document.querySelectorAll('img, iframe, object, embed, base, form[action]').length") == 0
    links = page.evaluate("[...document.links].map((link) => link.protocol)")
    assert set(links) <= {"file:", "http:", "https:"}


def test_a_long_name_does_not_push_the_page_apart(watched):
    page = watched.page
    for view in ("network", "timeline", "table"):
        page.locator(f"[data-view={view}]").click()
        select(page, HOSTILE["long"])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("#search").bounding_box()["width"] > 150
        assert page.locator("#panel .source").first.bounding_box()["y"] < 3000


def test_a_formula_is_no_formula_in_the_csv(watched):
    page = watched.page
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    content = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "HYPERLINK" in content
    assert '"=' not in content
