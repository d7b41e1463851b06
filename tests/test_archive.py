import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg.archive import (
    BUILDS,
    CURRENT,
    KNOWLEDGE,
    READINGS,
    STORE,
    cached_reading,
    current_build,
    forget_readings,
    hold_current,
    keep_reading,
    load_knowledge,
    new_build,
    publish,
    reading_key,
    save_knowledge,
)
from kg.errors import NoGraph, StoreError
from kg.model import (
    Amount,
    Article,
    Block,
    BlockKind,
    Count,
    Event,
    Fact,
    Group,
    Identity,
    Knowledge,
    Mention,
    Modality,
    Name,
    PartialDate,
    Phrase,
    Quotation,
    Reading,
    Span,
)

TEXT = "Lumo closed 40 fake accounts\u2028“for rumours”, \U0001f600 \x0b said Ann."


def span(words: str) -> Span:
    return Span("news/001", TEXT.index(words), TEXT.index(words) + len(words), words)


def mention(words: str, kind: str, value: object) -> Mention:
    return Mention(span(words), kind, value)  # type: ignore[arg-type]


CLOSURE = Fact(
    "Closure",
    {
        "target": (mention("fake accounts", "AccountGroup", Group("fake accounts", "account")),),
        "agent": (mention("Lumo", "Platform", Name("Lumo", known="Lumo")),),
        "count": (mention("40", "Count", Count(40, "at-least")),),
        "amount": (mention("40", "Amount", Amount(40, "EUR")),),
        "date": (mention("40", "Date", PartialDate("--05-22")),),
        "quote": (mention("for rumours", "Quotation", Quotation("for rumours")),),
        "reason": (mention("rumours", "Phrase", Phrase("rumours")),),
    },
    evidence=(span("Lumo closed 40 fake accounts"), span("said Ann")),
    patterns=("closure/close-accounts", "statement/say"),
    modality=Modality.DENIED,
    cue=span("said"),
)
ARTICLE = Article(
    "news/001",
    TEXT,
    blocks=(Block(0, 20, BlockKind.HEADLINE),),
    title="Lumo",
    published=PartialDate("2021-05"),
    outlet="The Wire",
    url="https://news.example/1",
)
KNOWLEDGE_OF_ALL_KINDS = Knowledge(
    readings=(Reading(ARTICLE, (CLOSURE,)), Reading(Article("a file name with a broken byte \udc80", ""))),
    identities=(Identity("i-1", "Platform", "Lumo", ("Lumo",), (span("Lumo"),), "Lumo", ("the same name",)),),
    events=(Event("e-1", "Closure", (CLOSURE.id,), ("told once",)),),
    denotes={(CLOSURE.id, "agent", 0): "i-1"},
)


def build_graph(folder: Path, knowledge: Knowledge = KNOWLEDGE_OF_ALL_KINDS) -> Path:
    with new_build(folder) as build:
        save_knowledge(knowledge, build)
        (build / STORE).mkdir()
        return publish(folder, build)


def test_knowledge_comes_back_as_it_was_saved(tmp_path):
    build_graph(tmp_path)

    loaded = load_knowledge(tmp_path)

    assert loaded == KNOWLEDGE_OF_ALL_KINDS
    assert loaded.facts[0].id == CLOSURE.id


def test_equal_knowledge_is_saved_as_equal_bytes(tmp_path):
    turned = replace(
        KNOWLEDGE_OF_ALL_KINDS,
        readings=(
            Reading(ARTICLE, (replace(CLOSURE, slots=dict(sorted(CLOSURE.slots.items(), reverse=True))),)),
            *KNOWLEDGE_OF_ALL_KINDS.readings[1:],
        ),
    )
    for name, knowledge in (("one", KNOWLEDGE_OF_ALL_KINDS), ("two", turned)):
        build_graph(tmp_path / name, knowledge)

    one, two = (current_build(tmp_path / name) for name in ("one", "two"))

    assert (one / KNOWLEDGE).read_bytes() == (two / KNOWLEDGE).read_bytes()
    assert one.name == two.name


def test_a_new_build_replaces_the_old_one(tmp_path):
    build_graph(tmp_path)
    build_graph(tmp_path, Knowledge(()))

    assert load_knowledge(tmp_path) == Knowledge(())
    assert [path.name for path in (tmp_path / BUILDS).iterdir()] == [(tmp_path / CURRENT).read_text().strip()]


def test_the_same_knowledge_can_be_built_again(tmp_path):
    first, second = build_graph(tmp_path), build_graph(tmp_path)

    assert current_build(tmp_path) == second
    assert not first.exists()


def fail(build: Path) -> None:
    save_knowledge(Knowledge(()), build)
    raise ZeroDivisionError


def test_a_build_that_fails_changes_nothing_and_leaves_nothing(tmp_path):
    build_graph(tmp_path)

    with pytest.raises(ZeroDivisionError), new_build(tmp_path) as build:
        fail(build)

    assert load_knowledge(tmp_path) == KNOWLEDGE_OF_ALL_KINDS
    assert len(list((tmp_path / BUILDS).iterdir())) == 1


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path):
    killed = """
import os, sys
from pathlib import Path
from kg.archive import new_build
with new_build(Path(sys.argv[1])) as build:
    (build / "knowledge.jsonl").write_text("half")
    os._exit(9)
"""
    subprocess.run([sys.executable, "-c", killed, str(tmp_path)], check=False, cwd=Path(__file__).parents[1])
    assert len(list((tmp_path / BUILDS).iterdir())) == 1
    with pytest.raises(NoGraph):
        load_knowledge(tmp_path)

    build_graph(tmp_path)

    assert len(list((tmp_path / BUILDS).iterdir())) == 1


def test_a_build_that_is_read_is_not_removed_until_the_reader_is_done(tmp_path):
    build_graph(tmp_path)
    hold = hold_current(tmp_path)

    build_graph(tmp_path, Knowledge(()))
    assert (hold.build / KNOWLEDGE).exists()

    hold.release()
    build_graph(tmp_path, Knowledge(()))
    assert not hold.build.exists()


def test_what_is_not_a_build_is_not_removed(tmp_path):
    (tmp_path / BUILDS / "my-notes").mkdir(parents=True)

    build_graph(tmp_path)

    assert (tmp_path / BUILDS / "my-notes").is_dir()


def test_two_builds_cannot_write_into_one_folder(tmp_path):
    with new_build(tmp_path), pytest.raises(StoreError, match="another build is writing here"), new_build(tmp_path):
        pass


def test_a_folder_without_a_graph_is_told_of(tmp_path):
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NoGraph, match="no graph here; make one with: kg build"):
            load_knowledge(folder)


def test_a_file_is_no_graph_folder(tmp_path):
    file = tmp_path / "graph"
    file.write_text("")

    with pytest.raises(StoreError, match="a file, not a folder"):
        load_knowledge(file)
    with pytest.raises(StoreError, match="a file stands where a folder should be"), new_build(file):
        pass


def unname(folder: Path) -> None:
    (folder / CURRENT).write_text("0123456789abcdef\n")


def lead_out_of_the_folder(folder: Path) -> None:
    (folder / CURRENT).write_text("../../elsewhere\n")


def cut_in_a_line(folder: Path) -> None:
    path = current_build(folder) / KNOWLEDGE
    path.write_bytes(path.read_bytes()[:-30])


def cut_between_lines(folder: Path) -> None:
    path = current_build(folder) / KNOWLEDGE
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def empty(folder: Path) -> None:
    (current_build(folder) / KNOWLEDGE).write_bytes(b"")


def rename_a_field(folder: Path) -> None:
    path = current_build(folder) / KNOWLEDGE
    path.write_bytes(path.read_bytes().replace(b'"kind":"Name"', b'"kind":"Nome"'))


def make_of_another_format(folder: Path) -> None:
    path = current_build(folder) / KNOWLEDGE
    path.write_bytes(path.read_bytes().replace(b'"format":2', b'"format":3'))


@pytest.mark.parametrize(
    "damage",
    [
        unname,
        lead_out_of_the_folder,
        cut_in_a_line,
        cut_between_lines,
        empty,
        rename_a_field,
        make_of_another_format,
    ],
)
def test_a_damaged_graph_is_told_of_in_one_line(tmp_path, damage):
    build_graph(tmp_path)
    damage(tmp_path)

    with pytest.raises(StoreError) as caught:
        load_knowledge(tmp_path)

    assert "\n" not in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path):
    tmp_path.chmod(0o555)
    folder = Path("/sys/graph") if os.access(tmp_path, os.W_OK) else tmp_path  # root may write everywhere but there

    with pytest.raises(StoreError, match="cannot be read or written"), new_build(folder):
        pass
    with pytest.raises(StoreError, match="cannot be read or written"):
        keep_reading(folder, "k", KNOWLEDGE_OF_ALL_KINDS.readings[0])


def test_a_reading_that_was_kept_is_found_again(tmp_path):
    reading = KNOWLEDGE_OF_ALL_KINDS.readings[0]
    keep_reading(tmp_path, "key", reading)

    assert cached_reading(tmp_path, "key") == reading
    assert cached_reading(tmp_path, "other") is None
    assert [path.name for path in (tmp_path / READINGS).iterdir()] == ["key.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"reading": {"article": 1}}'])
def test_a_damaged_reading_is_as_good_as_none(tmp_path, content):
    keep_reading(tmp_path, "key", KNOWLEDGE_OF_ALL_KINDS.readings[0])
    (tmp_path / READINGS / "key.json").write_text(content)

    assert cached_reading(tmp_path, "key") is None


def test_a_reading_is_for_one_text_under_one_name_and_one_grammar():
    keys = [
        reading_key(ARTICLE, "grammar"),
        reading_key(ARTICLE, "another grammar"),
        reading_key(replace(ARTICLE, id="news/002"), "grammar"),
        reading_key(replace(ARTICLE, text="x"), "grammar"),
        reading_key(replace(ARTICLE, published=None), "grammar"),
    ]

    assert len(set(keys)) == len(keys)
    assert reading_key(replace(ARTICLE), "grammar") == keys[0]


def test_readings_that_are_of_no_use_any_more_are_forgotten(tmp_path):
    for key in ("used", "unused"):
        keep_reading(tmp_path, key, KNOWLEDGE_OF_ALL_KINDS.readings[0])
    (tmp_path / READINGS / "used.json.17.tmp").write_text("half")

    forget_readings(tmp_path, keep=["used"])

    assert [path.name for path in (tmp_path / READINGS).iterdir()] == ["used.json"]


def test_every_line_is_json_with_sorted_keys(tmp_path):
    for line in (build_graph(tmp_path) / KNOWLEDGE).read_text(encoding="ascii").splitlines():
        assert line == json.dumps(json.loads(line), sort_keys=True, separators=(",", ":"))
