"""Names: those that the ontology knows, those that the model sees, those that the text itself explains."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from kg.annotate import Parse, language
from kg.grammar import Grammar, KnownName

# What the model's labels say of an unknown name; None: the context has to tell.
LABELS: dict[str, str | None] = {
    "PERSON": "Person", "ORG": "Organisation", "GPE": "Place", "LOC": "Place", "FAC": None,
    "PRODUCT": "Platform", "WORK_OF_ART": None, "LAW": "Policy", "NORP": None, "EVENT": None,
}  # fmt: skip
FIGURES = ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY")
ACRONYM = re.compile(r"[A-Z][A-Za-z&]*[A-Z][A-Za-z]*")


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


def find_names(parse: Parse, grammar: Grammar) -> tuple[NameSpan, ...]:
    """Every name of the text, in order, none within another."""
    if not len(parse.doc):
        return ()
    candidates = list(known_spans(parse.doc, grammar))
    profile = country_profile(candidates, parse, grammar)
    known = [_judged(span, aliases, profile, grammar) for span, aliases in candidates]
    known_names = [_as_company(name, parse.doc, grammar) for name in known if name is not None]
    known_names = _merge(known_names, list(_institutions(parse.doc, grammar)), parse.doc, grammar, remainders=False)
    spans = _merge(known_names, list(_model_spans(parse.doc, grammar)), parse.doc, grammar)
    spans = [_typed(_with_legal_words(name, parse.doc, grammar), parse.doc, grammar) for name in spans]
    spans = _outermost(spans)
    return tuple(_with_evidence(spans, parse, grammar))


# --- known names ---------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _matcher(key: str) -> tuple[PhraseMatcher, dict[str, tuple[KnownName, ...]]]:
    grammar = _GRAMMARS[key]
    nlp = language()
    aliases: dict[str, list[KnownName]] = {}
    for known in grammar.names.values():
        for alias in dict.fromkeys((known.name, *known.aliases)):
            aliases.setdefault(alias, []).append(known)
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    for alias in sorted(aliases):
        matcher.add(alias, [nlp.make_doc(alias)])
        if len(alias) == 1:  # at a sentence's end the tokenizer keeps "X." in one piece
            matcher.add(alias, [nlp.make_doc(alias + ".")])
    return matcher, {alias: tuple(found) for alias, found in aliases.items()}


_GRAMMARS: dict[str, Grammar] = {}  # by fingerprint: lru_cache keys must be hashable


def known_spans(doc: Doc, grammar: Grammar) -> Iterator[tuple[Span, tuple[KnownName, ...]]]:
    _GRAMMARS.setdefault(grammar.fingerprint, grammar)
    matcher, aliases = _matcher(grammar.fingerprint)
    spans = [span for span in matcher(doc, as_spans=True) if not _is_part_of_word(span)]
    for span in filter_spans(spans):
        yield span, aliases[span.label_]


def _is_part_of_word(span: Span) -> bool:
    """ "Twitter-like" and "X-rated" name nothing; "TikTok-owned" and "Beijing-based" do."""
    after = span.doc[span.end : span.end + 2]
    return len(after) == 2 and after[0].text == "-" and after[1].lower_ in ("like", "style", "rated", "esque", "type")


def country_profile(
    candidates: list[tuple[Span, tuple[KnownName, ...]]], parse: Parse, grammar: Grammar
) -> Counter[str]:
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


def adjective_index(grammar: Grammar) -> Mapping[str, str]:
    """ "Irish" → "Ireland", and a capital or demonym likewise."""
    if "adjectives" not in grammar._cache:
        grammar._cache["adjectives"] = {
            adjective: known.name
            for known in grammar.names.values()
            if known.type == "Country"
            for adjective in known.adjective
        }
    index: Mapping[str, str] = grammar._cache["adjectives"]
    return index


def _judged(span: Span, aliases: tuple[KnownName, ...], profile: Counter[str], grammar: Grammar) -> NameSpan | None:
    """The known thing that the span names here, if the text supports one."""
    before = adjective_index(grammar).get(span.doc[span.start - 1].text) if span.start else None
    if span.start > 1 and span.doc[span.start - 1].text in ("'s", "’s"):
        before = before or _country_named(span.doc[span.start - 2], grammar)
    if all(known.ambiguous for known in aliases) and len(span) == 1 and not _reads_as_name(span[0], span.text):
        return None
    best = max(
        aliases, key=lambda known: (known.country == before, profile[known.country or ""], -len(known.name), known.name)
    )
    if len(aliases) > 1 and len({known.country for known in aliases}) > 1 and not profile[best.country or ""]:
        return NameSpan(span.start, span.end, span.text, _shared_type(aliases, grammar))
    return NameSpan(span.start, span.end, best.name, best.type, best.key)


def _country_named(token: Token, grammar: Grammar) -> str | None:
    known = grammar.names.get(token.text)
    return known.name if known and known.type == "Country" else None


def _shared_type(aliases: tuple[KnownName, ...], grammar: Grammar) -> str:
    types = {known.type for known in aliases}
    return types.pop() if len(types) == 1 else "Organisation"


def _reads_as_name(token: Token, text: str) -> bool:
    """An ambiguous word ("Signal", "X", "Line") is a name where the grammar takes it for one."""
    if token.i == token.sent.start and len(text) > 2 and token.pos_ != "PROPN":
        return False
    return token.pos_ in ("PROPN", "NOUN", "X", "PUNCT", "SYM") and token.text[0].isupper()


# --- names that the model sees -------------------------------------------------------------------


def _model_spans(doc: Doc, grammar: Grammar) -> Iterator[NameSpan]:
    adjectives, honorifics = adjective_index(grammar), grammar.word_set("name_contexts", "honorific")
    covered: set[int] = set()
    for entity in doc.ents:
        if entity.label_ in LABELS and entity.text not in adjectives:
            start, end = _trimmed(entity)
            titled = start < end - 1 and doc[start].text.rstrip(".") in honorifics
            start += titled
            if start < end and any(token.text[0].isupper() for token in doc[start:end]):
                covered.update(range(start, end))
                yield NameSpan(start, end, doc[start:end].text, "Person" if titled else LABELS[entity.label_])
    covered |= {token.i for token in doc if token.text in adjectives}
    yield from _proper_chunks(doc, covered)


def _trimmed(entity: Span) -> tuple[int, int]:
    start, end = entity.start, entity.end
    while start < end and (
        entity.doc[start].tag_ in ("DT", "IN", "CC") or entity.doc[start].is_punct or entity.doc[start].tag_ == "VBG"
    ):
        start += 1
    while end > start and (
        entity.doc[end - 1].tag_ in ("POS", "DT", "CC")
        or entity.doc[end - 1].is_punct
        or entity.doc[end - 1].text in ("’s", "'s")
    ):
        end -= 1
    return start, end


def _proper_chunks(doc: Doc, covered: set[int]) -> Iterator[NameSpan]:
    """Runs of proper nouns that the model gave no label."""
    start = None
    for token in [*doc, None]:
        if (
            token is not None
            and token.pos_ == "PROPN"
            and token.i not in covered
            and token.text[:1].isupper()
            and token.ent_type_ not in FIGURES
        ):
            start = token.i if start is None else start
        elif start is not None:
            end = token.i if token is not None else len(doc)
            yield NameSpan(start, end, doc[start:end].text, None)
            start = None


def _merge(
    known: list[NameSpan], seen: list[NameSpan], doc: Doc, grammar: Grammar, *, remainders: bool = True
) -> list[NameSpan]:
    """The known names, and of those seen by the model the ones that do not cut across them."""
    kept = list(known)
    for name in seen:
        clash = [other for other in kept if other.start < name.end and name.start < other.end]
        if not clash:
            kept.append(name)
        elif all(_is_swallowed(other, name, doc, grammar) for other in clash):
            kept = [other for other in kept if other not in clash] + [name]
        elif remainders:
            kept += _remainders(name, clash, doc)
    return sorted(set(kept), key=lambda name: (name.start, name.end))


def _is_swallowed(known: NameSpan, name: NameSpan, doc: Doc, grammar: Grammar) -> bool:
    """A place inside a longer name: "Communication University of China", "Moscow City Court"."""
    inside = name.start <= known.start and known.end <= name.end and name.size > known.size
    joins = any(token.text in ("'s", "’s", ",") or token.tag_ == "CC" for token in doc[name.start : name.end])
    if not inside or (joins and not name.because) or known.type is None:
        return False
    if grammar.is_a(known.type, "Place") or (name.because and grammar.is_a(known.type, "Policy")):
        return True  # "University of China", "Centre for Media Law"
    if name.type == "Institute" and known.start == name.start and known.size == 1:
        return True  # "Tencent Research Institute"
    return known.start > name.start and known.size == 1 and name.type == "Person"


def _remainders(name: NameSpan, clash: list[NameSpan], doc: Doc) -> list[NameSpan]:
    """What is left of a name that the model joined to a known one: "Bilibili and Bytedance"."""
    taken = {i for other in clash for i in range(other.start, other.end)}
    left = [
        i for i in range(name.start, name.end) if i not in taken and doc[i].pos_ == "PROPN" and doc[i].text[0].isupper()
    ]
    runs: list[list[int]] = []
    for i in left:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return [NameSpan(run[0], run[-1] + 1, doc[run[0] : run[-1] + 1].text, None) for run in runs]


def _outermost(names: list[NameSpan]) -> list[NameSpan]:
    """The names without those that a longer one has taken in."""
    return [
        name
        for name in names
        if not any(
            other is not name and other.start <= name.start and name.end <= other.end and other.size > name.size
            for other in names
        )
    ]


# --- names that grow by their words ---------------------------------------------------------------

INSTITUTIONS = ("University", "Ministry", "Institute", "Regulator", "Court", "Parliament", "Association")


def _institutions(doc: Doc, grammar: Grammar) -> Iterator[NameSpan]:
    """ "China University of Political Science and Law": a kind of body with the names before and after it."""
    kinds = {word: kind for kind in reversed(INSTITUTIONS) for word in grammar.word_set("name_words", kind)}
    for token in doc:
        if token.text not in kinds or token.pos_ != "PROPN":
            continue
        start = token.i
        while (
            start > 0
            and doc[start - 1].pos_ == "PROPN"
            and doc[start - 1].text[0].isupper()
            and not doc[start].is_sent_start
        ):
            start -= 1
        end = _end_of_institution(token, grammar)
        if end > token.i + 1:
            yield NameSpan(start, end, doc[start:end].text, kinds[token.text], because=f"a name with {token.text!r}")


def _end_of_institution(token: Token, grammar: Grammar) -> int:
    """Where "of Political Science and Law" ends; right behind the word itself where nothing of the kind follows."""
    doc, end = token.doc, token.i + 1
    at = end + 1 if end < len(doc) and doc[end].lower_ in ("of", "for") else end
    if at < len(doc) and at > end and doc[at].lower_ == "the":
        at += 1
    if at == end or at >= len(doc) or doc[at].pos_ != "PROPN":
        return end
    end = _end_of_run(doc, at)
    while end + 1 < len(doc) and (doc[end].lower_ == "and" or _list_goes_on(doc, end)) and doc[end + 1].pos_ == "PROPN":
        following = _end_of_run(doc, end + 1)
        if not any(token.dep_ == "conj" for token in doc[end + 1 : following]):
            break
        if doc[end + 1 : following].text in grammar.names or doc[following - 1].text.isupper():
            break
        end = following
    return end


def _list_goes_on(doc: Doc, comma: int) -> bool:
    """A comma with one more name and "and" behind it: "of Broadcasting, Television and Information"."""
    if doc[comma].text != "," or doc[comma + 1].pos_ != "PROPN":
        return False
    end = _end_of_run(doc, comma + 1)
    return end + 1 < len(doc) and doc[end].lower_ == "and" and doc[end + 1].pos_ == "PROPN"


def _end_of_run(doc: Doc, start: int) -> int:
    end = start
    while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper():
        end += 1
    return end


def _as_company(name: NameSpan, doc: Doc, grammar: Grammar) -> NameSpan:
    """A known company with the legal words of its full name; a platform with such words is its company."""
    if name.type not in ("Company", "Platform"):
        return name
    longer = _with_legal_words(name, doc, grammar)
    if longer is name:
        return name
    start = longer.start - 1 if longer.start and doc[longer.start - 1].text in known_places(grammar) else longer.start
    owner = grammar.names.get(grammar.names[str(name.known)].owner or "")
    if name.type == "Company":
        return replace(longer, start=start)
    if owner is not None:
        return NameSpan(start, longer.end, owner.name, owner.type, owner.key)
    return NameSpan(start, longer.end, doc[start : longer.end].text, "Company", because="a name with legal words")


def _with_legal_words(name: NameSpan, doc: Doc, grammar: Grammar) -> NameSpan:
    """ "Acme Technology (Shanghai) Co": the name to the end of its legal words."""
    if name.type not in (None, "Company", "Platform", "Organisation"):
        return name
    legal = grammar.word_set("name_words", "Company")
    end = name.end
    while end < len(doc):
        if doc[end].text in legal and doc[end].pos_ == "PROPN":
            end += 1
        elif doc[end].text == "(" and end + 3 < len(doc) and doc[end + 2].text == ")" and doc[end + 3].text in legal:
            end += 4
        else:
            break
    if end == name.end:
        return name
    return replace(name, end=end) if name.known else NameSpan(name.start, end, doc[name.start : end].text, name.type)


def known_places(grammar: Grammar) -> frozenset[str]:
    """The towns that the ontology's names have their seat in."""
    if "places" not in grammar._cache:
        named = [place for known in grammar.names.values() for place in (known.place, known.capital) if place]
        grammar._cache["places"] = frozenset(
            place for place in named if place not in grammar.names or grammar.is_a(grammar.names[place].type, "Place")
        )
    places: frozenset[str] = grammar._cache["places"]
    return places


# --- what kind of thing --------------------------------------------------------------------------


def _typed(name: NameSpan, doc: Doc, grammar: Grammar) -> NameSpan:
    """An unknown name whose own words tell its kind: "... Commission", "... University", "... Act"."""
    if name.known:
        return name
    kinds = grammar.words["name_words"]
    words = [doc[i].text for i in range(name.start, name.end)]
    at = next((i for i, word in enumerate(words) if i and word in ("of", "on", "for", "against")), len(words))
    head = words[at - 1]
    for kind in kinds:
        if head in grammar.word_set("name_words", kind) or words[0] in grammar.word_set("name_openers", kind):
            return replace(name, type=kind, because=f"a name with {head!r}")
    return name


def _with_evidence(names: list[NameSpan], parse: Parse, grammar: Grammar) -> Iterator[NameSpan]:
    """Unknown names with the type that their neighbours give them, the same all through the text."""
    votes: dict[str, Counter[str]] = {}
    full = _full_names(names, grammar)
    for name in names:
        if not name.known:
            label = full.get(name.label, name.label)
            for kind, weight in _hints(name, parse.doc, grammar):
                votes.setdefault(label, Counter())[kind] += weight
            if label.endswith(" " + name.label):
                votes.setdefault(label, Counter())["Person"] += 2  # only people are called by their last word
    certain = {name.label: name.type for name in names if name.because}
    for name in names:
        label = full.get(name.label, name.label)
        if name.known or label not in votes or name.because:
            yield name
            continue
        kind = certain.get(label) or max(votes[label].items(), key=lambda item: (item[1], item[0]))[0]
        yield replace(name, type=kind, because=f"its neighbours say {kind}")


def _full_names(names: list[NameSpan], grammar: Grammar) -> dict[str, str]:
    """Surname or first word → the full name of the text that it is short for, where there is but one."""
    longer: dict[str, set[str]] = {}
    for name in names:
        words = name.label.split()
        if name.known or len(words) < 2 or not 1 < len(words) < 8:
            continue
        if name.type in ("Person", "Organisation", None) and not name.because:
            longer.setdefault(words[-1], set()).add(name.label)
        if name.type == "Company":
            longer.setdefault(words[0], set()).add(name.label)
    places = known_places(grammar)
    return {short: next(iter(labels)) for short, labels in longer.items() if len(labels) == 1 and short not in places}


def _hints(name: NameSpan, doc: Doc, grammar: Grammar) -> Iterator[tuple[str, int]]:
    """The classes that the words around a name speak for, with a weight."""
    if name.type:
        yield name.type, 2 if name.size > 1 else 1
    if name.label in known_places(grammar):
        yield "Place", 8
    head = head_token(doc, name)
    yield from _described(head, grammar)
    yield from _by_preposition(head, grammar)
    if (
        head.i + 1 < len(doc)
        and head.head.i == head.i + 1
        and head.head.lemma_ in grammar.word_set("name_contexts", "platform after")
    ):
        yield "Platform", 3
    title = doc[name.start - 1] if name.start else None
    if title is not None and title.lower_ == "surnamed":
        yield "Person", 8
    if title is not None and title.text.rstrip(".") in grammar.word_set("name_contexts", "person before"):
        yield "Person", 5
    if head.dep_ == "nsubj" and head.head.lemma_ in grammar.word_set("name_contexts", "authority acts"):
        yield "Authority", 2


def _described(head: Token, grammar: Grammar) -> Iterator[tuple[str, int]]:
    """ "the freight app Yunmanman", "Douban, a website for reviews", "Ke Yan, head of research"."""
    nouns = [child for child in head.children if child.dep_ in ("appos", "compound", "nmod") and child.pos_ == "NOUN"]
    if head.dep_ == "appos" and head.head.pos_ == "NOUN":
        nouns.append(head.head)
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        nouns += [child for child in head.head.children if child.dep_ == "attr"]
    for noun in nouns:
        for kind, weight in (
            ("Person", 5),
            ("Platform", 4),
            ("Company", 4),
            ("Authority", 4),
            ("MediaOutlet", 4),
            ("Association", 3),
        ):
            if noun.lemma_.lower() in grammar.word_set("heads", kind):
                yield kind, weight


def _by_preposition(head: Token, grammar: Grammar) -> Iterator[tuple[str, int]]:
    """ "posts on Weibo", "in Gansu"."""
    if head.dep_ == "pobj" and head.head.lower_ == "in" and head.ent_type_ in ("GPE", "LOC"):
        yield "Place", 2
    if (
        head.dep_ == "pobj"
        and head.head.lower_ in ("at", "of", "with")
        and head.head.head.lemma_.lower() in grammar.word_set("heads", "Person")
    ):
        yield "Organisation", 2
    if (
        head.dep_ == "pobj"
        and head.head.lower_ == "on"
        and head.head.head.lemma_.lower() in grammar.word_set("name_contexts", "platform on")
    ):
        yield "Platform", 3


def head_token(doc: Doc, name: NameSpan) -> Token:
    """The token of a name that the rest of the sentence hangs on."""
    return doc[name.start : name.end].root
