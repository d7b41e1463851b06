"""Words of the text as labels: noun phrases without articles and numbers, clauses without "that"."""

from __future__ import annotations

from kg.tokens import Doc, Token

LEFT = ("amod", "compound", "nmod", "poss", "advmod", "npadvmod", "case", "punct", "quantmod", "nummod", "det")
QUOTES = "\"“”„‟«»‘’'"


def noun_label(head: Token) -> str:
    """
    A noun with what stands before it, without article, number or pronoun.

    "more than 300 fan accounts of ..."               fan accounts
    "the company's staff"                             company's staff
    """
    start = head.i
    for child in sorted(head.lefts, key=lambda token: -token.i):
        if child.dep_ not in LEFT or child.right_edge.i + 1 < start or child.text == "," or _is_day(child):
            break
        start = child.left_edge.i
    return tokens_text(head.doc, _trim(head.doc, start, head.i), head.i + 1)


def _is_day(word: Token) -> bool:
    """ "last month inspectors found": when it was is no part of what they are called."""
    return (
        word.ent_type_ == "DATE"
        and word.pos_ == "NOUN"
        and word.left_edge.ent_type_ == "DATE"
        and word.left_edge != word
    )


def noun_phrase(head: Token) -> str:
    """A noun with all that depends on it up to the first comma or clause."""
    start, end = head.i, head.right_edge.i + 1
    for child in head.rights:
        if child.dep_ in ("appos", "cc", "conj", "punct", "parataxis") or (
            child.dep_ == "relcl" and child.i - head.i > 8
        ):
            end = min(end, child.left_edge.i)
            break
    end -= end - 1 > head.i and head.doc[end - 1].tag_ == "CC"  # the parser may hang "and" elsewhere
    for child in head.lefts:
        if child.dep_ in LEFT:
            start = min(start, child.left_edge.i)
    return tokens_text(head.doc, _trim(head.doc, start, head.i), end)


ABOUT = ("on", "of", "for", "against", "to", "about", "governing", "concerning", "regarding", "over")


def noun_phrase_of_rule(head: Token) -> str:
    """
    A rule or campaign with what it is about.

    "the new rules on deep synthesis, which ..."    new rules on deep synthesis
    """
    label = noun_label(head)
    end = head.i + 1
    for child in head.rights:
        about = (child.dep_ == "prep" and child.lower_ in ABOUT) or (child.dep_ == "acl" and child.tag_ == "VBG")
        if child.left_edge.i != end or not about or child.right_edge.i - child.i > 10:
            break
        if any(inner.ent_type_ == "DATE" for inner in child.children):
            break  # "a drive on Tuesday against ..."
        end = next(
            (token.i for token in child.subtree if _is_dated(token) or token.text in (",", ";", "(", "–", "—")),
            child.right_edge.i + 1,
        )
    return f"{label} {tokens_text(head.doc, head.i + 1, end)}" if end > head.i + 1 else label


def campaign_title(head: Token) -> str:
    """
    A campaign with its aim, without what is told of the aim.

    "a drive against bots that spam, which it started"      drive against bots
    "a drive against bots, trolls and spam"                 drive
    """
    full = noun_phrase(head)
    for child in head.rights:
        if child.dep_ == "relcl" or (child.dep_ == "prep" and child.lower_ in ("as", "in", "during", "from", "since")):
            return _up_to(full, head, child)
        if child.dep_ != "prep":
            continue
        listed = any(token.dep_ == "conj" and token.doc[token.left_edge.i - 1].text == "," for token in child.subtree)
        told = next((token for token in child.subtree if token.dep_ == "relcl"), None)
        if listed or told is not None:
            return _up_to(full, head, child if listed or told is None else told)
    return full


def _up_to(full: str, head: Token, stop: Token) -> str:
    """The label without the words from the first of another phrase."""
    rest = tokens_text(head.doc, stop.left_edge.i, head.right_edge.i + 1)
    return clean(full[: full.index(rest[:20])]) if rest[:20] in full else full


def _is_dated(preposition: Token) -> bool:
    """ "an order targeting Foo on Thursday": the day is no part of what the order is called."""
    return preposition.dep_ == "prep" and any(child.ent_type_ == "DATE" for child in preposition.children)


def _trim(doc: Doc, start: int, head: int) -> int:
    """The first token of a label: articles, numbers and what compares them are left out."""
    if doc[start].tag_ == "CD" and doc[start + 1].text == "-" and doc[start + 2].tag_ == "CD" and start + 2 < head:
        start += 3  # "twenty-two channels"
    while (
        start < head
        and not (doc[start].tag_ == "CD" and doc[start + 1].text == "-")
        and (
            doc[start].tag_ in ("DT", "PDT", "PRP$", "WP$", "CD", "IN")
            or doc[start].is_punct
            or doc[start].is_currency
            or doc[start].dep_ in ("quantmod", "nummod", "predet", "advmod", "cc")
            or (doc[start].tag_ in ("JJR", "RBR", "JJS", "RBS") and doc[start + 1].tag_ in ("IN", "CD"))
            or doc[start].lower_
            in ("other", "such", "another", "further", "many", "several", "some", "more", "additional")
        )
    ):
        start += 1
        if doc[start - 1].text in QUOTES and doc[start].tag_ in ("DT", "PRP$", "CD"):
            break  # "its 'My Guide' service": a name in quotation marks is whole
    return start


def clause_text(head: Token, *, leave_out: Token | None = None) -> str:
    """A clause's words, from its first to its last, without "that", "to" and the words of another clause."""
    return clause_words(clause_tokens(head, leave_out=leave_out))


def clause_tokens(head: Token, *, leave_out: Token | None = None) -> list[Token]:
    """The tokens of a clause, without those of another clause and of what a semicolon parts from it."""
    apart = [token for token in head.subtree if (token.dep_ == "segment" and token != head) or adds_to(token)]
    out = {token.i for clause in (*apart, *([leave_out] if leave_out is not None else [])) for token in clause.subtree}
    kept = [token for token in head.subtree if token.i not in out]
    first = _opening(head, kept)
    return [token for token in kept if token.i >= first]


def _opening(head: Token, kept: list[Token]) -> int:
    """Where the clause begins: behind a colon or dash that parts its own subject from a dateline or another clause."""
    subjects = [child.left_edge.i for child in head.children if child.dep_ in ("nsubj", "nsubjpass", "expl")]
    if not subjects:
        return 0
    breaks = [token.i for token in kept if token.text in (":", "-", "–", "—") and token.i < subjects[-1]]
    spaced = [i for i in breaks if head.doc[i].whitespace_]
    inside = [i for i in spaced if any(token.i > i for token in kept if token.head == head and token.i < head.i)]
    return inside[-1] + 1 if inside else 0


def adds_to(token: Token) -> bool:
    """ "the stunt, which was to mark a birthday": more about a word, no part of what is said."""
    first = token.left_edge
    if token.dep_ != "relcl" or not first.i or first.nbor(-1).text != ",":
        return False
    return first.tag_ in ("WDT", "WP") or (first.dep_ == "prep" and first.nbor().tag_ in ("WDT", "WP"))


def clause_words(kept: list[Token]) -> str:
    """The tokens as a phrase, without what only joins it to its sentence."""
    kept = _without_brackets(kept)
    while kept and (kept[0].is_punct or _only_joins(kept[0], kept) or kept[0].tag_ in ("TO", "CC") or kept[0].is_space):
        kept = kept[1:]
    while kept and (kept[-1].is_punct or kept[-1].is_space or kept[-1].tag_ == "CC") and kept[-1].text not in QUOTES:
        kept = kept[:-1]
    return join(kept)


def _only_joins(first: Token, kept: list[Token]) -> bool:
    """ "that the rules are vague", but not "if rules are vague, nobody obeys"."""
    return first.dep_ == "mark" and (
        first.lower_ == "that" or first.head.head not in kept or first.head.head == first.head
    )


def _without_brackets(tokens: list[Token]) -> list[Token]:
    depth, kept = 0, []
    for token in tokens:
        depth += token.text in ("(", "[")
        if depth <= 0:
            kept.append(token)
        depth -= token.text in (")", "]") and depth > 0
    return kept


def tokens_text(doc: Doc, start: int, end: int) -> str:
    """The text between two tokens on one line, without quotation marks at its ends."""
    return clean(doc[start:end].text)


def join(tokens: list[Token]) -> str:
    """The tokens' text on one line."""
    parts: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is not None and before.i + 1 != token.i and not before.whitespace_:
            parts.append(" ")
        parts.append(token.text_with_ws)
    return clean("".join(parts).replace(" ,", ",").replace(", ,", ","))


def clean(text: str) -> str:
    """One line, single spaces, no stray quotation marks or commas at the ends."""
    text = " ".join(text.split()).strip(" ,;:.-–—")
    for mark in ('"', "“", "”", "‘"):
        if text.count(mark) == 1 or (text.startswith(mark) and mark != "‘"):
            text = text.replace(mark, "").strip()
    for suffix in ("'s", "’s"):
        text = text.removesuffix(suffix)
    return text.replace("“", '"').replace("”", '"')


def head_terms(head: Token) -> frozenset[str]:
    """The noun's lemma, alone and with the word that it is compounded with: "room", "livestream room"."""
    alone = singular(head)
    before = [child for child in head.children if child.i == head.i - 1 and child.dep_ in ("compound", "amod", "nmod")]
    return frozenset((alone, *(f"{child.lower_} {alone}" for child in before)))


def singular(head: Token) -> str:
    """The noun's lemma in lower case."""
    return str(head.lemma_).lower()
