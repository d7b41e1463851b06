"""What stands on a page beside the article: menus, share buttons, teasers, cookie banners, captions."""

from __future__ import annotations

import re

from kg.readers.looks import ends_sentence, is_menu, is_paragraph, is_wordless, words_of
from kg.readers.words import PageWords, fold

ADDRESS = re.compile(r"https?://|www\.")
HANDLE = re.compile(r"\(@\w+\)")
QUOTED = re.compile(r"[\"“][^\"”]{0,400}[\"”]")
COUNTER = re.compile(r"(?<![:\s])\s*[(\[]?\d[\d,.]*[km]?[)\]]?\s*$")
LONGEST_WITH_PHRASE = 30
LONGEST_WITH_START = 60
LONGEST_CREDIT = 60
LONGEST_POINTER = 15
LONGEST_HEADING = 6
SURE_PHRASE = 3


def is_clutter(text: str, page_words: PageWords) -> bool:
    """The line belongs to the page, not to the article."""
    rules = (is_furniture, begins_like_clutter, holds_clutter, is_credit, is_pointer, is_menu)
    return is_wordless(text) or any(rule(text, page_words) for rule in rules)


def is_furniture(text: str, page_words: PageWords) -> bool:
    """The line is one thing to press or one heading of a page."""
    return _bare(text) in page_words.whole


def begins_like_clutter(text: str, page_words: PageWords) -> bool:
    """The line begins with an invitation or a heading of teasers."""
    folded = fold(text).lstrip("-–—*•[( ")
    if len(words_of(text)) > LONGEST_WITH_START:
        return False
    told = is_paragraph(text, page_words)
    spoken = bool(page_words.address.search(_unquoted(folded)))
    return any(_begins(folded, phrase) and (not told or (spoken and _is_sure(phrase))) for phrase in page_words.starts)


def holds_clutter(text: str, page_words: PageWords) -> bool:
    """The line is short and has an invitation in it."""
    folded = _unquoted(fold(text))
    if len(words_of(text)) > LONGEST_WITH_PHRASE:
        return False
    spoken = not ends_sentence(text) or page_words.address.search(folded)
    return any(phrase in folded for phrase in page_words.contains) or bool(
        spoken and any(phrase in folded for phrase in page_words.hints)
    )


def is_pointer(text: str, page_words: PageWords) -> bool:  # noqa: ARG001 - a rule like the others
    """The line is there for an address or a handle in it."""
    pointed = ADDRESS.search(text) and not ends_sentence(text)
    return len(words_of(text)) <= LONGEST_POINTER and bool(pointed or HANDLE.search(text))


def is_credit(text: str, page_words: PageWords) -> bool:
    """The line is a caption, or ends in the credit of a picture."""
    folded = fold(text)
    if len(words_of(text)) > LONGEST_CREDIT:
        return False
    return bool(page_words.credit_label.match(folded) or page_words.credit_end.search(folded))


def heads_teasers(text: str, page_words: PageWords) -> bool:
    """Behind this line stand other articles."""
    bare = _bare(text)
    return (
        len(words_of(text)) <= LONGEST_HEADING
        and not ends_sentence(text)
        and (
            bare in page_words.teasers or any(" " in phrase and _begins(bare, phrase) for phrase in page_words.teasers)
        )
    )


def ends_article(text: str, page_words: PageWords) -> bool:
    """Behind this line stand readers' comments and the like."""
    return _bare(text) in page_words.endings


def _bare(text: str) -> str:
    """The words without counters and marks: "Comments (3) »" is "comments"."""
    without_count = COUNTER.sub("", fold(text))
    return without_count.strip(" \"'“”.:!?*>»›→|-–—()[]#…")


def _unquoted(text: str) -> str:
    """The text without what it quotes."""
    return QUOTED.sub(" ", text)


def heads_caption(text: str, page_words: PageWords) -> bool:
    """Nothing but the word for a caption: the caption is the next line."""
    return bool(page_words.credit_label.match(fold(text))) and text[-1] in ",:"


def _begins(folded: str, phrase: str) -> bool:
    if not folded.startswith(phrase):
        return False
    behind = folded[len(phrase) : len(phrase) + 1]
    return not (behind.isalnum() and phrase[-1].isalpha())


def _is_sure(phrase: str) -> bool:
    return len(phrase.split()) >= SURE_PHRASE or not phrase[-1].isalnum()
