"""The house rules of CONTRIBUTING.md, read from the code and the files themselves."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import lru_cache
from graphlib import TopologicalSorter
from importlib.metadata import distribution
from pathlib import Path
from typing import TypeVar

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "generator"

# The rooms in order: each may use those on the lines above it, and none on its own line or below.
# ``mkdocs_hook`` may use any, and nothing uses it.
ROOMS = """
problems  periods  intervals  indicators
spreadsheets  yamlfiles  areas  datasets
reader  gazetteer  contacts  events  sources  observations
holdings
sums
figures
comparisons  wording
speech
narrative  topics
charts
checks  drawings
pages
downloads
building
serving
__main__
"""
FREE = ("mkdocs_hook", "__init__")

TOP_LEVEL = {
    *("pyproject.toml", "constraints.txt", "mkdocs.yml", ".gitignore", ".gitattributes"),
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"),
    *("generator", "content", "data", "overrides", "tests", ".ci"),
}
DRAWERS = ("utils", "util", "helpers", "helper", "common", "misc", "shared", "core", "base")
SERVE = (
    "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e . "
    "&& .venv/bin/crime-profiles serve"
)
TEST = (
    "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e '.[test]' "
    "&& .venv/bin/python -m tests"
)
# Written in pieces, so that this file does not mention them either.
HOSTS = [
    ".".join(parts.split())
    for parts in ("pypi org", "pythonhosted org", "npmjs org", "npmjs com", "deb debian org")
]
HOMES = "|".join(("work", "root", "home", "Users"))
FOLDERS_OF_ONE_MACHINE = rf"(?<![\w.~:/-])/(?:{HOMES})/"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Node = TypeVar("Node", bound=ast.AST)


def modules() -> list[Path]:
    """Every file of code in generator/."""
    return sorted(CODE.rglob("*.py"))


@lru_cache
def tree(path: Path) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def at(path: Path, node: ast.stmt | ast.expr | ast.excepthandler) -> str:
    """A place in the code, as people are told it."""
    return f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"


def nodes(path: Path, kind: type[Node]) -> Iterator[Node]:
    """Every piece of this kind in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, kind))


def functions(path: Path) -> Iterator[Function]:
    """Every function in a file, at any depth."""
    yield from nodes(path, ast.FunctionDef)
    yield from nodes(path, ast.AsyncFunctionDef)


def dotted(path: Path) -> str:
    """A file's name as it is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    """The room that a module of generator/ belongs to: the name after generator."""
    return module.split(".")[1] if "." in module else "__init__"


def imports(path: Path) -> Iterator[tuple[str, ast.Import | ast.ImportFrom]]:
    """What a file imports, anywhere in it: for types only and inside functions too."""
    ours = {dotted(module) for module in modules()}
    package = dotted(path) if path.name == "__init__.py" else dotted(path).rpartition(".")[0]
    for whole in nodes(path, ast.Import):
        yield from ((alias.name, whole) for alias in whole.names)
    for node in nodes(path, ast.ImportFrom):
        above = package.split(".")[: len(package.split(".")) - node.level + 1]
        start = ".".join([*(above if node.level else []), *([node.module] if node.module else [])])
        for alias in node.names:
            inner = f"{start}.{alias.name}"
            yield inner if inner in ours else start, node


def own_imports(path: Path) -> Iterator[tuple[str, ast.Import | ast.ImportFrom]]:
    """Those of them that are in generator/."""
    return ((name, node) for name, node in imports(path) if name.split(".")[0] == "generator")


@pytest.mark.parametrize("command", ["ruff check .", "mypy --strict generator"])
def test_tools_find_nothing(command: str) -> None:
    whole = [sys.executable, "-m", *command.split()]
    done = subprocess.run(whole, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_its_place() -> None:
    there = {room(dotted(path)) for path in modules()} - set(FREE)
    assert there == set(ROOMS.split()), "give each room a place in ROOMS, and each place a room"
    assert len(ROOMS.split()) == len(set(ROOMS.split()))


def test_imports_run_one_way() -> None:
    order = {name: line for line, names in enumerate(ROOMS.splitlines()) for name in names.split()}
    wrong = []
    for path in modules():
        here = room(dotted(path))
        for name, node in own_imports(path):
            there = room(name)
            if here in FREE or there == here:
                continue
            if order.get(there, len(order)) >= order[here]:
                wrong.append(f"{at(path, node)}: {here} imports {there}, which is not above it")
    assert not wrong, "\n".join(wrong)


def test_no_room_imports_in_a_circle() -> None:
    used = {dotted(path): {name for name, _ in own_imports(path)} for path in modules()}
    TopologicalSorter(used).prepare()


def test_one_file_knows_mkdocs() -> None:
    everywhere = [*modules(), *sorted((ROOT / "tests").rglob("*.py"))]
    knows = {p.name for p in everywhere for n, _ in imports(p) if n.split(".")[0] == "mkdocs"}
    assert knows == {"mkdocs_hook.py"}


def test_sizes() -> None:
    wrong = []
    for path in modules():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > 300:
            wrong.append(f"{path.relative_to(ROOT).as_posix()}: {lines} lines, of 300 at most")
        for function in functions(path):
            body = (function.end_lineno or 0) - function.body[0].lineno + 1
            if body > 40:
                wrong.append(f"{at(path, function)}: {function.name} has {body} lines, of 40")
            named = [*function.args.posonlyargs, *function.args.args]
            taken = [a for a in named if a.arg not in ("self", "cls")]
            if len(taken) > 5:
                wrong.append(f"{at(path, function)}: {function.name} takes {len(taken)}, of 5")
    assert not wrong, "\n".join(wrong)


def public(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    """The functions and classes here that others may use, and those of public classes."""
    for node in body:
        is_named = isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")
        if isinstance(node, Function | ast.ClassDef) and is_named:
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def test_docstrings() -> None:
    wrong = [at(p, n) for p in modules() for n in public(tree(p).body) if not ast.get_docstring(n)]
    empty = [p for p in modules() if tree(p).body and not ast.get_docstring(tree(p))]
    assert not [*wrong, *empty]


def test_names() -> None:
    assert not [path for path in modules() if path.stem in DRAWERS or path.parent.stem in DRAWERS]


def test_only_the_command_line_prints() -> None:
    prints = ("print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write")
    rooms = [path for path in modules() if path.name != "__main__.py"]
    calls = ((path, call) for path in rooms for call in nodes(path, ast.Call))
    assert not [at(path, call) for path, call in calls if ast.unparse(call.func) in prints]


def test_only_three_rooms_read_data_and_content() -> None:
    """A path into data/ or content/ is made in these rooms only; other rooms may name files."""
    readers = ("holdings", "reader", "topics")
    into = re.compile(r"(data|content)(/|$)")
    wrong = []
    for path in modules():
        joined = [node.right for node in nodes(path, ast.BinOp) if isinstance(node.op, ast.Div)]
        opened = [
            call.args[0]
            for call in nodes(path, ast.Call)
            if call.args and ast.unparse(call.func) in ("Path", "open", "pd.read_csv")
        ]
        for part in (*joined, *opened):
            words = part.value if isinstance(part, ast.Constant) else ""
            if isinstance(words, str) and into.match(words) and room(dotted(path)) not in readers:
                wrong.append(f"{at(path, part)}: {words}")
    assert not wrong, "\n".join(wrong)


def test_chart_kinds() -> None:
    wanted = {"rows": ["request"], "draw": ["axis"], "describe": ["request", "rows"]}
    kinds = [p for p in (CODE / "charts").glob("*.py") if p.stem not in ("__init__", "house")]
    assert kinds
    for path in kinds:
        own = [node for node in tree(path).body if isinstance(node, ast.FunctionDef)]
        defined = {node.name: [argument.arg for argument in node.args.args] for node in own}
        assert {name: defined.get(name) for name in wanted} == wanted, path.name
        title = (ast.get_docstring(tree(path)) or "").partition("\n")[0]
        assert title.endswith("."), f"{path.name}: its docstring begins with its title"


def test_no_bare_except() -> None:
    wrong = [at(p, e) for p in modules() for e in nodes(p, ast.ExceptHandler) if e.type is None]
    assert not wrong


def test_asserts_say_why() -> None:
    wrong = []
    for path in modules():
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in nodes(path, ast.Assert):
            if "#" not in lines[node.lineno - 1] and "#" not in lines[node.lineno - 2]:
                wrong.append(at(path, node))
    assert not wrong


def kept_files() -> Iterator[Path]:
    """The project's own files: all but what .gitignore leaves out."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    ignored = [".git", *(line.strip("/") for line in lines)]
    for folder, inner, files in os.walk(ROOT):
        inner[:] = [n for n in inner if not any(fnmatch(n, pattern) for pattern in ignored)]
        names = [n for n in files if not any(fnmatch(n, pattern) for pattern in ignored)]
        yield from (Path(folder) / name for name in names)


def test_top_level() -> None:
    there = {path.relative_to(ROOT).parts[0] for path in kept_files()}
    assert there <= TOP_LEVEL, there - TOP_LEVEL


def test_no_file_names_a_registry_or_one_machine() -> None:
    wrong = []
    for path in kept_files():
        text = path.read_text(encoding="utf-8", errors="ignore")
        found = [host for host in HOSTS if host in text]
        found += re.findall(FOLDERS_OF_ONE_MACHINE, text) if path.suffix != ".png" else []
        wrong += [f"{path.relative_to(ROOT).as_posix()}: {word}" for word in found]
    assert not wrong, "\n".join(wrong)


def test_constraints_pin_every_dependency() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    odd = [pin for pin in pins if not re.fullmatch(r"[a-z0-9][a-z0-9-]*==[0-9][\w.]*", pin)]
    assert not odd, f"not name==version: {odd}"
    versions = dict(pin.split("==") for pin in pins)
    wrong = [
        f"{name} {installed} is installed, and {versions.get(name, 'nothing')} is pinned"
        for name, installed in installed_dependencies("crime-profiles", "test").items()
        if versions.get(name) != installed
    ]
    assert not wrong, "\n".join(wrong)


def installed_dependencies(name: str, extra: str) -> dict[str, str]:
    """The version of everything that a package needs here, directly or not."""
    found: dict[str, str] = {}
    seen = {(name, extra)}
    waiting = [*seen]
    while waiting:
        name, extra = waiting.pop()
        for text in distribution(name).requires or ():
            needed = Requirement(text)
            if needed.marker and not needed.marker.evaluate({"extra": extra}):
                continue
            key = canonicalize_name(needed.name)
            found[key] = distribution(key).version
            more = {(key, inner) for inner in ("", *needed.extras)} - seen
            seen |= more
            waiting += more
    return found


def test_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)\n```", readme, re.DOTALL)
    assert blocks[:2] == [SERVE, TEST]
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == TEST
