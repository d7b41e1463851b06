import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.terminal import output_to
from tests.small_folder import ROOT

KILLED = """
import os, pathlib, signal, sys
from kg.terminal import output_to
with output_to(pathlib.Path(sys.argv[1])) as output:
    output.write(b"half of it")
    output.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_file_is_there_when_it_is_whole(tmp_path):
    for words in (b"one", b"two"):
        with output_to(tmp_path / "out") as output:
            output.write(words)

    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("out", b"two")]


def test_of_a_file_that_cannot_be_finished_nothing_stays(tmp_path):
    def write_half(path: Path) -> None:
        with output_to(path) as output:
            output.write(b"half of it")
            raise KeyError

    with pytest.raises(KeyError):
        write_half(tmp_path / "out")

    assert [*tmp_path.iterdir()] == []


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="this system has no files without a name")
def test_nothing_stays_of_a_program_that_is_killed(tmp_path):
    run = subprocess.run([sys.executable, "-c", KILLED, tmp_path / "out"], cwd=ROOT, capture_output=True, check=False)

    assert (run.returncode, run.stderr) == (-signal.SIGKILL, b"")
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_cannot_be_written_to_any_more_is_told_of(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()

    def write_while_it_goes() -> None:
        with output_to(folder / "out") as output:
            output.write(b"words")
            folder.rename(tmp_path / "elsewhere")
            folder.write_bytes(b"")  # what was written aside can neither be moved nor taken away

    with pytest.raises(OutputError, match="folder/out: cannot be written: "):
        write_while_it_goes()


def test_names_may_be_as_long_as_the_system_has_them(tmp_path):
    with output_to(tmp_path / ("x" * 255)) as output:
        output.write(b"words")
    with pytest.raises(OutputError, match="cannot be written"), output_to(tmp_path / ("x" * 256)) as output:
        output.write(b"words")

    assert [len(file.name) for file in tmp_path.iterdir()] == [255]
