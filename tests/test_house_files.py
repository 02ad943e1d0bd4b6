"""The house rules about the project's files: what is kept, what is pinned, how it is set up."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]

TOP_LEVEL = {
    *("pyproject.toml", "constraints.txt", "mkdocs.yml", ".gitignore", ".gitattributes"),
    ".pre-commit-config.yaml",
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"),
    *("generator", "content", "data", "overrides", "tests", ".ci", ".github"),
}
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
    needed = installed_dependencies("crime-profiles", "test")
    installed = {f"{name}=={found.version}" for name, found in needed.items()}
    assert installed <= set(pins), installed - set(pins)
    for name, found in needed.items():
        pythons = found.metadata["Requires-Python"] or ""
        assert SpecifierSet(pythons).contains("3.11.0"), f"{name} needs Python {pythons}"


def installed_dependencies(name: str, extra: str) -> dict[str, Distribution]:
    """Everything that a package needs here, directly or not."""
    found: dict[str, Distribution] = {}
    seen = {(name, extra)}
    waiting = [*seen]
    while waiting:
        name, extra = waiting.pop()
        for text in distribution(name).requires or ():
            needed = Requirement(text)
            if needed.marker and not needed.marker.evaluate({"extra": extra}):
                continue
            key = canonicalize_name(needed.name)
            found[key] = distribution(key)
            more = {(key, inner) for inner in ("", *needed.extras)} - seen
            seen |= more
            waiting += more
    return found


def test_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)\n```", readme, re.DOTALL)
    assert blocks[:2] == [SERVE, TEST]
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == TEST
