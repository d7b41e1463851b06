"""What people have judged: that two names mean one thing, or do not; kept in a file beside the articles."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologyProblem, OntologyProblems
from kg.ontology import nearest
from kg.placed_yaml import Placed, read_placed

FILE = "judgements.yaml"  # beside the articles
FIELDS = {"name", "kind", "article"}


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A thing as a person points at it: by name, and where that is not enough by kind or article."""

    name: str
    kind: str = ""
    article: str = ""

    def __str__(self) -> str:
        told = (f"as a {self.kind}" if self.kind else "", f"in {self.article}" if self.article else "")
        return " ".join(filter(None, (repr(self.name), *told)))

    def means(self, kind: str, articles: Iterable[str]) -> bool:
        """True of a thing of that name that is of this kind, in these articles."""
        return self.kind in ("", kind) and (not self.article or self.article in articles)


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """Two things, whether they are one, and who says so and why."""

    left: Named
    right: Named
    is_one: bool
    by: str = ""
    why: str = ""

    def __str__(self) -> str:
        said = "one" if self.is_one else "two"
        return f"judged to be {said} by {self.by or 'somebody'}" + (f": {self.why}" if self.why else "")


def judgements_beside(sources: Iterable[Path]) -> tuple[Judgement, ...]:
    """The judgements that lie in the sources' folders."""
    folders = {source if source.is_dir() else source.parent for source in sources}
    return tuple(sorted(set(_read(sorted(folder / FILE for folder in folders if (folder / FILE).is_file())))))


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file; all that is wrong with it is told at once."""
    return tuple(_read([path]))


def _read(paths: Sequence[Path]) -> list[Judgement]:
    """The judgements of the files, unless something is wrong with one, or two contradict each other."""
    problems: list[OntologyProblem] = []
    told: dict[tuple[Named, Named], tuple[str, bool]] = {}
    found: list[Judgement] = []
    for entry in (entry for path in paths for entry in _entries(path, problems)):
        judgement = _judgement(entry, problems)
        if not judgement:
            continue
        place, is_one = told.setdefault((judgement.left, judgement.right), (entry.place, judgement.is_one))
        if is_one != judgement.is_one:
            problems.append(OntologyProblem(entry.place, f"{place} says the contrary of the same two; take one back"))
        found.append(judgement)
    if problems:
        raise OntologyProblems(problems, "what people have judged")
    return found


def _entries(path: Path, problems: list[OntologyProblem]) -> Iterator[Placed]:
    """The entries of a file, which is a list, or empty."""
    content = read_placed(path, problems)
    if not content.is_list and content.plain():
        problems.append(OntologyProblem(content.place, "judgements are a list: - same: [{name: A}, {name: B}]"))
    yield from content.items()


def _judgement(entry: Placed, problems: list[OntologyProblem]) -> Judgement | None:
    fields = entry.mapping()
    said = [word for word in ("same", "different") if word in fields]
    things = [_named(thing, problems) for word in said for thing in fields[word].items()]
    if len(said) != 1 or len(things) != len(("left", "right")):
        problems.append(OntologyProblem(entry.place, "a judgement lists two things under 'same' or 'different'"))
        return None
    left, right = sorted(things)
    if left == right:
        problems.append(OntologyProblem(entry.place, f"{left.name!r} is named twice: tell the two by kind or article"))
    _tell_of_wrong_fields(entry, {*said, "by", "why"}, texts=("by", "why"), problems=problems)
    by, why = (str(fields[field].plain()) if field in fields else "" for field in ("by", "why"))
    return Judgement(left, right, said == ["same"], by, why)


def _tell_of_wrong_fields(
    entry: Placed, known: Collection[str], *, texts: Collection[str], problems: list[OntologyProblem]
) -> None:
    """Add what is no field, and what should be a text and is none."""
    fields = entry.mapping()
    for field, value in fields.items():
        if field not in known:
            problems.append(OntologyProblem(value.place, f"a judgement has no field {field!r}", nearest(field, known)))
        elif field in texts and not isinstance(value.plain(), str):
            problems.append(OntologyProblem(value.place, f"{field}: a text is wanted"))


def _named(thing: Placed, problems: list[OntologyProblem]) -> Named:
    fields = thing.mapping()
    if not fields.get("name") or not fields.keys() <= FIELDS:
        problems.append(OntologyProblem(thing.place, "a thing has a name, and if need be a kind and an article"))
    _tell_of_wrong_fields(thing, FIELDS | fields.keys(), texts=FIELDS, problems=problems)
    return Named(*(str(fields[field].plain()) if field in fields else "" for field in ("name", "kind", "article")))


def judgement_lines(judgements: Sequence[Judgement]) -> Iterator[str]:
    """The judgements as a file has them."""
    for judgement in judgements:
        things = ", ".join(_flow(thing) for thing in (judgement.left, judgement.right))
        yield f"- {'same' if judgement.is_one else 'different'}: [{things}]\n"
        yield f"  by: {_quoted(judgement.by)}\n"
        yield f"  why: {_quoted(judgement.why)}\n"


def _flow(thing: Named) -> str:
    told = (("name", thing.name), ("kind", thing.kind), ("article", thing.article))
    return "{" + ", ".join(f"{field}: {_quoted(text)}" for field, text in told if text) + "}"


def _quoted(text: str) -> str:
    """The text as a YAML scalar in double quotes."""
    return json.dumps(text, ensure_ascii=False)
