"""Bytes as text: what is not surely text is not guessed at."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from kg.errors import ArticleError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MOST_CONTROL = 0.001
# A byte sequence that UTF-8 alone has: a file with one of these is UTF-8, if a damaged one.
UTF_8_PAIR = re.compile(rb"[\xc3-\xdf][\x80-\xbf](?![\x80-\xbf])|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Typographic signs and letters of Western Europe; the rest of the page is seldom meant.
WINDOWS_SIGNS = frozenset("€‚„…‘’“”•–—™Œœ\xa0£©«®°·»ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿ")
MOST_WINDOWS_SIGNS = 0.1


def decode(content: bytes, path: Path, *, declared: str | None = None) -> str:
    """The text of a file, each line ended by a line feed; `declared` is the encoding that the file names itself."""
    if not content.strip():
        raise ArticleError(path, "the file is empty")
    text = _decoded(content, path, declared)
    if "\x00" in text or len(CONTROL.findall(text)) > MOST_CONTROL * len(text):
        raise ArticleError(path, "a binary file, not text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes, path: Path, declared: str | None) -> str:
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\x00" in content:
            raise ArticleError(path, "a binary file, not text") from error
        text = _in_other_encoding(content, declared)
        if text is None:
            raise ArticleError(
                path, f"not UTF-8: byte {error.start:,} cannot be read; save the file as UTF-8"
            ) from error
        return text


def _in_other_encoding(content: bytes, declared: str | None) -> str | None:
    """The text in the encoding declared, or in Windows' own where that is plausible."""
    if UTF_8_PAIR.search(content):
        return None
    for encoding in (declared, "cp1252"):
        try:
            text = content.decode(encoding) if encoding else None
        except (LookupError, UnicodeDecodeError):
            continue
        if text is not None and (encoding == declared or _is_plausible(text)):
            return text
    return None


def _is_plausible(text: str) -> bool:
    foreign = [char for char in text if ord(char) > 127]
    return set(foreign) <= WINDOWS_SIGNS and len(foreign) <= MOST_WINDOWS_SIGNS * len(text)
