import zipfile

import pytest

from kg.errors import OutputError
from kg.exporters.filenames import LONGEST, file_name, file_names
from kg.exporters.folders import MANIFEST, write_folder, write_zip

FIRST = (("a.txt", b"one"), ("deep/b.txt", b"two"))


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_is_replaced_and_what_is_gone_goes(tmp_path):
    folder = tmp_path / "out"
    write_folder(FIRST, folder)

    write_folder((("a.txt", b"1"), ("c.txt", b"3")), folder)

    assert content(folder).keys() == {"a.txt", "c.txt", MANIFEST}
    assert (folder / "a.txt").read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_others_have_put_there_stays(tmp_path):
    folder = tmp_path / "out"
    write_folder(FIRST, folder)
    (folder / ".obsidian").mkdir()
    (folder / ".obsidian" / "app.json").write_text("{}")
    (folder / "deep" / "mine.md").write_text("mine")
    (folder / "link").symlink_to("/nowhere")
    (folder / "empty").mkdir()

    write_folder((("a.txt", b"1"),), folder)

    assert content(folder).keys() == {"a.txt", ".obsidian/app.json", "deep/mine.md", MANIFEST}
    assert (folder / "link").is_symlink()
    assert (folder / "empty").is_dir()


@pytest.mark.parametrize("changed", ["a.txt", "deep/b.txt"])
def test_a_file_that_somebody_has_changed_is_neither_replaced_nor_removed(tmp_path, changed):
    folder = tmp_path / "out"
    write_folder(FIRST, folder)
    (folder / changed).write_bytes(b"my own words")
    before = content(folder)

    with pytest.raises(OutputError, match=r"somebody has changed or made this file; move it away"):
        write_folder((("a.txt", b"1"),), folder)

    assert content(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_of_others_in_the_way_is_not_replaced(tmp_path):
    folder = tmp_path / "out"
    write_folder(FIRST, folder)
    (folder / "c.txt").write_text("mine")

    with pytest.raises(OutputError, match=r"c\.txt: cannot be written: somebody has changed or made this file"):
        write_folder((*FIRST, ("c.txt", b"3")), folder)


def test_a_folder_of_others_is_refused(tmp_path):
    (tmp_path / "notes.md").write_text("mine")

    with pytest.raises(OutputError, match="the folder holds files that kg has not written; choose another folder"):
        write_folder(FIRST, tmp_path)

    with pytest.raises(OutputError, match="a file stands there"):
        write_folder(FIRST, tmp_path / "notes.md")


def test_when_writing_fails_the_old_folder_stays(tmp_path):
    folder = tmp_path / "out"
    write_folder(FIRST, folder)
    before = content(folder)

    def breaks():
        yield "a.txt", b"half"
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        write_folder(breaks(), folder)

    assert content(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_same_files_are_the_same_zip(tmp_path):
    for name in ("one.zip", "two.zip"):
        with (tmp_path / name).open("wb") as output:
            write_zip(FIRST, output)

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == dict(FIRST)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Weibo", "Weibo"),
        ("AC/DC: the *ban*", "AC DC the ban"),
        ("../../etc/passwd", "etc passwd"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("CON", "CON_"),
        ("lpt1.txt", "lpt1.txt_"),
        ("ends. . .", "ends"),
        ("a\x00b\nc", "a b c"),
        ("[[x]]|y#z^", "x y z"),
        ("Cafe\u0301", "Café"),
    ],
)
def test_a_label_becomes_a_name_that_every_system_takes(label, name):
    assert file_name(label) == name


def test_a_name_is_never_too_long_nor_half_a_character():
    assert file_name("同" * 300) == "同" * (LONGEST // 3)
    assert len(file_name("x" * 10_000)) == LONGEST


def test_two_labels_that_some_systems_take_for_one_get_names_of_their_own():
    names = file_names({"1": "STRASSE", "2": "straße", "3": "Strasse", "4": "other"})

    assert len({name.casefold() for name in names.values()}) == 4
    assert names["4"] == "other"
    assert file_names({"1": "STRASSE", "2": "straße"})["2"] == names["2"]
