"""The house rules of CONTRIBUTING.md, read from the code itself."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TypeVar

import pytest

from generator.charts import drawing

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "generator"

# The rooms in order: each may use those on the lines above it, and none on its own line or below.
ROOMS = """
problems  progress  projects
unexpected
terms
storage
reading
figures
audit
disclosure
telling
charts
checks
releases
pages
downloads
explaining
publishing
serving
importers
starting
commanding
__main__
"""
FREE = ("__init__",)

DRAWERS = ("utils", "util", "helpers", "helper", "common", "misc", "shared", "core", "base")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Node = TypeVar("Node", bound=ast.AST)


@cache
def modules() -> list[Path]:
    """Every file of code in generator/."""
    return sorted(CODE.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def at(path: Path, node: ast.stmt | ast.expr | ast.excepthandler) -> str:
    """A place in the code, as people are told it."""
    return f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"


@cache
def pieces(path: Path) -> tuple[ast.AST, ...]:
    """Every piece of a file, at any depth."""
    return tuple(ast.walk(tree(path)))


def nodes(path: Path, kind: type[Node]) -> Iterator[Node]:
    """Every piece of this kind in a file."""
    return (node for node in pieces(path) if isinstance(node, kind))


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


# What mypy found out about libraries is as true of the next clone: it looks at what changed.
KEPT = Path.home() / ".cache" / "crime-profiles" / "mypy"
TOOLS = ("ruff check --output-format=concise", "ruff format --check", "mypy")


@pytest.mark.parametrize("command", TOOLS)
def test_tools_find_nothing(command: str) -> None:
    whole = [sys.executable, "-m", *command.split()]
    kept = os.environ | {"MYPY_CACHE_DIR": os.environ.get("MYPY_CACHE_DIR", str(KEPT))}
    done = subprocess.run(whole, cwd=ROOT, env=kept, capture_output=True, text=True, check=False)
    print(done.stdout + done.stderr)
    assert done.returncode == 0, "the tool's own words are below"


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
            if order.get(there, len(order)) >= order.get(here, 0):
                wrong.append(f"{at(path, node)}: {here} imports {there}, which is not above it")
    assert not wrong, "\n".join(wrong)


def test_no_room_imports_in_a_circle() -> None:
    used = {dotted(path): {name for name, _ in own_imports(path)} for path in modules()}
    TopologicalSorter(used).prepare()


def test_two_files_know_mkdocs() -> None:
    everywhere = [*modules(), *sorted((ROOT / "tests").rglob("*.py"))]
    knows = {p.name for p in everywhere for n, _ in imports(p) if n.split(".")[0] == "mkdocs"}
    assert knows == {"mkdocs_hook.py", "mkdocs_settings.py"}


def test_sizes() -> None:
    wrong = []
    for path in modules():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > 300:
            wrong.append(f"{path.name} has {lines} lines, of 300")
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


def test_a_room_is_opened_by_its_files() -> None:
    """Nothing runs when a room is entered, so that a start loads only what it needs."""
    doors = [path for path in modules() if path.name == "__init__.py"]
    assert not [path for path in doors for node in tree(path).body if not is_text(node)]


def is_text(node: ast.stmt) -> bool:
    """Is this a docstring?"""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def test_names() -> None:
    assert not [path for path in modules() if path.stem in DRAWERS or path.parent.stem in DRAWERS]


def types(path: Path) -> Iterator[str]:
    """The names of the public classes of a file, and of its names for types of others."""
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and not ast.unparse(node.value).startswith("TypeVar("):
            named = ast.unparse(node.targets[0])
            yield from [named] if re.fullmatch("[A-Z][A-Za-z]*[a-z][A-Za-z]*", named) else []


def test_a_type_has_a_name_of_its_own() -> None:
    """One name has one meaning in the whole house."""
    named = Counter(name for path in modules() for name in types(path))
    assert not [name for name, times in named.items() if times > 1 and not name.startswith("_")]


def test_no_row_of_arguments_is_long() -> None:
    """What is made of more than five things is told which is which."""
    ours = {name for path in modules() for name in types(path)}
    long = [
        at(path, call)
        for path in modules()
        for call in nodes(path, ast.Call)
        if len(call.args) > 5 and ast.unparse(call.func).rpartition(".")[2] in ours
    ]
    assert not long


def test_only_the_command_line_prints() -> None:
    prints = ("print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write")
    printing = ("__main__.py", "commanding.py")
    rooms = [path for path in modules() if path.name not in printing]
    calls = ((path, call) for path in rooms for call in nodes(path, ast.Call))
    assert not [at(path, call) for path, call in calls if ast.unparse(call.func) in prints]


def test_only_three_rooms_read_data_and_content() -> None:
    """A path into data/ or content/ is made in these rooms only, and by importers, which write
    there; other rooms may name files."""
    readers = ("holdings.py", "reader.py", "topics.py")
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
            is_reader = path.name in readers or "importers" in path.parts
            if isinstance(words, str) and into.match(words) and not is_reader:
                wrong.append(f"{at(path, part)}: {words}")
    assert not wrong, "\n".join(wrong)


def test_chart_kinds() -> None:
    wanted = {"choose": 1, "rows": 2, "draw": 1, "describe": 3}
    kinds = [CODE / "charts" / f"{name}.py" for name in drawing.kinds()]
    assert kinds
    for path in kinds:
        own = [node for node in tree(path).body if isinstance(node, ast.FunctionDef)]
        defined = {node.name: len(node.args.args) for node in own}
        assert {name: defined.get(name) for name in wanted} == wanted, path.name
        title = (ast.get_docstring(tree(path)) or "").partition("\n")[0]
        assert title.endswith("."), f"{path.name}: its docstring begins with its title"


def test_no_bare_except_and_no_assert_without_a_reason() -> None:
    for path in modules():
        lines = path.read_text(encoding="utf-8").splitlines()
        wrong = [at(path, e) for e in nodes(path, ast.ExceptHandler) if e.type is None]
        for node in nodes(path, ast.Assert):
            wrong += (
                [] if "#" in lines[node.lineno - 1] + lines[node.lineno - 2] else [at(path, node)]
            )
        assert not wrong
