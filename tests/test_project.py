"""What holds of the project as a whole: its size, its docstrings, its documents, what it must not contain."""

import ast
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "kg").rglob("*.py"))
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "STYLE.md", "CHANGELOG.md", "corpus/README.md")
SHELL_BLOCK = re.compile(r"^```(?:sh|console|bash)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDENTED_COMMAND = re.compile(r"^ {4}(kg .+)$", re.MULTILINE)
# Written with [] so that this file does not contain what it looks for.
FOREIGN = re.compile(
    r"[p]ypi\.org|[p]ythonhosted|registry\.[n]pmjs|deb\.[d]ebian|proxy\.[g]olang|\.\./[s]hared|\.[l]ibrary\b"
    r"|(?<![\w.~-])/(?:[w]ork|[f]arm|[h]ome|[r]oot|[U]sers)/",
    re.IGNORECASE,
)
# Which module, or folder of modules, speaks to which library.
HOMES = {
    "anyio": {"serve"},
    "cattrs": {"archive"},
    "dateutil": {"readers"},
    "httpx": {"endpoint"},
    "jinja2": {"explorer", "report", "serve"},
    "lxml": {"readers"},
    "markupsafe": {"explorer", "report"},
    "matplotlib": {"report"},
    "networkx": {"analysis", "explorer", "exporters"},
    "numpy": {"explorer"},
    "pandas": {"answers"},
    "pyarrow": {"exporters"},
    "pypdf": {"readers"},
    "pyshacl": {"shapes"},
    "pyvis": {"explorer"},
    "rdflib": {"shapes", "knowledge_graph"},
    "rich": {"terminal"},
    "scipy": {"explorer"},
    "sknetwork": {"explorer"},
    "spacy": {"language"},
    "starlette": {"serve"},
    "thinc": {"language"},
    "trafilatura": {"readers"},
    "typer": {"cli"},
    "uvicorn": {"serve"},
    "yaml": {"placed_yaml"},
}
# These stand for values that many modules speak of: RDF terms, and likeness of words.
EVERYWHERE = {"pyoxigraph", "rapidfuzz"}
VAGUE = {"util", "utils", "helper", "helpers", "common", "manager", "misc", "data", "info", "process"}


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def functions(path):
    """The functions and methods of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def committed_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: what is committed cannot be known")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def text_of(path):
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_one_room(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE, f"{lines} lines"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_is_one_thought(path):
    long = {
        node.name: size for node in functions(path) if (size := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_what_is_public_says_what_one_gets(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has no docstring"
    assert not [node.name for node in public_definitions(tree) if not ast.get_docstring(node)]


def public_definitions(tree):
    """The classes and functions that other modules may use, and the methods of those classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_names_say_what_a_thing_is(path):
    assert not VAGUE & set(path.relative_to(ROOT).with_suffix("").parts)
    assert not VAGUE & {node.name.strip("_") for node in functions(path)}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_foreign_library_stays_at_home(path):
    here = path.relative_to(ROOT / "kg").with_suffix("").parts[0]
    foreign = imported(path) - set(sys.stdlib_module_names) - EVERYWHERE - {"kg"}
    assert not {library for library in foreign if here not in HOMES.get(library, ())}


def imported(path):
    """The packages that a module imports, inside functions as well."""
    for_all = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in for_all if isinstance(node, ast.Import) for alias in node.names}
    chosen = {node.module for node in for_all if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in plain | chosen}


def test_no_committed_file_names_a_registry_or_a_folder_of_one_machine():
    found = [f"{name_of(path)}: {hit.group()}" for path in committed_files() if (hit := FOREIGN.search(text_of(path)))]
    assert not found


def test_nothing_is_committed_that_is_built_or_bundled():
    built = [name_of(path) for path in committed_files() if path.suffix in {".pyc", ".whl", ".jar", ".min.js", ".so"}]
    large = [name_of(path) for path in committed_files() if path.stat().st_size > 1_000_000]
    assert not built + large


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_links_to_exists(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)
    assert not [link for link in links if not ((ROOT / document).parent / link).exists()]


def test_the_locks_pin_all_that_the_project_asks_for():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {package_name(line) for line in asked["dependencies"]}
    for_tests = {package_name(line) for lines in asked["optional-dependencies"].values() for line in lines} - {"kg"}
    assert needed <= pinned("requirements.lock")
    assert needed | for_tests <= pinned("requirements-dev.lock")


def package_name(requirement):
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def pinned(lock):
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert all("==" in line for line in wanted)
    return {package_name(line) for line in wanted}


def commands_of(document):
    """The shell commands that a document shows, line by line, without prompts and comments."""
    text = (ROOT / document).read_text(encoding="utf-8")
    blocks = [*SHELL_BLOCK.findall(text), *INDENTED_COMMAND.findall(SHELL_BLOCK.sub("", text))]
    lines = (line.strip().removeprefix("$ ") for block in blocks for line in block.replace("\\\n", " ").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def test_the_readme_shows_the_two_commands_of_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = {words[1] for line in commands_of("README.md") if (words := shlex.split(line, comments=True))[0] == "make"}
    assert {"demo", "test"} <= shown <= targets


@pytest.mark.model
@pytest.mark.parametrize("document", ["README.md", "corpus/README.md"])
def test_the_commands_that_a_document_shows_work_as_written(document, tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    commands = [line for line in commands_of(document) if line.startswith("kg ") and "--open" not in line]
    assert commands
    failed = [
        line
        for line in commands
        if (outcome := run_as_written(line, tmp_path)).returncode or outcome.stderr.startswith("Traceback")
    ]
    assert not failed


def run_as_written(line, folder):
    """The outcome of a command line, with `kg` being this checkout's."""
    kg = shlex.join([sys.executable, "-c", "from kg.cli import main; main()"])
    script = f'kg() {{ PYTHONPATH={shlex.quote(str(ROOT))} {kg} "$@"; }}\n{line}\n'
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=folder, capture_output=True, text=True, check=False, timeout=600
    )
