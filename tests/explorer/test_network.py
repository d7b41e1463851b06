"""The page as a file."""

import hashlib
import json
import re
from base64 import b64encode
from html.parser import HTMLParser
from importlib import resources

import pytest

from kg.errors import PageError
from kg.explorer import network, write_page
from tests.explorer.small_news import WORDS, small_news


class Elements(HTMLParser):
    """The elements of a page with their text, as a browser would find them."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append([tag, dict(attrs), ""])

    def handle_endtag(self, tag):
        self.found.append([f"after {tag}", {}, ""])

    def handle_data(self, data):
        if self.found:
            self.found[-1][2] += data

    def named(self, tag):
        return [(attrs, text) for name, attrs, text in self.found if name == tag]


@pytest.fixture
def page(tmp_path):
    write_page(small_news(), WORDS, tmp_path / "graph.html", title="News & <b>more</b>")
    return (tmp_path / "graph.html").read_text(encoding="utf-8")


def test_the_page_names_nothing_to_be_fetched(page):
    elements = Elements(page)
    addresses = [
        v for _, attrs, _ in elements.found for k, v in attrs.items() if k in ("src", "href", "srcset", "action")
    ]
    assert addresses == ["data:,"]
    assert "@import" not in page.split("</style>")[0]
    assert "url(" not in page.split("</style>")[0]


def test_the_policy_allows_exactly_the_scripts_and_the_style_that_are_there(page):
    elements = Elements(page)
    policy = next(attrs["content"] for attrs, _ in elements.named("meta") if "http-equiv" in attrs)
    scripts = [text for attrs, text in elements.named("script") if attrs.get("type") != "application/json"]
    (style,) = [text for _, text in elements.named("style")]

    def digest(text):
        return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert f"script-src {' '.join(map(digest, scripts))};" in policy
    assert f"style-src {digest(style)};" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_no_element_carries_a_script_or_a_style_of_its_own(page):
    names = {name for _, attrs, _ in Elements(page).found for name in attrs}
    assert not {name for name in names if name.startswith("on") or name == "style"}


def test_the_title_is_text(page):
    assert "<title>News &amp; &lt;b&gt;more&lt;/b&gt;</title>" in page


def test_the_contents_are_json_that_cannot_end_their_element(page):
    (raw,) = re.findall(r'<script type="application/json" id="contents">(.*?)</script>', page, re.DOTALL)
    assert "<" not in raw
    contents = json.loads(raw)
    assert contents["title"] == "News & <b>more</b>"
    assert set(contents["nodes"]["full"]["label"]) >= {"Ofcom", "Bluebird"}


def test_the_same_knowledge_gives_the_same_bytes(tmp_path):
    for name in ("one.html", "two.html"):
        write_page(small_news(), WORDS, tmp_path / name, title="News")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.html", "two.html"]


def test_half_a_surrogate_pair_does_not_stop_the_page(tmp_path):
    write_page(small_news(), WORDS, tmp_path / "graph.html", title="News \ud800")
    (raw,) = re.findall(rb'id="contents">(.*?)</script>', (tmp_path / "graph.html").read_bytes(), re.DOTALL)
    assert json.loads(raw)["title"] == "News \ud800"


def test_a_page_that_cannot_be_written_is_told_of_with_its_place(tmp_path):
    with pytest.raises(PageError, match=r"nowhere.graph\.html: cannot be written: No such file"):
        write_page(small_news(), WORDS, tmp_path / "nowhere" / "graph.html", title="News")


def test_a_page_in_place_of_a_folder_is_told_of_and_leaves_no_litter(tmp_path):
    (tmp_path / "graph.html").mkdir()
    (tmp_path / "graph.html" / "kept").touch()
    with pytest.raises(PageError, match="cannot be written"):
        write_page(small_news(), WORDS, tmp_path / "graph.html", title="News")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.html"]


def test_another_drawing_library_than_the_known_one_is_refused(monkeypatch, tmp_path):
    folder = tmp_path / "pyvis"
    (folder / network.BUNDLE).parent.mkdir(parents=True)
    (folder / network.BUNDLE).write_text("alert(1)")
    monkeypatch.setattr(resources, "files", lambda _: folder)
    with pytest.raises(PageError, match=r"not the file of pyvis 0\.3\.2.*pip install"):
        network.drawing_library()


def test_a_missing_drawing_library_is_told_of_with_the_way_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    with pytest.raises(PageError, match=r"pip install --force-reinstall pyvis==0\.3\.2"):
        network.drawing_library()


def test_a_line_to_nowhere_is_refused():
    graph = network.ExplorerNetwork("News", {})
    graph.add_nodes([0], label=[""])
    with pytest.raises(PageError, match="from 0 to 7"):
        graph.add_edges([{"from": 0, "to": 7}])


def test_every_script_of_the_explorer_is_in_the_page():
    folder = resources.files("kg.explorer") / "assets"
    assert sorted(network.SCRIPTS) == sorted(file.name for file in folder.iterdir() if file.name.endswith(".js"))


@pytest.mark.parametrize(
    "sink", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"]
)
def test_no_script_of_the_explorer_turns_text_into_markup_or_code(sink):
    assert sink not in network.own_script()
