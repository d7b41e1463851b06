"""ontology/grammar, names and words as Python, checked against the ontology."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from kg.collector import collecting_seldom
from kg.errors import OntologyProblem, OntologyProblems
from kg.model import fingerprint
from kg.ontology import WORDINGS, Ontology, bundled_ontology, load_ontology, nearest, words_file
from kg.placed_yaml import Placed, read_placed

PARTS_OF_SPEECH = ("verb", "noun", "adjective", "preposition", "name", "mark")
FREE_FORMS = (
    *("phrase", "clause", "deeds", "predicate", "reason", "misdeed", "trigger", "quote"),
    *("post", "employer", "field", "demand", "abstentions", "infinitives", "title"),
)

COMMON = ("every event", "every deed")  # groups of slots that need no pattern; a deed is an event that is not but words


@dataclass(frozen=True, slots=True)
class SlotRule:
    """Where a pattern finds the filler of a slot."""

    slot: str
    roles: tuple[str, ...] = ()
    types: tuple[str, ...] = ()  # classes of things, any of which will do
    never: tuple[str, ...] = ()  # classes below them that will not
    free: str | None = None  # how free words are taken: one of FREE_FORMS
    count_of: str | None = None  # the slot whose number this is
    required: bool = False
    understood: bool = False  # may be left to what was told before
    named: bool = False  # only things with a name
    heads: tuple[str, ...] = ()  # lemmas of the noun, any of which will do


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the facts that it states."""

    text: str
    facts: tuple[Mapping[str, tuple[str, ...]], ...]
    place: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """How news tells of one kind of fact."""

    name: str  # "closure/close-accounts"
    fact: str  # the event or relation
    triggers: Mapping[str, tuple[str, ...]]  # part of speech → lemmas
    slots: tuple[SlotRule, ...]
    when: Mapping[str, tuple[str, ...]]  # role → lemmas: one of these must stand there
    unless: Mapping[str, tuple[str, ...]]
    examples: tuple[Example, ...]
    place: str
    voice: str | None = None  # "passive": only so
    told: str | None = None  # "barred": by saying that somebody may not do it; "presupposed": by speaking of it
    date: str = "date"  # the slot that a point in time fills
    rank: int = 0  # its place among all patterns: the earlier one wins


@dataclass(frozen=True, slots=True)
class KnownName:
    """A thing that the ontology knows by name."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()  # names that stand for its government
    country: str | None = None
    parent: str | None = None
    same: str | None = None  # the key of the record that is the same thing under its name of today
    owner: str | None = None
    place: str | None = None
    capital: str | None = None
    wikidata: str | None = None
    ambiguous: bool = False

    @property
    def key(self) -> str:
        """What other records call it by."""
        return self.name


@dataclass(frozen=True)
class Grammar:
    """All that the program knows of the world and of how news is written."""

    ontology: Ontology
    patterns: tuple[Pattern, ...]
    common: Mapping[str, tuple[SlotRule, ...]]  # "every event", "every deed" → slots that it may have
    names: Mapping[str, KnownName]
    words: Mapping[str, Any]  # ontology/words, by file and key
    fingerprint: str = ""
    remembered: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)  # see `once`

    def word_set(self, file: str, key: str) -> frozenset[str]:
        """The words that a file of ontology/words lists under a key."""
        found: frozenset[str] | None = self.remembered.get((file, key))
        if found is None:
            found = self.remembered[file, key] = frozenset(self.words[file].get(key, ()))
        return found

    def kinds(self, part: str) -> tuple[str, ...]:
        """The classes that play a part in reading, by words/kinds.yaml; none where the ontology has none for it."""
        found: tuple[str, ...] | None = self.remembered.get(part)
        if found is None:
            named = self.words["kinds"].get(part, ())
            named = (named,) if isinstance(named, str) else named
            found = self.remembered[part] = tuple(kind for kind in named if kind in self.ontology.classes)
        return found

    def kind(self, part: str) -> str:
        """The class that plays the part; empty where the ontology has none for it."""
        return next(iter(self.kinds(part)), "")

    @cached_property
    def kinds_by_noun(self) -> Mapping[str, tuple[str, ...]]:
        """The classes that each noun of words/heads.yaml describes, in the order of that file."""
        index: dict[str, list[str]] = {}
        for kind in self.words["heads"]:
            for noun in self.word_set("heads", kind):
                index.setdefault(noun, []).append(kind)
        return {noun: tuple(kinds) for noun, kinds in index.items()}

    def is_a(self, child: str, *parents: str) -> bool:
        """One of the parents is the class or stands above it."""
        return not self.ontology.lineage.get(child, frozenset()).isdisjoint(parents)

    def common_slots(self, pattern: Pattern) -> tuple[SlotRule, ...]:
        """The slots that any event may have and that the pattern does not speak of."""
        if pattern.fact not in self.ontology.events:
            return ()
        own = {rule.slot for rule in pattern.slots}
        groups = COMMON[:1] if pattern.fact in self.kinds("words") else COMMON
        return tuple(rule for group in groups for rule in self.common.get(group, ()) if rule.slot not in own)

    @cached_property
    def by_trigger(self) -> Mapping[tuple[str, str], tuple[tuple[Pattern, str], ...]]:
        """(part of speech, first word) → the patterns that it may set off, with the whole trigger."""
        index: dict[tuple[str, str], list[tuple[Pattern, str]]] = {}
        for pattern in self.patterns:
            for part, lemmas in pattern.triggers.items():
                for lemma in lemmas:
                    index.setdefault((part, lemma.split()[0]), []).append((pattern, lemma))
        return {key: tuple(found) for key, found in index.items()}


T = TypeVar("T")


class Remembering(Protocol):
    """A value that keeps what was worked out of it."""

    @property
    def remembered(self) -> dict[object, Any]:
        """What was worked out, by the name of the function."""


V = TypeVar("V", bound=Remembering)


def once(make: Callable[[V], T]) -> Callable[[V], T]:
    """The function as one that works out its answer once for each grammar, or other value that remembers."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def remembered(value: V) -> T:
        if name not in value.remembered:
            value.remembered[name] = make(value)
        found: T = value.remembered[name]
        return found

    return remembered


def load_grammar(folder: Path) -> Grammar:
    """The grammar of an ontology folder, read once for as long as its files stay as they are."""
    own = {path for path in folder.rglob("*.*") if path.suffix in (".yaml", ".ttl")}
    paths = sorted({*own, *(bundled_ontology() / "words").glob("*.yaml")})
    texts = (path.read_text(encoding="utf-8", errors="backslashreplace") for path in paths)
    return _grammar_of(
        folder, fingerprint(*(part for path, text in zip(paths, texts, strict=True) for part in (path.name, text)))
    )


@lru_cache(maxsize=4)
@collecting_seldom()
def _grammar_of(folder: Path, texts: str) -> Grammar:
    """The grammar whose files have these texts; all that is wrong with it is told at once."""
    ontology = load_ontology(folder)
    problems: list[OntologyProblem] = []
    words = _read_words(folder, ontology, problems)
    names = _read_names(folder, ontology, problems)
    patterns, common = _read_patterns(folder, ontology, problems)
    if problems:
        raise OntologyProblems(problems)
    return Grammar(ontology, patterns, MappingProxyType(common), MappingProxyType(names), words, texts)


BY_CLASS = ("heads", "name_words", "name_openers")  # files with a list of words for each class


def _read_words(folder: Path, ontology: Ontology, problems: list[OntologyProblem]) -> dict[str, Any]:
    """The words by file; of those that come with the program only what is about classes of this ontology."""
    paths = [*(bundled_ontology() / "words").glob("*.yaml"), *folder.glob("words/*.yaml")]
    words: dict[str, Any] = {}
    for name in sorted({path.stem for path in paths}):
        path = words_file(folder, name)
        placed = read_placed(path, problems)
        if path.is_relative_to(folder):
            problems += _unknown_kinds(name, placed, ontology)
        words[name] = {
            key: value for key, value in placed.plain().items() if name not in BY_CLASS or key in ontology.classes
        }
    return words


def _unknown_kinds(name: str, placed: Placed, ontology: Ontology) -> Iterator[OntologyProblem]:
    """Where an ontology's own file of words speaks of a class that the ontology does not have."""
    for key, entry in placed.mapping().items():
        for kind in entry.strings() if name == "kinds" else [key] if name in BY_CLASS else ():
            if kind not in ontology.classes:
                yield OntologyProblem(entry.place, f"no class {kind!r}", nearest(kind, ontology.classes))


def _read_names(folder: Path, ontology: Ontology, problems: list[OntologyProblem]) -> dict[str, KnownName]:
    names: dict[str, KnownName] = {}
    for path in sorted(folder.glob("names/*.yaml")):
        for entry in read_placed(path, problems).items():
            if known := _known_name(entry, ontology, problems):
                if known.name in names:
                    problems.append(OntologyProblem(entry.place, f"{known.name!r} is there already"))
                names[known.name] = known
    return names


LISTS = ("aliases", "called", "sector", "adjective", "metonyms")
TEXTS = ("country", "parent", "same", "owner", "place", "capital", "wikidata")


def _known_name(entry: Placed, ontology: Ontology, problems: list[OntologyProblem]) -> KnownName | None:
    record = entry.mapping()
    if not {"name", "type"} <= set(record):
        problems.append(OntologyProblem(entry.place, "a known name has a name and a type"))
        return None
    kind = record["type"].plain()
    if kind not in ontology.classes:
        problems.append(OntologyProblem(record["type"].place, f"no class {kind!r}", nearest(kind, ontology.classes)))
        return None
    lists = {key: tuple(record[key].strings()) for key in LISTS if key in record}
    texts = {key: record[key].plain() for key in TEXTS if key in record}
    ambiguous = "ambiguous" in record and record["ambiguous"].plain() == "yes"
    fields: dict[str, Any] = {**lists, **texts}
    return KnownName(record["name"].plain(), kind, **fields, ambiguous=ambiguous)


def _read_patterns(
    folder: Path, ontology: Ontology, problems: list[OntologyProblem]
) -> tuple[tuple[Pattern, ...], dict[str, tuple[SlotRule, ...]]]:
    patterns: list[Pattern] = []
    common: dict[str, tuple[SlotRule, ...]] = {}
    for path in sorted(folder.glob("grammar/*.yaml")):
        document = read_placed(path, problems).mapping()
        if groups := [group for group in COMMON if group in document]:
            common |= {group: tuple(_slot_rules(document[group], ontology, problems)) for group in groups}
            continue
        fact = _fact_type(path, document, ontology, problems)
        if fact is not None and "patterns" in document:
            for entry in document["patterns"].items():
                patterns += _pattern((path.stem, fact), entry, ontology, problems, rank=len(patterns))
    return tuple(patterns), common


def _fact_type(
    path: Path, document: Mapping[str, Placed], ontology: Ontology, problems: list[OntologyProblem]
) -> str | None:
    known = [*ontology.events, *ontology.relations]
    for key in ("event", "relation"):
        if key in document:
            fact = str(document[key].plain())
            if fact in known:
                return fact
            problems.append(OntologyProblem(document[key].place, f"no {key} {fact!r}", nearest(fact, known)))
            return None
    problems.append(OntologyProblem(str(path), "a grammar file names an event or a relation"))
    return None


def _pattern(
    named: tuple[str, str], entry: Placed, ontology: Ontology, problems: list[OntologyProblem], *, rank: int
) -> Iterator[Pattern]:
    stem, fact = named
    record = entry.mapping()
    for key in ("name", "trigger", "slots", "examples"):
        if key not in record:
            problems.append(OntologyProblem(entry.place, f"a pattern has {key}"))
            return
    triggers = {part: tuple(words.strings()) for part, words in record["trigger"].mapping().items()}
    place = record["trigger"].place
    problems += [
        OntologyProblem(place, f"no trigger {part!r}", nearest(part, PARTS_OF_SPEECH))
        for part in triggers
        if part not in PARTS_OF_SPEECH
    ]
    yield Pattern(
        name=f"{stem}/{record['name'].plain()}",
        fact=fact,
        triggers=triggers,
        slots=tuple(_slot_rules(record["slots"], ontology, problems)),
        when=_conditions(record.get("when")),
        unless=_conditions(record.get("unless")),
        examples=tuple(_example(example) for example in record["examples"].items()),
        place=entry.place,
        voice=record["voice"].plain() if "voice" in record else None,
        told=record["told"].plain() if "told" in record else None,
        date=record["date"].plain() if "date" in record else "date",
        rank=rank,
    )


def _conditions(entry: Placed | None) -> Mapping[str, tuple[str, ...]]:
    return {role: tuple(words.strings()) for role, words in entry.mapping().items()} if entry else {}


def _slot_rules(entry: Placed, ontology: Ontology, problems: list[OntologyProblem]) -> Iterator[SlotRule]:
    for slot, rule in entry.mapping().items():
        if slot not in ontology.slots:
            problems.append(OntologyProblem(rule.place, f"no slot {slot!r}", nearest(slot, ontology.slots)))
            continue
        for alternative in rule.items() if rule.is_list else (rule,):
            yield _slot_rule(slot, alternative, ontology, problems)


def _slot_rule(slot: str, entry: Placed, ontology: Ontology, problems: list[OntologyProblem]) -> SlotRule:
    record = entry.mapping()
    types = tuple(record["is"].strings()) if "is" in record else ()
    never = tuple(record["is not"].strings()) if "is not" in record else ()
    problems += [
        OntologyProblem(entry.place, f"no class {kind!r}", nearest(kind, ontology.classes))
        for kind in (*types, *never)
        if kind not in ontology.classes and kind not in WORDINGS
    ]
    return SlotRule(
        slot=slot,
        roles=tuple(record["role"].strings()) if "role" in record else (),
        types=types,
        never=never,
        free=record["as"].plain() if "as" in record else None,
        count_of=record["of"].plain() if "of" in record else None,
        required="required" in record and record["required"].plain() == "yes",
        understood="understood" in record and record["understood"].plain() == "yes",
        named="named" in record and record["named"].plain() == "yes",
        heads=tuple(record["head"].strings()) if "head" in record else (),
    )


def _example(entry: Placed) -> Example:
    record = entry.mapping()
    facts = record["facts"].items() if "facts" in record else ()
    stated = tuple({slot: tuple(v.strings()) for slot, v in fact.mapping().items()} for fact in facts)
    return Example(record["text"].plain(), stated, entry.place)
