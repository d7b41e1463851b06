"""All that is known of an article's text before events are looked for: who, how many, when, what is quoted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.annotate import Parse
from kg.extract.figures.amounts import find_amounts
from kg.extract.figures.counts import find_counts
from kg.extract.figures.currencies import Currencies, load_currencies
from kg.extract.figures.date_words import DateWords, load_date_words
from kg.extract.figures.dates import FoundDate, find_dates
from kg.extract.figures.number_words import NumberWords, load_number_words
from kg.extract.figures.numerals import Found
from kg.extract.figures.periods import Period
from kg.extract.quotations import Quote, find_quotes
from kg.extract.syntax.frames import Frame
from kg.extract.syntax.openings import mend_openings
from kg.extract.syntax.repair import repair
from kg.extract.syntax.subjects import SUBJECTS
from kg.extract.timelines import Section, find_sections
from kg.extract.who.coreference import find_references
from kg.extract.who.known_names import NameSpan, country_profile, head_token, known_spans
from kg.extract.who.names import find_names
from kg.extract.who.salience import Reference
from kg.extract.who.seats import seat_places
from kg.grammar import Grammar
from kg.model import Amount, Count
from kg.tokens import Token


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, a sum of money or a date: tokens `start` to `end`, and the value."""

    start: int
    end: int
    value: Count | Amount | Period
    of_next_clause: bool = False  # "two days after the ban began": it dates the ban

    def covers(self, token: Token) -> bool:
        """The token is one of its words."""
        return self.start <= token.i < self.end


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words for numbers, money and dates."""

    numbers: NumberWords
    currencies: Currencies
    dates: DateWords


def load_lexicon(folder: Path) -> Lexicon:
    """The lexicon of an ontology folder."""
    return Lexicon(load_number_words(folder), load_currencies(folder), load_date_words(folder))


@dataclass(frozen=True)
class Scene:
    """An article's parse and what stands in it."""

    parse: Parse
    grammar: Grammar
    references: Mapping[int, Reference]
    counts: tuple[Figure, ...]
    amounts: tuple[Figure, ...]
    dates: tuple[Figure, ...]
    quotes: tuple[Quote, ...]
    country: str | None
    sections: tuple[Section, ...] = ()  # paragraphs below a date
    frames: dict[int, Frame] = field(default_factory=dict)  # trigger → its roles, filled in as they are asked for
    remembered: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)  # see `once`


def set_scene(parse: Parse, grammar: Grammar, lexicon: Lexicon) -> Scene:
    """The scene of an article."""
    text = parse.article.text
    dates = tuple(find_dates(text, parse.article.published, lexicon.dates))
    days = _figures(parse, dates)
    mend_openings(parse.doc, ((day.start, day.end) for day in days))
    repair(parse, grammar)
    candidates = list(known_spans(parse.doc, grammar))
    profile = country_profile(candidates, parse, grammar)
    names = find_names(parse, grammar, candidates, profile)
    _hold_together(parse, names)
    _tag_names(parse, names)
    _seat_followers(parse, names)
    seat_places(parse, names, grammar)
    country = max(profile, key=lambda name: (profile[name], name)) if profile else None
    amounts = tuple(find_amounts(text, lexicon.numbers, lexicon.currencies, country))
    sums = _figures(parse, amounts)
    _mend_sums(parse, sums)
    _mend_fined(parse, sums)
    counts = find_counts(text, lexicon.numbers, outside=(*amounts, *dates))
    return Scene(
        parse=parse,
        grammar=grammar,
        references=find_references(parse, names, grammar, country),
        counts=_figures(parse, counts),
        amounts=sums,
        dates=days,
        quotes=find_quotes(parse),
        country=country,
        sections=find_sections(parse.article, dates),
    )


def _hold_together(parse: Parse, names: Iterable[NameSpan]) -> None:
    """ "PUBG Mobile vanished": a word of a name that the parser makes nothing of belongs to the word that it seats."""
    for name in names:
        first = parse.doc[name.start]
        seated = next((token for token in parse.doc[name.start + 1 : name.end] if token.head == first.head), None)
        if name.known and first.dep_ == "dep" and first.i < first.head.i and seated is not None:
            first.head, first.dep_ = seated, "compound"


def _tag_names(parse: Parse, names: Iterable[NameSpan]) -> None:
    """A known name that the model takes for a common noun is a proper one: "TikTok was fined"."""
    for name in names:
        head = head_token(parse.doc, name)
        mistaken = head.pos_ in ("NOUN", "X", "INTJ") or (head.pos_ == "AUX" and head.tag_ == "NNP")
        if name.known and mistaken and head.text[:1].isupper():
            if head.dep_ == "aux" and not any(child.dep_ in SUBJECTS for child in head.head.children):
                head.dep_ = "nsubj"
            head.pos_, head.tag_, head.lemma_ = "PROPN", "NNP", head.text


def _seat_followers(parse: Parse, names: Iterable[NameSpan]) -> None:
    """What is joined to a name is joined to the whole of it: "the Office for Data, the Central Bank and ..."."""
    for name in names:
        if name.type is None or name.size == 1:
            continue
        head, inside = head_token(parse.doc, name), range(name.start, name.end)
        if any(not head.is_ancestor(token) for token in parse.doc[name.start : name.end] if token is not head):
            continue
        for token in parse.doc[name.start : name.end]:
            for child in token.children if token is not head else ():
                if child.i not in inside and child.dep_ in ("conj", "cc") and child.i > head.i:
                    child.head = head


def _figures(parse: Parse, found: Iterable[Found[Count] | Found[Amount] | FoundDate]) -> tuple[Figure, ...]:
    """What was found in the article's characters, where it stands in readable text."""
    return tuple(figure for one in found if (figure := _figure(parse, one)))


def _figure(parse: Parse, found: Found[Count] | Found[Amount] | FoundDate) -> Figure | None:
    first, last = parse.token_at(found.start), parse.token_at(found.end - 1)
    if first is None or last is None:
        return None
    next_clause = isinstance(found, FoundDate) and found.of_next_clause
    return Figure(first.i, last.i + 1, found.value, next_clause)


def _mend_fined(parse: Parse, sums: Iterable[Figure]) -> None:
    """Who is fined, where the parser joins the name to the sum: "fined Baidu 500,000 yuan"."""
    for figure in sums:
        root = parse.doc[figure.start : figure.end].root
        for child in root.children:
            name = child.dep_ in ("nmod", "compound", "amod", "nsubj", "appos") and child.pos_ in ("PROPN", "NOUN")
            if name and child.i < figure.start and root.dep_ == "dobj" and root.head.i < child.left_edge.i:
                child.head, child.dep_ = root.head, "dative"


def _mend_sums(parse: Parse, sums: Iterable[Figure]) -> None:
    """A sum that the parser takes for a clause ("6.7 billion won for ...") as a noun; what hangs on it moves up."""
    for figure in sums:
        _part_name_from_sum(parse, figure)
        _mend_priced_noun(parse, figure)
        for token in parse.doc[figure.start : figure.end]:
            if token.pos_ != "VERB" or token.head is token:
                continue
            if figure.covers(token.head):
                _mend_currency(token, figure)
                continue
            for child in list(token.children):
                if not figure.covers(child):
                    child.head = token.head
            for other in parse.doc[figure.start : token.i]:
                if not figure.covers(other.head):
                    other.head, other.dep_ = token, "nummod"
            token.pos_, token.tag_, token.dep_ = "NOUN", "NN", "dobj"


def _mend_priced_noun(parse: Parse, figure: Figure) -> None:
    """ "got a €530m fine": the word behind the sum is a noun that has the sum before it."""
    sum_ = parse.doc[figure.start : figure.end].root
    noun = parse.doc[figure.end] if figure.end < len(parse.doc) else None
    beside = noun is not None and noun.head is sum_.head and sum_.dep_ in ("dobj", "pobj", "attr")
    if noun is None or not beside or noun.pos_ != "ADJ" or noun.dep_ not in ("acomp", "oprd", "amod"):
        return
    noun.pos_, noun.tag_, noun.dep_, sum_dep = "NOUN", "NN", sum_.dep_, "nmod"
    for child in [child for child in sum_.children if child.dep_ == "det"]:
        child.head = noun
    sum_.head, sum_.dep_ = noun, sum_dep


def _mend_currency(word: Token, figure: Figure) -> None:
    """ "imposed 68 billion won in fines on ...": what hangs on "won" hangs on the verb."""
    verb = word.head.head
    word.pos_, word.tag_, word.dep_ = "NOUN", "NN", "npadvmod"
    for child in [child for child in word.children if not figure.covers(child)]:
        child.head = verb


def _part_name_from_sum(parse: Parse, figure: Figure) -> None:
    """ "fined Alphabet's Google 7.2 billion": the name before a sum is no part of it."""
    sum_, before = parse.doc[figure.start : figure.end].root, parse.doc[figure.start - 1] if figure.start else None
    verb = sum_.head
    if before is None or before.pos_ != "PROPN" or before.i <= verb.i or verb.pos_ != "VERB":
        return
    if sum_.dep_ != "dobj" or not sum_.is_ancestor(before) or before.dep_ not in ("compound", "nmod"):
        return
    for token in parse.doc[verb.i + 1 : before.i]:
        if figure.covers(token.head) or token.head == sum_:
            token.head = before
    before.head, before.dep_ = verb, "dative"
    if not any(child.dep_ in ("aux", "auxpass") for child in verb.children):
        verb.tag_ = "VBD"
        for child in verb.children:
            child.dep_ = "nsubj" if child.dep_ == "nsubjpass" else child.dep_
