"""Files as articles, and what keeps a file from being read."""

import json
import os
from pathlib import Path

import pytest

from kg.errors import ArticleError, NothingToRead
from kg.model import Article, BlockKind
from kg.readers import find_articles, read_article, read_articles

LEAD = (
    "The media council of Utopia has fined the network Chirper 2 million euros because it let fake accounts multiply."
)
MORE = "The company said that it would appeal, and that it had closed 300 of the accounts in the meantime."


def read_one(path: Path) -> Article:
    (article,) = read_article(path, path.stem)
    return article


def problem(path: Path) -> str:
    with pytest.raises(ArticleError) as caught:
        list(read_article(path, path.stem))
    assert "\n" not in str(caught.value)
    return caught.value.problem


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def readable(article: Article, kind: BlockKind) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind is kind]


def test_ids_are_paths_below_the_source_without_the_ending_in_order(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.TXT",
        "north/c.html",
        "north/deep/d.jsonl",
        ".hidden.txt",
        ".git/e.txt",
        "f.csv",
        "README.md",
    ):
        written(tmp_path / name, LEAD)
    assert [file.id for file in find_articles([tmp_path])] == ["a", "b", "north/c", "north/deep/d"]


def test_a_source_may_be_a_file_of_any_name(tmp_path: Path) -> None:
    path = written(tmp_path / "README.md", LEAD)
    assert [file.id for file in find_articles([path])] == ["README"]


def test_files_that_share_an_id_keep_the_ending(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html", "b.txt"):
        written(tmp_path / name, LEAD)
    assert [file.id for file in find_articles([tmp_path])] == ["a.html", "a.txt", "b"]


def test_files_of_two_sources_keep_the_sources_name(tmp_path: Path) -> None:
    for name in ("east/a.txt", "west/a.txt", "west/b.txt", "x/east/a.txt"):
        written(tmp_path / name, LEAD)
    sources = [tmp_path / "west", tmp_path / "east"]
    assert [file.id for file in find_articles(sources)] == ["b", "east/a.txt", "west/a.txt"]
    assert find_articles(sources) == find_articles(sources[::-1])
    whole = [file.id for file in find_articles([tmp_path / "east", tmp_path / "x" / "east"])]
    assert whole == [f"{tmp_path}/east/a.txt", f"{tmp_path}/x/east/a.txt"]


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    written(tmp_path / "north" / "a.txt", LEAD)
    (tmp_path / "north" / "up").symlink_to(tmp_path)
    (tmp_path / "z.txt").symlink_to(tmp_path / "north" / "a.txt")
    assert [file.id for file in find_articles([tmp_path, tmp_path / "north"])] == ["z"]


def test_facts_are_no_articles(tmp_path: Path) -> None:
    written(tmp_path / "gold.jsonl", '{"doc": "a", "type": "Fine", "evidence": []}\n')
    written(tmp_path / "a.txt", LEAD)
    assert [file.id for file in find_articles([tmp_path])] == ["a"]


def test_a_folder_without_articles_and_a_missing_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match=r"no article here; articles are files ending in .*\.txt"):
        find_articles([tmp_path])
    with pytest.raises(ArticleError, match="no such file or folder"):
        find_articles([tmp_path / "missing"])


def test_plain_text_stays_as_it_is_but_for_its_newlines(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", f"\ufeffCouncil fines Chirper  \r\n\r\n{LEAD}\r\n")
    article = read_one(path)
    assert article.text == f"Council fines Chirper  \n\n{LEAD}\n"
    assert readable(article, BlockKind.PROSE) == [LEAD]


@pytest.mark.parametrize(
    "content",
    [
        "Chirper’s café closed 300 accounts – at once.".encode("cp1252"),
        "Chirper’s café closed 300 accounts – at once.".encode("utf-16"),
        "Chirper’s café closed 300 accounts – at once.".encode("utf-8-sig"),
    ],
)
def test_other_encodings_are_read_where_they_are_plain(tmp_path: Path, content: bytes) -> None:
    assert read_one(written(tmp_path / "a.txt", content)).text == "Chirper’s café closed 300 accounts – at once."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (b"--- 123 ---", "no text in it"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a binary file, not text"),
        (b"Chirper \x01\x02\x03\x04 closed accounts.", "a binary file, not text"),
        ("Chirper’s café".encode()[:-1] + b" closed accounts.", "not UTF-8: byte 15 cannot be read"),
        (b"Chirper \xff\xfe\x81 closed", "not UTF-8: byte 8 cannot be read"),
        (b"x" * 20_000_000, "20.0 MB, too large for one article: at most 2 MB are read"),
        (b"word " * 150_000, "750,000 characters in one article; at most 500,000 are read"),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason(tmp_path: Path, content: bytes, words: str) -> None:
    assert problem(written(tmp_path / "a.txt", content)).startswith(words)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "missing")
    assert problem(tmp_path / "pipe.txt") == "not a file but a pipe, socket or device"
    assert problem(tmp_path / "broken.txt") == "no such file or directory"
    assert problem(written(tmp_path / "a.csv", LEAD)).startswith("of no known kind; articles end in .htm .html")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", LEAD)
    path.chmod(0)
    assert problem(path) == "permission denied"


def test_a_name_with_newlines_and_bytes_cannot_break_a_message(tmp_path: Path) -> None:
    written(tmp_path / "two\nlines.txt", "")
    written(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")), LEAD)
    error, article = sorted(read_articles([tmp_path]), key=lambda found: isinstance(found, Article))
    assert str(error).count("\n") == 0
    assert "two\\nlines.txt: the file is empty" in str(error)
    assert isinstance(article, Article)
    assert article.id.encode() == b"\\udcff"


def test_one_bad_file_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", b"")
    written(tmp_path / "b.txt", LEAD)
    error, article = read_articles([tmp_path])
    assert isinstance(error, ArticleError)
    assert isinstance(article, Article)


def test_json_lines_hold_one_article_each(tmp_path: Path) -> None:
    first = {
        "text": LEAD,
        "title": "Chirper fined",
        "date": "2021-05-03T10:00:00Z",
        "source": "Herald",
        "url": "https://n.example/1",
    }
    path = written(tmp_path / "a.jsonl", f"{json.dumps(first)}\n\n{json.dumps({'body': MORE, 'date': '2021-05'})}\n")
    one, two = read_article(path, "a")
    assert (one.id, one.title, one.outlet, one.url) == ("a#1", "Chirper fined", "Herald", "https://n.example/1")
    assert one.published is not None
    assert one.published.iso == "2021-05-03"
    assert (two.id, two.text, two.published and two.published.iso) == ("a#3", MORE, "2021-05")


def test_the_good_lines_come_before_the_error_about_the_others(tmp_path: Path) -> None:
    lines = ["{", '{"text": 3}', json.dumps({"text": LEAD}), "[]", '{"text": "\\ud800 ' + LEAD + '"}', "\xff"]
    path = written(tmp_path / "a.jsonl", "\n".join(lines).encode("latin-1"))
    one, two, error = read_articles([path])
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert isinstance(error, ArticleError)
    assert (one.id, two.id) == ("a#3", "a#5")
    assert two.text.encode().startswith(b"? The media council")
    assert error.problem.startswith("4 lines are no articles, 2 read: line 1: not JSON: ")
    assert error.problem.endswith("; and 1 more")


PAGE = f"""<!doctype html><html><head><title>Chirper fined | Harbour Herald</title>
<meta property="og:site_name" content="Harbour Herald">
<meta property="og:title" content="Chirper fined | Harbour Herald">
<meta property="article:published_time" content="2021-05-03T10:11:00Z">
<link rel="canonical" href="https://herald.example/chirper"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>
<article><h1>Chirper fined</h1><p>LISBON, May 3, 2021 - {LEAD}</p><h2>What comes next</h2><p>{MORE}</p>
<ul><li>Chirper: 2 million euros</li><li>Loop: 1 million euros</li></ul>
<table><tr><td>Pond</td><td>1,200 accounts</td></tr></table></article>
<footer>Copyright 2021 Harbour Herald</footer></body></html>"""


def test_a_web_page_is_its_article(tmp_path: Path) -> None:
    article = read_one(written(tmp_path / "a.html", PAGE))
    assert (article.title, article.outlet, article.url) == (
        "Chirper fined",
        "Harbour Herald",
        "https://herald.example/chirper",
    )
    assert article.published is not None
    assert article.published.iso == "2021-05-03"
    assert readable(article, BlockKind.HEADLINE) == ["Chirper fined"]
    assert readable(article, BlockKind.PROSE) == [LEAD, MORE]
    assert readable(article, BlockKind.HEADING) == ["What comes next"]
    assert readable(article, BlockKind.ITEM) == [
        "Chirper: 2 million euros",
        "Loop: 1 million euros",
        "Pond | 1,200 accounts",
    ]
    assert "Copyright" not in article.text


def test_a_web_page_says_its_encoding(tmp_path: Path) -> None:
    page = f"<html><head><meta charset='iso-8859-2'></head><body><p>Łódź: {LEAD}</p><p>{MORE}</p></body></html>"
    assert "Łódź" in read_one(written(tmp_path / "a.htm", page.encode("iso-8859-2"))).text


def test_linked_data_tells_of_the_article(tmp_path: Path) -> None:
    linked = {
        "@type": "NewsArticle",
        "headline": "Chirper &amp; Loop fined",
        "datePublished": "2021-05-03",
        "publisher": {"name": "Herald"},
    }
    script = f"<script type='application/ld+json'>{json.dumps({'@graph': [linked]})}</script>"
    page = f"<html><head>{script}</head><body><p>{LEAD}</p><p>{MORE}</p></body></html>"
    article = read_one(written(tmp_path / "a.html", page))
    assert (article.title, article.outlet) == ("Chirper & Loop fined", "Herald")
    assert article.text.startswith("Chirper & Loop fined\n\n")


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<", "<!-- -->", "<script>var a = 1</script>"])
def test_a_page_without_text_is_refused(tmp_path: Path, page: str) -> None:
    assert problem(written(tmp_path / "a.html", page))


def pdf_of(lines: list[str]) -> bytes:
    """The smallest PDF that shows the lines."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown}ET"
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out
        + f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()
    )


def test_the_lines_of_a_pdf_are_joined_to_paragraphs(tmp_path: Path) -> None:
    lines = [
        "Council fines Chirper over fake accounts",
        "3 May 2021",
        "The media council of Utopia has fined the network Chirper two million",
        "euros because it let fake accounts multiply for years, as a report of the coun-",
        "cil had found. The report, which nobody had expected to be published at all",
        "this year, fills 300 pages.",
        "The company said that it would appeal, and that it had closed 300 of the",
        "accounts in the meantime.",
    ]
    article = read_one(written(tmp_path / "a.pdf", pdf_of(lines)))
    assert readable(article, BlockKind.HEADLINE) == [lines[0]]
    assert [words[-10:] for words in readable(article, BlockKind.PROSE)] == ["300 pages.", " meantime."]
    assert "the council had found" in article.text


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    assert problem(written(tmp_path / "a.pdf", b"%PDF-1.4 nothing")).startswith("not a PDF that can be read")
    assert problem(written(tmp_path / "b.pdf", pdf_of([]))) == "no text in this PDF; is it a scan?"
