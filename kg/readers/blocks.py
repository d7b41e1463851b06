"""What each stretch of a page is for: headline, prose, item, heading, meta or clutter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from kg.model import Block, BlockKind
from kg.readers.clutter import ends_article, heads_caption, heads_teasers, is_clutter
from kg.readers.looks import (
    ends_sentence,
    function_words,
    is_menu,
    is_paragraph,
    is_question,
    is_wordless,
    sentence_count,
    words_of,
)
from kg.readers.meta import dateline_end, is_genre, is_meta
from kg.readers.stretches import Mark, Stretch
from kg.readers.words import PageWords, fold

Kinds = tuple[BlockKind | None, ...]

HEADLINE, PROSE, ITEM = BlockKind.HEADLINE, BlockKind.PROSE, BlockKind.ITEM
HEADING, META, CLUTTER = BlockKind.HEADING, BlockKind.META, BlockKind.CLUTTER

FEWEST_SENTENCE_WORDS = 3
FEWEST_HEADLINE_WORDS = 4
MOST_HEADLINE_WORDS = 35
MOST_HEADLINES = 3
MOST_ENTRY_WORDS = 2
MOST_HEADING_WORDS = 15
MOST_DECK_WORDS = 12
LONGEST_LEAD_IN = 8
FEWEST_DECK_WORDS = 6
# A lone paragraph this far from the others, and this short, is a banner or a footer.
FAR = 3
LONGEST_BANNER = 200
PROSE_BEFORE_COMMENTS = 0.6


def find_blocks(stretches: Sequence[Stretch], page_words: PageWords, *, title: str | None = None) -> tuple[Block, ...]:
    """The stretches as blocks, in order; `title` is the headline where it is known beforehand."""
    kinds = tuple(_first_look(stretch, page_words) for stretch in stretches)
    kinds = _with_sentences(stretches, _without_banners(stretches, kinds))
    kinds = _without_teasers(stretches, _without_comments(stretches, kinds, page_words), page_words)
    kinds = _without_captions(stretches, _without_repeats(stretches, kinds), page_words)
    settled = _settled(stretches, kinds, page_words, fold(title or ""))
    first = settled.index(PROSE) if PROSE in settled else None
    return tuple(
        block
        for position, (stretch, kind) in enumerate(zip(stretches, settled, strict=True))
        for block in _blocks(stretch, kind, is_first=position == first)
    )


def _first_look(stretch: Stretch, page_words: PageWords) -> BlockKind | None:
    """What the stretch is by itself; None where its place must tell."""
    text = stretch.text
    if stretch.mark is Mark.HEADER:
        return META
    if stretch.mark is Mark.TEASER and sentence_count(text) == 1:
        return CLUTTER
    if is_wordless(text):
        return ITEM if stretch.mark is Mark.ROW and any(char.isdigit() for char in text) else CLUTTER
    if is_meta(text, page_words):
        return META
    if stretch.mark is Mark.ROW:
        return ITEM
    if is_menu(text, page_words) and any(char.isdigit() for char in text):
        return ITEM
    if is_clutter(text, page_words):
        return CLUTTER
    return _by_mark(stretch, page_words)


def _by_mark(stretch: Stretch, page_words: PageWords) -> BlockKind | None:
    paragraph = is_paragraph(stretch.text, page_words)
    if stretch.mark is Mark.BULLET or (stretch.mark is Mark.NUMBER and not paragraph):
        return ITEM
    if stretch.mark is Mark.HEADING:
        return HEADING
    return PROSE if paragraph else None


def _without_banners(stretches: Sequence[Stretch], kinds: Kinds) -> Kinds:
    """Short paragraphs far before or behind all others are clutter."""
    prose = [n for n, kind in enumerate(kinds) if kind is PROSE]
    far = set()
    while len(prose) > 2 and _is_banner(stretches, kinds, prose[0], prose[1]):
        far.add(prose.pop(0))
    while len(prose) > 2 and _is_far(stretches, kinds, prose[-1], prose[-2]):
        far.add(prose.pop())
    return tuple(CLUTTER if n in far else kind for n, kind in enumerate(kinds))


def _is_banner(stretches: Sequence[Stretch], kinds: Kinds, lone: int, following: int) -> bool:
    """The lone paragraph stands above the article's header lines, and is not its lead."""
    if META not in kinds[lone + 1 : following] or dateline_end(stretches[lone].text):
        return False
    return _is_far(stretches, kinds, lone, following)


def _is_far(stretches: Sequence[Stretch], kinds: Kinds, lone: int, nearest: int) -> bool:
    between = kinds[min(lone, nearest) + 1 : max(lone, nearest)]
    alien = sum(kind in {None, CLUTTER, META} for kind in between)
    return alien >= FAR and len(stretches[lone].text) < LONGEST_BANNER


def _with_sentences(stretches: Sequence[Stretch], kinds: Kinds) -> Kinds:
    """On a page without a paragraph, its sentences are the prose."""
    if PROSE in kinds:
        return kinds
    return tuple(
        PROSE if kind is None and ends_sentence(s.text) and len(words_of(s.text)) >= FEWEST_SENTENCE_WORDS else kind
        for s, kind in zip(stretches, kinds, strict=True)
    )


def _without_comments(stretches: Sequence[Stretch], kinds: Kinds, page_words: PageWords) -> Kinds:
    """What readers wrote below the article is clutter."""
    lengths = [len(s.text) if kind is PROSE else 0 for s, kind in zip(stretches, kinds, strict=True)]
    enough = PROSE_BEFORE_COMMENTS * sum(lengths)
    for position, (stretch, before) in enumerate(zip(stretches, accumulate(lengths), strict=True)):
        if before and before >= enough and ends_article(stretch.text, page_words):
            return (*kinds[:position], *(CLUTTER for _ in kinds[position:]))
    return kinds


def _without_teasers(stretches: Sequence[Stretch], kinds: Kinds, page_words: PageWords) -> Kinds:
    """What stands between a heading of teasers and the next paragraph is clutter."""
    kept: list[BlockKind | None] = []
    first = kinds.index(PROSE) if PROSE in kinds else len(kinds)
    in_teasers = False
    for position, (stretch, kind) in enumerate(zip(stretches, kinds, strict=True)):
        if kind is not PROSE and position > first and heads_teasers(stretch.text, page_words):
            in_teasers = True
        elif kind is PROSE:
            in_teasers = False
        kept.append(CLUTTER if in_teasers else kind)
    return tuple(kept)


def _without_repeats(stretches: Sequence[Stretch], kinds: Kinds) -> Kinds:
    """Lines that stand on the page more than once are clutter; of paragraphs the first stays, of headlines the last."""
    texts = [fold(stretch.text) for stretch in stretches]
    first_prose = kinds.index(PROSE) if PROSE in kinds else len(kinds)
    count = Counter(texts)
    last_ahead = {text: position for position, text in enumerate(texts[:first_prose])}
    seen: set[str] = set()
    kept: list[BlockKind | None] = []
    for position, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        headline = last_ahead.get(text) == position
        again = text in seen or (kind in {None, HEADING} and not headline and count[text] > 1)
        kept.append(CLUTTER if again and kind in {None, HEADING, PROSE} else kind)
        if kind is PROSE or headline:
            seen.add(text)
    return tuple(kept)


def _without_captions(stretches: Sequence[Stretch], kinds: Kinds, page_words: PageWords) -> Kinds:
    """A line behind "Caption:" is clutter, too."""
    headed = [False, *(heads_caption(stretch.text, page_words) for stretch in stretches)]
    return tuple(CLUTTER if kind is None and head else kind for kind, head in zip(kinds, headed, strict=False))


def _settled(stretches: Sequence[Stretch], kinds: Kinds, page_words: PageWords, title: str) -> tuple[BlockKind, ...]:
    """Every stretch's kind, by its place before, within or behind the prose."""
    first = kinds.index(PROSE) if PROSE in kinds else len(kinds)
    over = _end_of_prose(stretches, kinds)
    interview = _has_questions(stretches, kinds[:over])
    ahead = _ahead(stretches[:first], kinds[:first], page_words)
    within = (_within(stretches, kinds, position, interview=interview) for position in range(first, over))
    behind = (kind if kind is META else CLUTTER for kind in kinds[over:])
    settled = (*ahead, *within, *behind)
    return tuple(
        HEADLINE if title and fold(s.text) == title and n <= first else kind
        for n, (s, kind) in enumerate(zip(stretches, settled, strict=True))
    )


def _ahead(stretches: Sequence[Stretch], kinds: Kinds, page_words: PageWords) -> Iterator[BlockKind]:
    """Before the first paragraph: headlines, what is known of the article, clutter."""
    headlines = _headlines(stretches, kinds, page_words)
    for position, (stretch, kind) in enumerate(zip(stretches, kinds, strict=True)):
        if position in headlines:
            yield _headline_or_more(stretch, later=position > min(headlines))
        elif kind is ITEM:
            words = words_of(stretch.text)
            linked = function_words(words, page_words) > 0 and len(words) >= FEWEST_DECK_WORDS
            yield ITEM if linked else CLUTTER
        else:
            yield kind if kind in {META, CLUTTER} else CLUTTER


def _headline_or_more(stretch: Stretch, *, later: bool) -> BlockKind:
    """Behind the headline a full sentence is prose, and a question the first of a Q&A."""
    if not later or not ends_sentence(stretch.text):
        return HEADLINE
    return HEADING if is_question(stretch.text) else PROSE


def _headlines(stretches: Sequence[Stretch], kinds: Kinds, page_words: PageWords) -> frozenset[int]:
    """The lines nearest to the prose that may be headlines; short ones only where there is no other."""
    open_ones = [n for n, kind in enumerate(kinds) if kind in {None, HEADING}]
    lengths = {n: len(words_of(stretches[n].text)) for n in open_ones}
    signed = [kind is META and not is_genre(s.text, page_words) for s, kind in zip(stretches, kinds, strict=True)]
    long_enough = [
        n
        for n in open_ones
        if FEWEST_HEADLINE_WORDS <= lengths[n] <= MOST_HEADLINE_WORDS and not _is_among_entries(stretches, signed, n)
    ]
    if long_enough:
        start = _start_of_cluster(long_enough)
        nearest = [n for n in long_enough if n >= start or any(signed[n + 1 : n + 1 + FAR])][-MOST_HEADLINES:]
        answers = [n for n in open_ones if n > nearest[0] and ends_sentence(stretches[n].text)]
        return frozenset([*nearest, *answers])
    short = [n for n in open_ones if lengths[n] > 1]
    return frozenset(short[-1:])


def _is_among_entries(stretches: Sequence[Stretch], signed: Sequence[bool], position: int) -> bool:
    """A line among the entries of a menu: a word or two right above and right below it."""
    if not 0 < position < len(stretches) - 1 or stretches[position].after_gap or stretches[position + 1].after_gap:
        return False
    beside = (position - 1, position + 1)
    return all(len(words_of(stretches[n].text)) <= MOST_ENTRY_WORDS and not signed[n] for n in beside)


def _start_of_cluster(positions: Sequence[int]) -> int:
    """The first of the positions that no wide gap parts from the last."""
    start = positions[-1]
    for earlier, later in reversed(list(pairwise(positions))):
        if later - earlier > FAR + 1:
            break
        start = earlier
    return start


def _end_of_prose(stretches: Sequence[Stretch], kinds: Kinds) -> int:
    """Behind the last paragraph and what goes on with it: short sentences, questions, the rest of a list."""
    if PROSE not in kinds:
        return len(kinds)
    end = start = len(kinds) - kinds[::-1].index(PROSE)
    for position in range(start, len(kinds)):
        stretch, kind = stretches[position], kinds[position]
        length = len(words_of(stretch.text)) if kind is None and ends_sentence(stretch.text) else 0
        apart = position - end
        if length >= (FEWEST_SENTENCE_WORDS if not apart else FEWEST_DECK_WORDS) or (kind is ITEM and not apart):
            end = position + 1
        elif kind is META or apart >= FAR - 1:
            break
    return end


def _has_questions(stretches: Sequence[Stretch], kinds: Kinds) -> bool:
    """Several questions stand right above their answers."""
    return sum(is_question(stretches[n].text) and _stands_on_prose(stretches, kinds, n) for n in range(len(kinds))) > 1


def _stands_on_prose(stretches: Sequence[Stretch], kinds: Kinds, position: int) -> bool:
    """A line of its own right above a paragraph."""
    below = position + 1
    if (
        kinds[position] is not None
        or below >= len(kinds)
        or len(words_of(stretches[position].text)) > MOST_HEADING_WORDS
    ):
        return False
    return stretches[position].after_gap and not stretches[below].after_gap and kinds[below] is PROSE


def _within(stretches: Sequence[Stretch], kinds: Kinds, position: int, *, interview: bool) -> BlockKind:
    """Among the paragraphs: what ends like a sentence is prose, what stands above something a heading."""
    kind, text = kinds[position], stretches[position].text
    if kind is not None:
        return kind
    length = len(words_of(text))
    if (is_question(text) and length <= MOST_HEADING_WORDS) or (
        interview and _stands_on_prose(stretches, kinds, position)
    ):
        return HEADING
    if ends_sentence(text) or length > MOST_HEADING_WORDS:
        return PROSE
    if text.endswith(":"):
        return HEADING if length <= LONGEST_LEAD_IN else PROSE
    if any(char.isdigit() for char in text) and ":" in text and length <= LONGEST_LEAD_IN:
        return ITEM
    return HEADING if _next(kinds, position) in {PROSE, ITEM, None} else CLUTTER


def _next(kinds: Kinds, position: int) -> BlockKind | None:
    return kinds[position + 1] if position + 1 < len(kinds) else CLUTTER


def _blocks(stretch: Stretch, kind: BlockKind, *, is_first: bool) -> Iterator[Block]:
    """The stretch as a block; a dateline at its beginning is one of its own."""
    end = dateline_end(stretch.text, is_first=is_first) if kind is PROSE else 0
    if not end:
        yield Block(stretch.start, stretch.end, kind)
        return
    yield Block(stretch.start, stretch.start + end, META)
    behind = stretch.text[end:]
    yield Block(stretch.end - len(behind.lstrip()), stretch.end, kind)
