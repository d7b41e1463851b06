"""All that is known of an article's text before events are looked for: who, how many, when, what is quoted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Token

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
from kg.extract.syntax.repair import repair
from kg.extract.who.coreference import find_references
from kg.extract.who.known_names import country_profile, known_spans
from kg.extract.who.names import find_names
from kg.extract.who.salience import Reference
from kg.grammar import Grammar
from kg.model import Amount, Count


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
    frames: dict[int, Frame] = field(default_factory=dict)  # trigger → its roles, filled in as they are asked for


def set_scene(parse: Parse, grammar: Grammar, lexicon: Lexicon) -> Scene:
    """The scene of an article."""
    repair(parse, grammar)
    names = find_names(parse, grammar)
    profile = country_profile(list(known_spans(parse.doc, grammar)), parse, grammar)
    country = max(profile, key=lambda name: (profile[name], name)) if profile else None
    text = parse.article.text
    amounts = tuple(find_amounts(text, lexicon.numbers, lexicon.currencies, country))
    dates = tuple(find_dates(text, parse.article.published, lexicon.dates))
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
        dates=_figures(parse, dates),
        quotes=find_quotes(parse),
        country=country,
    )


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
        for token in parse.doc[figure.start : figure.end]:
            if token.pos_ != "VERB" or token.head is token or figure.covers(token.head):
                continue
            for child in list(token.children):
                if not figure.covers(child):
                    child.head = token.head
            for other in parse.doc[figure.start : token.i]:
                if not figure.covers(other.head):
                    other.head, other.dep_ = token, "nummod"
            token.pos_, token.tag_, token.dep_ = "NOUN", "NN", "dobj"
