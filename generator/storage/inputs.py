"""What a site is made from, told apart by content: program, data and content, frame, looks."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.storage.keeping import word_for

# The folders of a project that a site is made from.
# A project's own templates of pages.
TEMPLATES = "overrides/templates"
MATTER = ("data", "content")
FOLDERS = (*MATTER, "overrides")
CODE = Path(__file__).parents[1]
# The look beside the program in its own repository.
OUR_LOOK = CODE.parent / "overrides"
# Every library that computes, draws or writes anything of a site.
LIBRARIES = (
    *("altair", "annotated-types", "attrs", "gptables", "importlib-resources", "jinja2"),
    *("jsonschema", "markdown", "markupsafe"),
    *("mergedeep", "mkdocs", "mkdocs-get-deps", "mkdocs-material"),
    *("mkdocs-material-extensions", "narwhals", "numpy", "packaging", "pandas", "pathspec"),
    *("pydantic", "pydantic-core", "pygments", "pymdown-extensions", "python-dateutil"),
    *("pyyaml", "pyyaml-env-tag", "referencing", "rpds-py", "scipy", "typing-extensions"),
    *("typing-inspection", "vl-convert-python", "xlrd", "xlsxwriter"),
)
# Files beside the templates that go to the site as they are, and into no page.
LOOKS = (".css", ".js", ".svg", ".png", ".jpg", ".ico", ".webp", ".woff", ".woff2")
INCLUDED = re.compile(r"{%[-+]?\s*(?:include|import|from|extends)\s+(.*?)[-+]?%}", re.S)
OF_A_TEMPLATE = re.compile(r"""(["'])(?!\.?/?assets/)[\w./-]+\1(?!\s*[~%+]).*""", re.S)


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a site is made from, each part in a word for its content.

    ``code`` is the program; ``pages`` decides the generated pages and ``frame`` what stands around
    them, the program included; ``looks`` are stylesheets, scripts and pictures, by name.
    """

    code: str
    pages: str
    frame: str
    looks: tuple[tuple[str, str], ...]


def read_inputs(project: Path, wanted: str = "") -> Inputs:
    """What is the site made from now? ``wanted`` says which pages are asked for."""
    code = code_word()
    settings, said = _settings(project)
    look = _look_folder(project, settings)
    around = dict(_hashes(look)) if look else {}
    matter = [line for name in MATTER for line in _lines(project / name)]
    matter += _lines(project / TEMPLATES)
    pages = word_for(code, wanted, "\n".join(matter), libraries=LIBRARIES)
    looks = tuple((n, h) for n, h in around.items() if _is_look(n))
    if not _is_left_alone(settings, look):
        looks = ()
    free = dict(looks)
    rest = [f"{name} {'' if name in free else word}" for name, word in around.items()]
    for name in _named(settings, "hooks"):
        rest += _lines(project / name)
    frame = word_for(code, said, "\n".join(rest), libraries=LIBRARIES)
    return Inputs(code, pages, frame, looks)


def code_word() -> str:
    """One word for the program as it stands on the disk."""
    return word_for("\n".join(_lines(CODE)))


def _look_folder(project: Path, settings: dict[str, Any]) -> Path | None:
    """The folder with the project's own frame, as mkdocs.yml names it."""
    theme = settings.get("theme")
    named = theme.get("custom_dir") if isinstance(theme, dict) else None
    if not isinstance(named, str) or not named:
        return None
    look, is_outside = project / named, os.path.normpath(named).startswith("..")
    # A project was copied away from the folder beside it that its look stands in.
    has_moved = is_outside and not look.exists() and OUR_LOOK.is_dir()
    return OUR_LOOK if has_moved else look


def look_of(project: Path) -> Path:
    """The folder with the project's own frame, or the project where it has none."""
    return _look_folder(project, _settings(project)[0]) or project


def given(project: Path) -> dict[str, Any]:
    """What mkdocs.yml says, as far as it can be read."""
    return _settings(project)[0]


def hooks_of(project: Path) -> list[str]:
    """The files of code that mkdocs.yml names as hooks."""
    return _named(_settings(project)[0], "hooks")


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below a folder, by name, through links too; each folder once."""
    for one in _folders(folder):
        for name in one.files:
            path = Path(one.path, name)
            yield path.relative_to(folder).as_posix(), path


class _Folder(NamedTuple):
    """A folder, with the names of the folders and of the files in it."""

    path: str
    folders: list[str]
    files: list[str]


def _folders(folder: Path) -> Iterator[_Folder]:
    """Every folder of a folder, with the folders and the files in it, in order."""
    seen: set[str] = set()
    for here, inner, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(here)
        if real in seen:
            inner.clear()
            continue
        seen.add(real)
        inner[:] = sorted(name for name in inner if name not in ("__pycache__", ".git"))
        yield _Folder(here, inner, sorted(names))


def _hashes(folder: Path) -> Iterator[tuple[str, str]]:
    for name, path in files_below(folder):
        yield name, hash_of(path)


def _lines(root: Path) -> list[str]:
    if root.is_file():
        return [f"{root.name} {hash_of(root)}"]
    # A folder is told of by check even where no file is in it.
    empty = (one.path for one in _folders(root) if not one.folders and not one.files)
    lines = [f"{Path(here).relative_to(root).as_posix()}/" for here in empty]
    return [root.name, *lines, *(f"{name} {word}" for name, word in _hashes(root))]


def hash_of(path: Path) -> str:
    """One word for a file's content; for what is no file or cannot be read, that it is not."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
    except OSError:
        return "unreadable"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """mkdocs.yml with its special words left as they are; by libyaml where that is there."""


_Loader.add_multi_constructor("", lambda loader, tag, node: str(node.value))


def _settings(project: Path) -> tuple[dict[str, Any], str]:
    """What mkdocs.yml says, as far as it can be read, and its text with what it takes from the
    environment."""
    try:
        text = (project / "mkdocs.yml").read_bytes().decode("utf-8", "replace")
    except OSError:
        return {}, ""
    taken = [w for line in text.splitlines() if "!ENV" in line for w in re.findall(r"\w+", line)]
    said = text + "".join(f"\n{word}={os.environ.get(word, '')}" for word in taken)
    try:
        found = yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, said
    return (found if isinstance(found, dict) else {}), said


def _named(settings: dict[str, Any], key: str) -> list[str]:
    found = settings.get(key)
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


def _is_look(name: str) -> bool:
    return name.startswith("assets/") and name.lower().endswith(LOOKS)


def _is_left_alone(settings: dict[str, Any], look: Path | None) -> bool:
    """Does nothing but copying happen to the looks, by other plugins or by a template?"""
    if look is None or settings.get("plugins") != ["crime-profiles"] or settings.get("hooks"):
        return False
    for path in look.rglob("*.html"):
        try:
            text = path.read_bytes().decode("utf-8", "replace")
        except OSError:
            return False
        if not all(OF_A_TEMPLATE.fullmatch(tag.strip()) for tag in INCLUDED.findall(text)):
            return False
    return True
