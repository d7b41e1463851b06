"""The names that the ontology knows, where they stand in a text, and the countries that they belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kg.annotate import Parse
from kg.grammar import Grammar, KnownName, once
from kg.tokens import Doc, Token, Words

BEGINNING = 3  # characters of a name by which most places are seen to begin none

Candidate = tuple[Words, tuple[KnownName, ...]]  # where a known name stands, and all that it may be the name of


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name in the text: tokens `start` to `end`, and what it is the name of."""

    start: int
    end: int
    label: str
    type: str | None
    known: str | None = None
    because: str = ""

    @property
    def size(self) -> int:
        """How many tokens the name has."""
        return self.end - self.start


def head_token(doc: Doc, name: NameSpan) -> Token:
    """The token of a name that the rest of the sentence hangs on."""
    return doc[name.start : name.end].root


@once
def _aliases(grammar: Grammar) -> Mapping[str, tuple[KnownName, ...]]:
    """The known things by every name that a text may give them."""
    aliases: dict[str, dict[str, KnownName]] = {}
    for known in grammar.names.values():
        for alias in (known.name, *known.aliases):
            # At a sentence's end the tokenizer keeps "X." in one piece.
            for written in (alias, f"{alias}.") if len(alias) == 1 else (alias,):
                aliases.setdefault(written, {})[known.key] = known
    return {written: tuple(found.values()) for written, found in aliases.items()}


@once
def _longest(grammar: Grammar) -> Mapping[str, int]:
    """How many characters the longest name has that begins with these, which are few."""
    longest: dict[str, int] = {}
    for written in _aliases(grammar):
        beginning = written[:BEGINNING]
        longest[beginning] = max(len(written), longest.get(beginning, 0))
    return longest


def known_spans(doc: Doc, grammar: Grammar) -> Iterator[Candidate]:
    """Where a name that the ontology knows stands, and all that it may be the name of."""
    aliases = _aliases(grammar)
    taken: set[int] = set()
    spans = []
    # The longest name counts, and of names as long the first.
    for span in sorted(_spelled(doc, grammar), key=lambda span: (-len(span), span.start)):
        if taken.isdisjoint(range(span.start, span.end)) and not _is_part_of_word(span):
            taken.update(range(span.start, span.end))
            spans.append(span)
    for span in sorted(spans, key=lambda span: span.start):
        yield span, aliases[span.text]


def _spelled(doc: Doc, grammar: Grammar) -> Iterator[Words]:
    """All words in a row that spell a known name."""
    aliases, longest = _aliases(grammar), _longest(grammar)
    text = doc[:].text
    starts = list(accumulate((len(token.text_with_ws) for token in doc), initial=0))
    ends = [start + len(token.text) for start, token in zip(starts, doc, strict=False)]
    for first, start in enumerate(starts[: len(doc)]):
        room = start + longest.get(text[start : start + BEGINNING], BEGINNING - 1)
        for last in range(first, len(doc)):
            if ends[last] > room:
                break
            if text[start : ends[last]] in aliases:
                yield doc[first : last + 1]


def _is_part_of_word(span: Words) -> bool:
    """ "Twitter-like" and "X-rated" name nothing; "TikTok-owned" and "Beijing-based" do."""
    after = span.doc[span.end : span.end + 2]
    return len(after) == 2 and after[0].text == "-" and after[1].lower_ in ("like", "style", "rated", "esque", "type")


def country_profile(candidates: Sequence[Candidate], parse: Parse, grammar: Grammar) -> Counter[str]:
    """How often the text speaks of each country: by name, adjective, or a thing of that country."""
    profile: Counter[str] = Counter()
    adjectives = adjective_index(grammar)
    for _span, known in candidates:
        for country in {one.name if one.type == "Country" else one.country for one in known} - {None}:
            profile[str(country)] += 3 if len(known) == 1 else 1
    for token in parse.doc:
        if token.text in adjectives:
            profile[adjectives[token.text]] += 3
    for word in re.findall(r"[^\W\d_]+", parse.article.text[:200]):
        if word.title() in adjectives:
            profile[adjectives[word.title()]] += 1
    return profile


@once
def adjective_index(grammar: Grammar) -> Mapping[str, str]:
    """ "Irish" → "Ireland", and a capital or demonym likewise."""
    countries = [known for known in grammar.names.values() if known.type == "Country"]
    return {adjective: known.name for known in countries for adjective in known.adjective}


def names_within_sentences(candidates: Sequence[Candidate]) -> frozenset[str]:
    """The words that a text writes as names within a sentence: "told Line to", so that "Line has" is one, too."""
    return frozenset(
        span.text
        for span, _ in candidates
        if span.start > span.sent.start and span.doc[span.start - 1].is_lower and span[0].pos_ == "PROPN"
    )


def judged(
    span: Words, aliases: tuple[KnownName, ...], profile: Counter[str], grammar: Grammar, *, sure: bool = False
) -> NameSpan | None:
    """The known thing that the span names here, if the text supports one."""
    before = adjective_index(grammar).get(span.doc[span.start - 1].text) if span.start else None
    if span.start > 1 and span.doc[span.start - 1].text in ("'s", "’s"):
        before = before or _country_named(span.doc[span.start - 2], grammar)
    doubtful = all(known.ambiguous for known in aliases) and len(span) == 1 and not sure
    if doubtful and (not _reads_as_name(span[0], span.text) or _begins_a_person(span) or _ranks(span, grammar)):
        return None
    best = max(
        aliases, key=lambda known: (known.country == before, profile[known.country or ""], -len(known.name), known.name)
    )
    if len(aliases) > 1 and len({known.country for known in aliases}) > 1 and not profile[best.country or ""]:
        return NameSpan(span.start, span.end, span.text, _shared_type(aliases))
    return NameSpan(span.start, span.end, best.name, best.type, best.key)


def _begins_a_person(span: Words) -> bool:
    """ "Josh" of "Josh Lopez"."""
    following = span.doc[span.end] if span.end < len(span.doc) else None
    if following is None or following.ent_type_ != "PERSON" or following.pos_ != "PROPN":
        return False
    return any(entity.start < span.end < entity.end for entity in span.doc.ents)


def _ranks(span: Words, grammar: Grammar) -> bool:
    """ "Vice" of "Vice President Lopez"."""
    following = span.doc[span.end] if span.end < len(span.doc) else None
    titled = following is not None and following.text in grammar.word_set("name_contexts", "person before")
    return titled and span.text.lower() in grammar.word_set("partitives", "prefixes")


def _country_named(token: Token, grammar: Grammar) -> str | None:
    known = grammar.names.get(token.text)
    return known.name if known and known.type == "Country" else None


def _shared_type(aliases: tuple[KnownName, ...]) -> str:
    types = {known.type for known in aliases}
    return types.pop() if len(types) == 1 else "Organisation"


def _reads_as_name(token: Token, text: str) -> bool:
    """An ambiguous word ("Signal", "X", "Line") is a name where the grammar takes it for one."""
    if token.i == token.sent.start and len(text) > 2 and token.pos_ != "PROPN":
        return _opens_row(token)
    return token.pos_ in ("PROPN", "NOUN", "X", "PUNCT", "SYM") and token.text[0].isupper()


def _opens_row(token: Token) -> bool:
    """ "Meta: 40 million", "Meta – fined in May": what stands before such a mark is what the row is about."""
    return (
        token.i + 1 < len(token.doc) and token.nbor().text in ("–", "—", ":", "|") and token.nbor().i < token.sent.end
    )


@once
def known_places(grammar: Grammar) -> frozenset[str]:
    """The towns that the ontology's names have their seat in."""
    named = [place for known in grammar.names.values() for place in (known.place, known.capital) if place]
    return frozenset(
        place for place in named if place not in grammar.names or grammar.is_a(grammar.names[place].type, "Place")
    )
