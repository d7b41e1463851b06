"""What a person sees: colour, progress and tables on a terminal, plain text anywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from kg.answers import Answer, format_answer
from kg.errors import KgError, OutputError
from kg.exporters.facts import FACT_FORMATS, GAP, told_slots, type_shown
from kg.model import Fact
from kg.questions import Question
from kg.rdf import Term, plain, shown
from kg.summary import Summary

if TYPE_CHECKING:  # these load slowly, and are only shown here
    from kg.explain import Explanation
    from kg.resolve.judgements import Judgement
    from kg.review import Doubt

SHORT_ID = len("f-") + 8  # enough for `kg explain`
ANSWERS = ("yes", "no", "later", "stop")
NARROW = 60  # columns, in which a table of facts cannot be read


def is_terminal() -> bool:
    """True where a person looks at the output."""
    return sys.stdout.isatty()


def say(text: str) -> None:
    """Write the text as it is."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
    sys.stdout.flush()


def complain(error: KgError) -> None:
    """Tell what went wrong."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text.assemble(("kg: ", "bold red"), str(error)))


@contextmanager
def progress_bar(doing: str = "reading", what: str = "articles") -> Iterator[Callable[[int, int], None]]:
    """What to tell of how many are done and how many there are in all; silent where nobody looks."""
    console = Console(stderr=True)
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TextColumn(what), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(doing, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def show_summary(summary: Summary | None) -> None:
    """Show what a build read, and what came of it."""
    if summary and is_terminal():
        Console(soft_wrap=True).print(escape(str(summary)))
    elif summary:
        say(str(summary))


def show_facts(facts: Sequence[Fact], name: str) -> None:
    """Show the facts in the format of that name."""
    console = Console()
    if name != "table" or not is_terminal() or console.width < NARROW:
        say(FACT_FORMATS[name](facts))
        return
    table = ruled_table(("fact", "type", "who, what, when", "words"))
    for fact in facts:
        words = Text.assemble(f"“{GAP.join(span.text for span in fact.evidence)}” ", (fact.article, "dim"))
        table.add_row(
            Text(fact.id[:SHORT_ID], "dim"), Text(type_shown(fact), "bold"), Text(told_slots(fact.slots)), words
        )
    console.print(table)


def show_answer(answer: Answer, name: str) -> None:
    """Show the answer in the format of that name."""
    if name != "table" or not is_terminal():
        say(format_answer(answer, name))
        return
    table = ruled_table(answer.columns)
    for row in answer.rows:
        table.add_row(*map(cell, row))
    Console().print(table)


def cell(term: Term | None) -> Text:
    """The term as a person reads it: whole numbers stand to the right, their thousands apart."""
    number = plain(term)
    if isinstance(number, int) and not isinstance(number, bool):
        return Text(f"{number:,}", justify="right")
    return Text(shown(term))


def ruled_table(columns: Sequence[str]) -> Table:
    """An empty table that fits into the terminal."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold cyan")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def show_questions(questions: Iterable[Question]) -> None:
    """Show the questions that can be asked by name, with what they leave open."""
    for question in questions:
        say(f"{question.name}: {question.title}")
        for parameter in question.parameters:
            default = f" (else {parameter.default})" if parameter.default else ""
            say(f"    -p {parameter.name}=...  {parameter.type}{default}: {parameter.help}")


def show_explanation(explanation: Explanation) -> None:
    """Show why the graph says something."""
    if not is_terminal():
        say(str(explanation))
        return
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for heading, lines in explanation.parts:
        table.add_row(heading, Text("\n".join(lines)))
    Console().print(Text(explanation.title, "bold"), table)


def ask_about(doubts: Sequence[Doubt], by: str) -> list[Judgement]:
    """What a person says of the pairs, one after the other, until all are judged or enough is."""
    judged: list[Judgement] = []
    for number, doubt in enumerate(doubts, 1):
        say(f"\n{number} of {len(doubts)}: are these one thing?  {doubt.sum}")
        say(f"  as long as nobody judges, they are {'one' if doubt.is_joined else 'two'}")
        for thing, sentences in zip((doubt.left, doubt.right), doubt.sentences, strict=True):
            say(f"  {thing.name} ({thing.kind})")
            for sentence in sentences:
                say(f"      {sentence}")
        answer = prompt("yes, no, later, stop", ANSWERS)
        if answer == "stop":
            break
        if answer != "later":
            judged.append(doubt.judged(is_one=answer == "yes", by=by, why=prompt("why")))
    if not doubts:
        say("nothing is doubtful")
    return judged


def prompt(question: str, answers: Sequence[str] = ()) -> str:
    """What a person types: one of the answers, or its beginning; at the end of input, the last of them."""
    while True:
        sys.stderr.write(f"{question}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            return answers[-1] if answers else ""
        typed = line.strip().lower() if answers else line.strip()
        meant = [answer for answer in answers if typed and answer.startswith(typed)]
        if not answers:
            return typed
        if len(meant) == 1:
            return meant[0]
        sys.stderr.write(f"type one of {', '.join(answers)}, or how it begins\n")


@contextmanager
def output_to(path: Path | None) -> Iterator[BinaryIO]:
    """Where to write: the output of the program, or a file that is there only when it is whole."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    aside = path.with_name(f".kg.{os.getpid()}.tmp")  # short: the name of the file may be as long as names can be
    nameless = nameless_file(path.parent)
    try:
        with nameless or aside.open("wb") as output:
            yield output
            output.flush()
            if nameless:
                give_name(nameless, aside)
        aside.replace(path)
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def nameless_file(folder: Path) -> BinaryIO | None:
    """A file in the folder that has no name yet: of that, nothing stays when the program is killed; or None."""
    if not hasattr(os, "O_TMPFILE") or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.fdopen(os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o666), "wb")
    except OSError:  # not every file system has such files
        return None


def give_name(output: BinaryIO, path: Path) -> None:
    """Let the file be called so; the name is ours, whatever a program that was killed has left there."""
    path.unlink(missing_ok=True)
    number = output.fileno()
    os.link(f"/proc/self/fd/{number}", path, src_dir_fd=number, follow_symlinks=True)
