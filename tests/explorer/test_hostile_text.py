"""Text that wants to be more than text, in every field there is."""

from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from lxml import etree  # type: ignore[import-untyped]

from benchmarks.synthetic_news import knowledge_of
from kg import Graph
from kg.explorer import Vocabulary
from kg.model import (
    Amount,
    Article,
    Event,
    Fact,
    Identity,
    Knowledge,
    Mention,
    Name,
    PartialDate,
    Phrase,
    Quotation,
    Reading,
    Span,
)
from kg.report import write_report

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
    "method": "hasOwnProperty",
    "formula of TeX": "$x$ $\\frac{1}{0}$ $",
    "markup": "&lt;b&gt; ]]> <?php ?> &#x3c;",
    "turtle": '" . <http://evil.example/a> a <http://evil.example/b> . #\n"""',
    "not a character": "a\ufffeb\uffffc",
    "half of a character": "half \ud83d of one",
}


def plain(text: str) -> str:
    """The text as an id or a type, of which hashes and addresses are made: without halves of characters."""
    return text.encode("utf-8", "replace").decode()


def hostile_reading(text: str) -> tuple[Reading, Fact]:
    """An article and a fact of it in which every string is the text."""
    said = f"{text}. {text} closed {text}."
    article = Article(plain(text), said, title=text, published=PartialDate("2021"), outlet=text, url=text)
    place = Span(plain(text), 0, len(text), text)
    slots = {
        "agent": (Mention(place, text, Name(text, text), text),),
        text: (Mention(place, text, Name(text, text), text),),
        "topic": (Mention(place, "Phrase", Phrase(text)),),
        "date": (Mention(place, "Date", PartialDate("2021")),),
    }
    fact = Fact(plain(text), slots, (place,), (text,), cue=place)
    return Reading(article, (fact,)), fact


def hostile_knowledge(texts: Iterable[str]) -> tuple[Knowledge, Vocabulary]:
    """Knowledge that holds each of the texts in every field."""
    readings, things, events = [], [], []
    denotes: dict[tuple[str, str, int], str] = {}
    for text in texts:
        reading, fact = hostile_reading(text)
        readings.append(reading)
        things.append(Identity(plain(text), plain(text), text, (text, text + text), known=text, reasons=(text,)))
        things.append(Identity(f"other {plain(text)}", "Platform", text))
        events.append(Event(f"event {plain(text)}", plain(text), (fact.id,), (text,)))
        denotes |= {(fact.id, "agent", 0): plain(text), (fact.id, text, 0): f"other {plain(text)}"}
    same = {key: key for text in texts for key in (text, plain(text))}
    vocabulary = Vocabulary(
        same, lambda child, parent: child == parent, {event.id: event.type for event in events}, same
    )
    return Knowledge(tuple(readings), tuple(things), tuple(events), denotes), vocabulary


@pytest.fixture
def watched(look_at):
    texts = list(HOSTILE.values())
    return look_at(*hostile_knowledge(texts), title=" ".join(texts))


def in_html(text):
    """What HTML makes of a text that stands in it: no character is none, half of one is told by its number."""
    return text.replace("\x00", "").encode("utf-8", "backslashreplace").decode()


def sound(text):
    """What a browser hands to another program: a character in place of a half."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def select(page, key):
    page.evaluate("(key) => { location.hash = new URLSearchParams({ select: key }).toString(); }", key)
    page.wait_for_function("(key) => window.explorer.state().select === key", arg=key)


def test_hostile_text_is_shown_as_text_and_nothing_of_it_runs(watched):
    page = watched.page
    assert page.locator("h1").text_content() == in_html(" ".join(HOSTILE.values()))
    page.locator("[data-view=timeline]").click()
    assert page.locator(".event-mark").count() == len(HOSTILE)
    page.locator("[data-view=table]").click()
    rows = sound(page.locator("tbody").text_content())
    assert [kind for kind, text in HOSTILE.items() if sound(text)[:100] not in rows] == []
    page.locator("[data-events=points]").dispatch_event("click")
    page.locator("[data-view=network]").click()
    for text in HOSTILE.values():
        select(page, plain(text))
        assert sound(page.locator("#panel h2").text_content()) == sound(text)
        page.fill("#search", plain(text)[:20])
        page.locator("#panel .source").first.click()
        assert sound(page.locator(".article-text").text_content()) == sound(f"{text}. {text} closed {text}.")
    assert watched.misdeeds() == []


def test_hostile_text_makes_no_element_and_no_address(watched):
    page = watched.page
    for text in HOSTILE.values():
        select(page, plain(text))
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


def shown_as(text):
    """What is left of a text in a file that bears no controls and no halves of characters."""
    return "".join("\ufffd" if ord(c) in BARRED or 0xD800 <= ord(c) < 0xE000 else c for c in text)


BARRED = {*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF}


def saved(page, name):
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()


def test_hostile_text_in_the_turtle_is_text(watched):
    turtle = saved(watched.page, "Turtle")
    store = pyoxigraph.Store()
    store.load(turtle, format=pyoxigraph.RdfFormat.TURTLE)
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == len(store)
    labels = {quad.object.value for quad in store if quad.predicate.value.endswith(("#label", "#altLabel"))}
    assert {kind for kind, text in HOSTILE.items() if shown_as(text) not in labels} == set()
    terms = {term.value for quad in store for term in (quad.subject, quad.predicate)}
    assert {term for term in terms if "evil" in term and not term.startswith("https://kg.example.org/")} == set()
    assert watched.misdeeds() == []


def test_hostile_text_in_the_svg_is_text(watched):
    root = etree.fromstring(saved(watched.page, "SVG"), etree.XMLParser(huge_tree=True))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"svg", "rect", "line", "circle", "polygon", "title", "text"}
    titles = {element.text for element in root.iter("{http://www.w3.org/2000/svg}title")}
    missing = {kind for kind, text in HOSTILE.items() if normal(shown_as(text)) not in {*map(normal, titles)}}
    assert missing == set()
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or "href" in name}


def normal(text):
    return text.replace("\r", "\n")


def test_hostile_text_in_every_panel_does_no_harm(watched):
    page = watched.page
    texts = list(map(plain, HOSTILE.values()))
    for text, other in zip(texts, texts[1:] + texts[:1], strict=True):
        for changes in (
            {"select": text, "focus": "2", "centre": text},
            {"select": text, "path": f"other {other}"},
            {"select": text, "path": f"other {text}"},
            {"select": text, "other": f"other {text}"},
            {"gone": "__proto__ constructor", "pinned": "__proto__", "select": text, "focus": "1"},
            {"article": text, "view": "timeline", "hidden": "__proto__ constructor"},
            {"select": f"event {text}", "events": "points"},
        ):
            page.evaluate("(changes) => { location.hash = new URLSearchParams(changes).toString(); }", changes)
        page.evaluate("location.hash = '#'")
    for key in "123fxphe":
        page.locator("body").press(key)
    page.keyboard.press("Escape")
    assert watched.misdeeds() == []
    assert page.evaluate("document.querySelectorAll('img, iframe, object, embed, base').length") == 0


def test_hostile_text_survives_folding(look_at):
    texts = list(HOSTILE.values())
    hostile, vocabulary = hostile_knowledge(texts)
    many = knowledge_of(2300)
    both = Knowledge(
        hostile.readings + many.readings,
        hostile.identities + many.identities,
        hostile.events + many.events,
        {**hostile.denotes, **many.denotes},
    )
    watched = look_at(both, vocabulary, at="#events=points")
    assert watched.page.locator("#folds .fold").count() > 1
    for _ in range(4):
        watched.page.locator("#folds .fold[aria-expanded=false]").last.press("Enter")
    assert watched.misdeeds() == []


def test_hostile_text_in_a_report_is_text(open_file, tmp_path):
    target = tmp_path / "report.html"
    write_report(Graph.of(hostile_events(), ()), target, title=" ".join(HOSTILE.values()))
    watched = open_file(target)
    assert watched.page.locator("h1").text_content().startswith("<script>alert(1)</script> </script>")
    cells = set(watched.page.locator("td").all_text_contents())
    missing = {kind for kind, text in HOSTILE.items() if in_html(text) not in cells}
    assert missing == set()
    assert watched.page.evaluate("document.querySelectorAll('script, iframe, object, embed, base, a').length") == 0
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.misdeeds() == []
    for image in watched.page.locator("img").all():
        assert image.evaluate("(it) => it.complete && it.naturalWidth > 0")
        svg = b64decode(image.get_attribute("src").partition(",")[2])
        assert {element.tag for element in etree.fromstring(svg).iter() if "script" in str(element.tag)} == set()


def hostile_events():
    """A closure, a fine and a statement by each of the texts, in its own outlet and campaign."""
    readings, things, events = [], [], []
    denotes: dict[tuple[str, str, int], str] = {}
    for number, text in enumerate(HOSTILE.values()):
        place = Span(plain(text), 0, len(text), text)
        slots = {slot: (Mention(place, "Company", Name(text)),) for slot in ("agent", "target", "campaign")}
        slots |= {
            "amount": (Mention(place, "Amount", Amount(5 + number, "GBP" if number else text)),),
            "date": (Mention(place, "Date", PartialDate("2021")),),
            "quote": (Mention(place, "Quotation", Quotation(text)),),
        }
        facts = tuple(Fact(kind, slots, (place,), (text,)) for kind in ("Closure", "Fine", "Statement"))
        readings.append(Reading(Article(plain(text), text, outlet=text), facts))
        things.append(Identity(f"thing {number}", "Company", text))
        events += [Event(f"{fact.type} {number}", fact.type, (fact.id,)) for fact in facts]
        denotes |= {(fact.id, slot, 0): f"thing {number}" for fact in facts for slot in ("agent", "target", "campaign")}
    return Knowledge(tuple(readings), tuple(things), tuple(events), denotes)
