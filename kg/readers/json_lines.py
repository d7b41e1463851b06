"""JSON lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import ArticleError
from kg.model import Article
from kg.readers.compose import Told, compose
from kg.readers.dates import read_date
from kg.readers.words import PageWords

# What a field may be called; the first that is there counts.
FIELDS = {
    "text": ("text", "body", "content", "article"),
    "title": ("title", "headline"),
    "date": ("date", "published", "publish_date", "date_published", "published_at"),
    "outlet": ("source", "outlet", "publisher"),
    "url": ("url", "link"),
}
LONGEST_LINE = 4_000_000
MOST_TOLD = 3


def read_json_lines(path: Path, article_id: str, words: PageWords) -> Iterator[Article]:
    """An article for each line that holds one; in the end, the lines that do not are an ArticleError."""
    problems: list[str] = []
    read = 0
    with path.open("rb") as lines:
        for number, line in enumerate(iter(lambda: lines.readline(LONGEST_LINE + 1), b""), start=1):
            if len(line) > LONGEST_LINE:
                problems.append(f"line {number}: more than {LONGEST_LINE:,} bytes, so the rest was not read")
                break
            try:
                if line.strip():
                    yield _article(line, f"{article_id}#{number}", words)
                    read += 1
            except ValueError as error:
                problems.append(f"line {number}: {error}")
            except ArticleError as error:
                problems.append(f"line {number}: {error.problem}")
    if problems or not read:
        raise ArticleError(path, _summary(problems, read))


def holds_facts(path: Path) -> bool:
    """The file is in the fact view: facts of articles, not articles."""
    try:
        with path.open("rb") as lines:
            first = json.loads(lines.readline(LONGEST_LINE))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(first, dict) and {"doc", "type"} <= set(first) and not any(key in first for key in FIELDS["text"])


def _article(line: bytes, article_id: str, words: PageWords) -> Article:
    record = _record(line)
    text = _field(record, "text")
    if text is None:
        raise ValueError(f"no text; it stands under one of {', '.join(FIELDS['text'])}")
    date = _field(record, "date")
    told = Told(
        title=_field(record, "title"),
        published=read_date(date) if date else None,
        outlet=_field(record, "outlet"),
        url=_field(record, "url"),
    )
    return compose(article_id, text.replace("\r\n", "\n").replace("\r", "\n"), told=told, words=words)


def _record(line: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"not JSON: {getattr(error, 'msg', error)}") from error
    if not isinstance(record, dict):
        raise ValueError("not an object with a text")
    return record


def _field(record: Mapping[str, Any], name: str) -> str | None:
    """The field as text without lone surrogates; None where it is missing or empty."""
    values = (record[key] for key in FIELDS[name] if record.get(key))
    value = next((value for value in values if isinstance(value, str) and value.strip()), None)
    return value.encode("utf-8", "replace").decode() if value else None


def _summary(problems: list[str], read: int) -> str:
    if not problems:
        return "the file is empty"
    more = f"; and {len(problems) - MOST_TOLD:,} more" if len(problems) > MOST_TOLD else ""
    wrong = "1 line is no article" if len(problems) == 1 else f"{len(problems):,} lines are no articles"
    return f"{wrong}, {read:,} read: {'; '.join(problems[:MOST_TOLD])}{more}"
