"""Names: those that the ontology knows, those that the model sees, those that the text itself explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from kg.annotate import Parse
from kg.extract.who.known_names import (
    Candidate,
    NameSpan,
    adjective_index,
    judged,
    known_places,
    names_within_sentences,
)
from kg.extract.who.name_kinds import typed, with_evidence
from kg.grammar import Grammar
from kg.tokens import Doc, Token, Words

# The model's labels of names; what they say of an unknown one stands in ontology/words/kinds.yaml.
MOST = 0.6  # of the words of a headline in capitals begin with one
LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "NORP", "EVENT")
FIGURES = ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY")


def find_names(
    parse: Parse, grammar: Grammar, candidates: Sequence[Candidate], profile: Counter[str]
) -> tuple[NameSpan, ...]:
    """Every name of the text, in order, none within another; of the known ones those that the text supports."""
    if not len(parse.doc):
        return ()
    sure = names_within_sentences(candidates)
    known = [judged(span, aliases, profile, grammar, sure=span.text in sure) for span, aliases in candidates]
    known_names = [_as_company(name, parse.doc, grammar) for name in known if name is not None]
    known_names = list(_with_branches(known_names, parse.doc, grammar))
    known_names = _merge(known_names, list(_institutions(parse.doc, grammar)), parse.doc, grammar, remainders=False)
    spans = _merge(known_names, list(_whole(_model_spans(parse.doc, grammar), parse.doc, grammar)), parse.doc, grammar)
    spans = [typed(_with_legal_words(name, parse.doc, grammar), parse.doc, grammar) for name in spans]
    spans = _outermost(spans)
    return tuple(with_evidence(spans, parse, grammar))


# --- names that the model sees -------------------------------------------------------------------


def _model_spans(doc: Doc, grammar: Grammar) -> Iterator[NameSpan]:
    adjectives, honorifics = adjective_index(grammar), grammar.word_set("name_contexts", "honorific")
    covered: set[int] = set()
    for entity in doc.ents:
        label = entity[0].ent_type_
        if label in LABELS and entity.text not in adjectives:
            start, end = _trimmed(entity)
            titled = start < end - 1 and doc[start].text.rstrip(".") in honorifics
            start += titled
            if start < end and any(token.text[0].isupper() for token in doc[start:end]):
                covered.update(range(start, end))
                kind = grammar.kind("PERSON" if titled else label) or None
                yield NameSpan(start, end, doc[start:end].text, kind)
    covered |= {token.i for token in doc if token.text in adjectives}
    yield from _proper_chunks(doc, covered)


WORKPLACE = ("at", "with", "for", "by")


def _whole(spans: Iterable[NameSpan], doc: Doc, grammar: Grammar) -> Iterator[NameSpan]:
    """The names, those joined that the model tears: "an analyst at KGI" + "Kay Brown"."""
    for first, name in _runs(spans, lambda one, other: _is_torn(one, other, doc, grammar)):
        yield first if name is first else NameSpan(first.start, name.end, doc[first.start : name.end].text, first.type)


def _runs(
    names: Iterable[NameSpan], joins: Callable[[NameSpan, NameSpan], bool]
) -> Iterator[tuple[NameSpan, NameSpan]]:
    """The names in order, each alone, or the first and the last of those that join one another."""
    run: tuple[NameSpan, NameSpan] | None = None
    for name in sorted(names, key=lambda one: one.start):
        if run is not None and joins(run[1], name):
            run = (run[0], name)
            continue
        if run is not None:
            yield run
        run = (name, name)
    if run is not None:
        yield run


def _is_torn(first: NameSpan, second: NameSpan, doc: Doc, grammar: Grammar) -> bool:
    """A body and somebody without a word between them, both in one phrase behind "at"."""
    kinds = (first.type, second.type) == (grammar.kind("ORG"), grammar.kind("PERSON"))
    if not kinds or first.end != second.start or first.label in grammar.names:
        return False
    head = doc[second.end - 1]
    joined = all(token.head == head and token.dep_ == "compound" for token in doc[first.start : second.end - 1])
    return joined and head.dep_ == "pobj" and head.head.lower_ in WORKPLACE


def _trimmed(entity: Words) -> tuple[int, int]:
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
    if grammar.is_a(known.type, "Place") or (name.because and grammar.is_a(known.type, *grammar.kinds("LAW"))):
        return True  # "University of China", "Centre for Media Law"
    if name.type in grammar.kinds("named after others") and known.start == name.start and known.size == 1:
        return True  # "Tencent Research Institute"
    if known.start == name.start and _is_offshoot(known, name, doc, grammar):
        return True
    return known.start > name.start and known.size == 1 and name.type == "Person"


def _is_offshoot(known: NameSpan, name: NameSpan, doc: Doc, grammar: Grammar) -> bool:
    """ "Amazon Europe Core", "Paytm Mall": a firm named after a known one, in the words of one name."""
    if known.type not in (grammar.kind("company"), grammar.kind("service")) or known.size > 1:
        return False
    rest = doc[known.end : name.end]
    posts = grammar.word_set("heads", "Person")
    plain = all(token.pos_ == "PROPN" and token.text[0].isupper() and token.lower_ not in posts for token in rest)
    one = all(token.dep_ == "compound" for token in doc[name.start : name.end - 1])
    sentence = doc[name.start].sent
    titled = sum(token.text.istitle() for token in sentence) > MOST * sum(token.text.isalpha() for token in sentence)
    return plain and one and not titled and name.type == grammar.kind("ORG")


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


def _with_branches(names: Iterable[NameSpan], doc: Doc, grammar: Grammar) -> Iterator[NameSpan]:
    """The names, a firm and a country that are one: "MTN Uganda", "Acme India Ltd"."""
    company = grammar.kind("company")
    for first, name in _runs(names, lambda one, other: _is_branch(one, other, doc, grammar)):
        words = doc[first.start : name.end].text
        yield first if name is first else NameSpan(first.start, name.end, words, company, because="a firm's branch")


def _is_branch(firm: NameSpan, country: NameSpan, doc: Doc, grammar: Grammar) -> bool:
    """A firm with the country that it is named for right behind it, in one phrase."""
    kinds = firm.type in (grammar.kind("company"), grammar.kind("service"))
    kinds = kinds and country.type in grammar.kinds("acting country")
    return kinds and firm.end == country.start and doc[country.start - 1].head == doc[country.end - 1]


# --- names that grow by their words ---------------------------------------------------------------


def _institutions(doc: Doc, grammar: Grammar) -> Iterator[NameSpan]:
    """ "China University of Political Science and Law": a kind of body with the names before and after it."""
    institutions = reversed(grammar.kinds("institutions"))
    kinds = {word: kind for kind in institutions for word in grammar.word_set("name_words", kind)}
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
    if name.type not in (grammar.kind("company"), grammar.kind("service")):
        return name
    longer = _with_legal_words(name, doc, grammar)
    if longer is name:
        return name
    start = longer.start - 1 if longer.start and doc[longer.start - 1].text in known_places(grammar) else longer.start
    owner = grammar.names.get(grammar.names[str(name.known)].owner or "")
    if name.type == grammar.kind("company"):
        return replace(longer, start=start)
    if owner is not None:
        return NameSpan(start, longer.end, owner.name, owner.type, owner.key)
    words = doc[start : longer.end].text
    return NameSpan(start, longer.end, words, grammar.kind("company"), because="a name with legal words")


def _with_legal_words(name: NameSpan, doc: Doc, grammar: Grammar) -> NameSpan:
    """ "Acme Technology (Shanghai) Co": the name to the end of its legal words."""
    company = grammar.kind("company")
    if name.type not in (None, company, grammar.kind("service"), "Organisation"):
        return name
    legal = grammar.word_set("name_words", company)
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
