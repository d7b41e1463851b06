"""Who says what: speakers, verbs of saying and what they report, hung together where the parser loses the thread."""

from __future__ import annotations

from kg.extract.syntax.word_forms import speaking_verbs
from kg.grammar import Grammar
from kg.tokens import Token, Words

FINITE = ("VBD", "VBZ", "VBP")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
MARKS = '"“”„‟«»'
PREMODIFIERS = ("det", "amod", "compound", "poss", "nmod", "case", "punct", "nummod", "predet", "quantmod")
OBLIQUE = ("them", "him", "us", "me", "her")
ABOUT = ("ccomp", "xcomp", "oprd", "attr", "acomp")
NEAR = 30  # tokens between the words reported and the verb that reports them


def seat_speakers(sentence: Words, grammar: Grammar) -> None:
    """Let each verb of saying govern its speaker and what is said, before it, behind it or behind a colon."""
    _set_label_apart(sentence)
    _part_at_quotation(sentence, grammar)
    for verb in sentence:
        if not _speaks(verb, grammar):
            continue
        _share_subjects(verb)
        _seat_speaker(verb)
        _free_speaker(verb)
        _seat_report(verb, sentence)
        _seat_words_behind_colon(verb, sentence)


def _speaks(verb: Token, grammar: Grammar) -> bool:
    return verb.pos_ == "VERB" and verb.lemma_ in speaking_verbs(grammar)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _hang(child: Token, head: Token, dep: str | None = None) -> None:
    """Hang a word on another one, where that makes no circle."""
    if child != head and not child.is_ancestor(head):
        child.head = head
        if dep:
            child.dep_ = dep


def _top(words: Words) -> Token:
    """The first of the words that are highest in the tree, marks aside."""
    outermost = [token for token in words if not token.is_punct and (token.head == token or token.head not in words)]
    return min(outermost, key=lambda token: len([*token.ancestors]), default=words.root)


# --- two subjects --------------------------------------------------------------------------------


def _share_subjects(verb: Token) -> None:
    """ "Lopez said the code would end": a subject behind the verb is that of what is said."""
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i]
    behind = [subject for subject in subjects if subject.i > verb.i]
    if len(subjects) < 2 or len(behind) != 1 or len(clauses) != 1 or _has_subject(clauses[0]):
        return
    if behind[0].i < clauses[0].i:
        behind[0].head = clauses[0]


# --- the speaker behind and before the verb ------------------------------------------------------


def _seat_speaker(verb: Token) -> None:
    """ "..., said Maria Lopez: ...", "One company, says Lopez, ...": who speaks stands behind the verb."""
    doc = verb.doc
    if verb.tag_ not in FINITE or verb.i + 1 >= len(doc) or not verb.i or not doc[verb.i - 1].is_punct:
        return
    speaker = _noun_from(doc[verb.i + 1], verb)
    if speaker.pos_ not in ("PROPN", "NOUN", "PRON") or speaker.tag_ == "WP" or speaker.lower_ in OBLIQUE:
        return
    if speaker.dep_ not in ("nsubj", "dobj", "nsubjpass", "attr", "oprd") or _does_what_is_said(speaker):
        return
    if speaker.dep_ == "nsubj" or not _has_subject(verb):
        speaker.head, speaker.dep_ = verb, "nsubj"
        for child in [child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i]:
            if verb.head != verb:
                child.head = verb.head


def _does_what_is_said(noun: Token) -> bool:
    """ "Lopez, a lawyer, said data had leaked": the verb of the noun follows without a comma."""
    verb = noun.head
    return (
        noun.dep_ in ("nsubj", "nsubjpass")
        and noun.i < verb.i
        and not any(token.is_punct for token in noun.doc[noun.i + 1 : verb.i])
    )


def _noun_from(token: Token, verb: Token) -> Token:
    """The noun whose phrase begins with the token."""
    while token.dep_ in PREMODIFIERS and token.head.i > token.i and token.head.i - verb.i < 8:
        token = token.head
    return token


def _free_speaker(verb: Token) -> None:
    """ "..., Facebook and other sources, the regulator (Ofcom) said.": who speaks is no member of the list before."""
    doc = verb.doc
    if verb.tag_ not in FINITE or _has_subject(verb) or verb.i < 2:
        return
    if doc[verb.i - 1].pos_ not in ("NOUN", "PROPN", "PUNCT"):
        return
    if any(child.i > verb.i and child.dep_ in ("dobj", "ccomp", "xcomp") for child in verb.children):
        return
    comma = next((i for i in range(verb.i - 1, max(verb.i - 9, verb.sent.start), -1) if doc[i].text == ","), None)
    if comma is None or comma == verb.i - 1:
        return
    speaker = doc[comma + 1 : verb.i].root
    if speaker.pos_ in ("NOUN", "PROPN") and speaker.dep_ in ("conj", "appos", "npadvmod") and speaker.head.i < comma:
        speaker.head, speaker.dep_ = verb, "nsubj"


# --- a report behind what it reports -------------------------------------------------------------


def _seat_report(verb: Token, sentence: Words) -> None:
    """ "The app is a risk, the head of the cyber police, Maria Lopez, told Acme News.": the clause before is said."""
    if verb.tag_ not in FINITE or _is_about_something(verb) or _quoted(verb, sentence) or _stands_aside(verb):
        return
    speaker = _speaker_before(verb, sentence)
    if speaker is None:
        return
    words = _words_before(speaker.start, sentence)
    if words is None or _reports_already(verb, speaker, words):
        return
    _hang_report(verb, speaker, words)


def _stands_aside(verb: Token) -> bool:
    """ "The law, it says, protects citizens.": within the clause that it reports."""
    return verb.head.i > verb.i and verb.dep_ in ("parataxis", "ccomp", "dep", "advcl")


def _is_about_something(verb: Token) -> bool:
    """What is said stands behind the verb, or the verb is no report of its own."""
    if verb.dep_ in ("relcl", "acl", "xcomp") and verb.left_edge.tag_ in ("WP", "WDT", "WP$", "WRB"):
        return True
    return any(child.dep_ in ABOUT and child.i > verb.i for child in verb.children) or any(
        child.dep_ in ("mark", "aux") for child in verb.children if child.lower_ not in ("has", "have", "had")
    )


def _quoted(verb: Token, sentence: Words) -> bool:
    """The verb itself stands within quotation marks."""
    return sum(token.text in MARKS for token in sentence.doc[sentence.start : verb.i]) % 2 == 1


def _speaker_before(verb: Token, sentence: Words) -> Words | None:
    """The phrase right before the verb, from the nearest comma or closing quotation mark on, with its apposition."""
    doc = verb.doc
    phrase = None
    for i in range(verb.i - 2, max(sentence.start, verb.i - NEAR), -1):
        if not _parts(doc[i]):
            continue
        wider = doc[i + 1 : verb.i]
        if wider[0].is_punct or any(token.tag_ in (*FINITE, "MD") for token in wider):
            break
        first, phrase = phrase is None, wider
        closed = first and doc[verb.i - 1].text == ","  # "Lopez, the head of the office, said"
        if phrase.root.head == verb or not (closed or (phrase.root.dep_ == "appos" and _belongs_before(phrase))):
            break
    if phrase is None or phrase.root.pos_ not in NOMINAL or phrase.root.dep_ == "pobj":
        return None
    return phrase


def _parts(token: Token) -> bool:
    return token.text == "," or token.text in MARKS


def _belongs_before(phrase: Words) -> bool:
    """ "the head of the office, Lopez", "Lopez, the head": what the apposition is of stands right before it."""
    above = phrase.root.head
    between = phrase.doc[above.i + 1 : phrase.start - 1]
    return above.i < phrase.start and phrase[0].nbor(-1).text == "," and not any(token.is_punct for token in between)


def _words_before(start: int, sentence: Words) -> Token | None:
    """What the clause before the speaker hangs on: its verb, with a subject, or the first word of bare quoted ones."""
    doc = sentence.doc
    first = max((i + 1 for i in range(sentence.start, start) if doc[i].text == ";"), default=sentence.start)
    before = doc[first:start]
    verbs = [token for token in before if token.pos_ in ("VERB", "AUX")]
    tops = [token for token in verbs if not any(other.is_ancestor(token) for other in verbs)]
    top = tops[0] if len(tops) == 1 else next((token for token in tops if token.dep_ in ("ROOT", "ccomp")), None)
    quoted = before[0].text in MARKS and any(token.text in MARKS for token in before[-2:])
    if top is None:
        return _top(before[1:-1]) if quoted and not tops and len(before) > 2 else None
    told = any(child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for child in top.children)
    return top if told or (quoted and top.tag_ == "VB") else None


def _reports_already(verb: Token, speaker: Words, words: Token) -> bool:
    """The parser sees it as it is."""
    seated = any(child.dep_ == "nsubj" and speaker.start <= child.i < speaker.end for child in verb.children)
    hung = (words.head == verb and words.dep_ == "ccomp") or (
        verb.head == words and verb.dep_ in ("parataxis", "ccomp", "dep", "advcl")
    )
    return seated and hung


def _hang_report(verb: Token, speaker: Words, words: Token) -> None:
    """The clause is what is said, by the one before the verb."""
    noun = speaker.root
    if noun.is_ancestor(words):  # the clause was taken for more about the speaker
        place, role = (noun.head, noun.dep_) if noun.head != noun else (words, "ROOT")
        words.head, words.dep_ = place, role
    if verb.is_ancestor(words):
        words.head, words.dep_ = verb, "ccomp"
    else:
        _hang(verb, words, "parataxis")
    for child in [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass") and child != noun]:
        if child.i < speaker.start:
            _hang(child, words)
        elif child.i > verb.i:
            child.dep_ = "dobj"
    for token in speaker:
        if token.dep_ in ("appos", "conj") and not speaker.start <= token.head.i < speaker.end:
            _hang(token, noun, "appos")
    _hang(noun, verb, "nsubj")


# --- words behind a colon ------------------------------------------------------------------------


def _seat_words_behind_colon(verb: Token, sentence: Words) -> None:
    """ "The minister replied: "Not yet."": what stands behind the colon is said."""
    doc = verb.doc
    colon = next((i for i in range(verb.i + 1, sentence.end - 1) if doc[i].text == ":"), None)
    if colon is None or not _has_subject(verb) or _is_about_something(verb) or _quoted(verb, sentence):
        return
    if any(child.dep_ == "dobj" for child in verb.children):
        return
    if any(token.tag_ in (*FINITE, "MD") for token in doc[verb.i + 1 : colon]):
        return
    words = doc[colon + 1 : sentence.end]
    root = _top(words)
    quoted = words[0].text in MARKS
    if root.is_punct or not (quoted or root.pos_ in ("VERB", "AUX")):
        return
    if root.is_ancestor(verb):
        verb.head, verb.dep_ = (verb, "ROOT") if root.head == root else (root.head, root.dep_)
    _hang(root, verb, "ccomp")
    for token in words:
        if token.head.i < colon and token != root:
            _hang(token, root)


def _part_at_quotation(sentence: Words, grammar: Grammar) -> None:
    """ "Telegram hits back: "This is politics"": what is quoted behind the colon is the words of who acts before it."""
    doc = sentence.doc
    colon = next((token for token in sentence[1:-2] if token.text == ":" and token.nbor().text in MARKS), None)
    if colon is None:
        return
    before, words = doc[sentence.start : colon.i], doc[colon.i + 1 : sentence.end]
    acting = [token for token in before if token.pos_ == "VERB" and token.tag_ in FINITE and _has_subject(token)]
    verb, root = acting[0] if acting else None, _top(words)
    if verb is None or len(acting) > 1 or root.is_punct or _speaks(verb, grammar):
        return
    if root.is_ancestor(verb):
        verb.head, verb.dep_ = (verb, "ROOT") if root.head == root else (root.head, root.dep_)
    _hang(root, verb, "segment")
    for token in (*before, *words):
        if token not in (verb, root) and (token.i < colon.i) != (token.head.i < colon.i):
            _hang(token, verb if token.i < colon.i else root)
    _hang(colon, root, "punct")


# --- labels --------------------------------------------------------------------------------------


def _set_label_apart(sentence: Words) -> None:
    """ "Maria Lopez, a lawyer: the rules are vague": the name before the colon is whose words follow."""
    colon = next((token for token in sentence if token.text == ":"), None)
    if colon is None or not sentence.start < colon.i < sentence.end - 1:
        return
    label, words = sentence.doc[sentence.start : colon.i], sentence.doc[colon.i + 1 : sentence.end]
    speaker, clause = _top(label), _top(words)
    quoted = words[0].text in MARKS
    subject = quoted or any(token.dep_ in ("nsubj", "nsubjpass") or token.head == speaker for token in words)
    told = (clause.pos_ in ("VERB", "AUX") and subject) or (quoted and not clause.is_punct)
    if (
        not _is_named(speaker)
        or speaker.ent_type_ == "DATE"
        or not told
        or any(token.pos_ in ("VERB", "AUX") for token in label)
    ):
        return
    behind = [child for child in speaker.children if child.i > colon.i and child.pos_ in ("NOUN", "PROPN")]
    _give_place(speaker, clause, behind)
    for token in (*label, *words):
        if (token.i < colon.i) != (token.head.i < colon.i) and token not in (speaker, clause):
            _hang(token, speaker if token.i < colon.i else clause)
    _hang(colon, clause, "punct")
    _hang(speaker, colon, "label")


def _is_named(speaker: Token) -> bool:
    """A name, or a noun with a name beside it: "The group's head, Maria Lopez"."""
    return speaker.pos_ == "PROPN" or any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in speaker.children)


def _give_place(speaker: Token, clause: Token, followers: list[Token]) -> None:
    """The clause stands for itself; the noun taken for the speaker's apposition is what the clause is about."""
    place, role = speaker.head, speaker.dep_
    if speaker in clause.ancestors:
        clause.head, clause.dep_ = clause, "ROOT"
        place, role = clause, "nsubj"
    if followers and role in ("nsubj", "nsubjpass"):
        followers[0].head, followers[0].dep_ = place, role
