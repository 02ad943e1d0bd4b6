"""The documents that people read in the repository: their headings, tables, examples and links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.sites import ROOT

FENCE = re.compile(r"^ *(```+|~~~+)")
HEADING = re.compile(r"#{1,6} +(.*?)(?: *\{#[\w-]+\})?$")
LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
CODE = re.compile(r"(`+)(.+?)\1(?!`)")


class Example(NamedTuple):
    """A block of code: the heading above it, its language, and its text."""

    heading: str
    language: str
    text: str


def documents() -> list[Path]:
    """Every such document."""
    folders = (ROOT, ROOT / "data", ROOT / "content", ROOT / "generator")
    return [path for folder in folders for path in sorted(folder.glob("[A-Z]*.md"))]


def without_code(path: Path) -> Iterator[str]:
    """The lines of a document outside its blocks of code."""
    is_code = False
    for line in path.read_text(encoding="utf-8").split("\n"):
        if FENCE.match(line):
            is_code = not is_code
        elif not is_code:
            yield line


def links(path: Path) -> list[str]:
    """Where do the links of a document lead?"""
    return [found for line in without_code(path) for found in LINK.findall(CODE.sub("", line))]


@cache
def anchors(path: Path) -> set[str]:
    """The names by which its headings are linked to, as the hosts of repositories make them.

    >>> "what-it-is" in anchors(ROOT / "README.md")
    True
    """
    seen = Counter[str]()
    found = set()
    for line in without_code(path):
        if heading := HEADING.fullmatch(line.rstrip()):
            name = re.sub(r"[^\w\- ]", "", heading[1].lower()).replace(" ", "-")
            found.add(f"{name}-{seen[name]}" if seen[name] else name)
            seen[name] += 1
    return found


def table(path: Path, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without the names of its columns."""
    rows: list[list[str]] = []
    is_here = False
    for line in without_code(path):
        found = HEADING.fullmatch(line.rstrip())
        if found:
            is_here = found[1] == heading
        elif is_here and line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif rows and is_here:
            break
    return rows[2:]


def examples(path: Path) -> list[Example]:
    """Every block of code of a document, without the spaces that a list sets it in by."""
    found: list[Example] = []
    heading, language, lines, inset = "", "", None, 0
    for line in path.read_text(encoding="utf-8").split("\n"):
        if FENCE.match(line) and lines is None:
            language, lines, inset = line.strip("`~ "), list[str](), len(line) - len(line.lstrip())
        elif FENCE.match(line) and lines is not None:
            found.append(Example(heading, language, "\n".join([*lines, ""])))
            lines = None
        elif lines is not None:
            lines.append(line[inset:])
        elif title := HEADING.fullmatch(line.rstrip()):
            heading = title[1]
    return found


def said(cell: str) -> list[str]:
    """What stands as code in a cell."""
    return [found[1] for found in CODE.findall(cell)]
