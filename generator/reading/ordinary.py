"""The ordinary pages of ``content/`` and the files beside them: their text, and where they stand.

Everything in ``content/`` but topics and commentary is published by MkDocs as it is, so whatever
could run in a reader's browser, or make MkDocs read something else, is told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from generator.problems import Fault, Place, Problem
from generator.reading.folders import (
    below,
    is_copy,
    is_for_people,
    reason_not_to_open,
    why_not_read,
)
from generator.reading.frontmatter import front_matter
from generator.reading.reader import Reader
from generator.reading.yamlfiles import read_yaml

FOLDER = "content"
# Folders of content/ that are read elsewhere.
ELSEWHERE = ("topics", "areas")
LOOK = "overrides"
# Parts of the frame, which are no files of the site.
FRAME = ("partials", "templates")
PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "avif", "ico")
DOCUMENTS = ("pdf", "txt", "csv", "ods", "odt", "odp", "xlsx", "docx", "pptx", "zip", "json")
CODE = ("html", "htm", "xhtml", "svg", "svgz", "js", "mjs", "css", "xml", "xsl", "swf")
# The largest file that is published from here, in bytes.
LARGEST = 20_000_000
# Front matter, and what is like it and is none: keys without lines --- around them, a line --- that
# is never ended, blank lines above it.
MATTER = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*(?:\n|\Z)", re.S)
BARE_KEY = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:(?:\s*\S|[ \t]*\n(?: {4}|\t))")
BEGUN = re.compile(r"-{3}[ \t]*\n")
LATE = re.compile(r"\s+-{3}[ \t]*\n[ ]{0,3}[A-Za-z0-9_-]+:")
NO_LINE = "Write a line --- above the keys and one below them, or a blank line first."


class PageMatter(BaseModel):
    """The front matter of an ordinary page. It has no say in how the page is made."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A file that people put there: its name, the file of the site it becomes, and its text.

    A page's text has blank lines in the place of its front matter; other files have none.
    """

    file: str
    path: str
    text: str | None = None


def open_ordinary(project: Path) -> tuple[list[Published], list[Problem]]:
    """Which ordinary pages and files are there, and which of them cannot be published?"""
    reader = Reader(project)
    found = [one for path in _files(reader, FOLDER) if (one := _published(reader, path))]
    for path in _files(reader, LOOK):
        name = path.relative_to(project / LOOK)
        if path.suffix != ".html" and name.parts[0] not in FRAME:
            found.append(Published(reader.name(path), name.as_posix()))
    return found, reader.problems


def _files(reader: Reader, folder: str) -> Iterator[Path]:
    root = reader.project / folder
    for path, fault in below(root):
        file = reader.name(path)
        if folder == FOLDER and path.relative_to(root).parts[0] in ELSEWHERE:
            continue
        if fault := fault or reason_not_to_open(path, reader.project, LARGEST):
            reader.tell("unread", file, fault)
        elif is_copy(file):
            reader.tell("unread", file, why_not_read(file, ()))
        elif not is_for_people(file):
            yield path


def _published(reader: Reader, path: Path) -> Published | None:
    file = reader.name(path)
    name = path.relative_to(reader.project / FOLDER)
    ending = path.suffix.removeprefix(".").lower()
    if name.parts[0] == "templates":
        what = "Nothing in this folder is published."
        reader.tell("content", file, Fault(what, "Move the file out of it."))
        return None
    if ending == "md":
        return _page(reader, file, name)
    if ending in PICTURES or ending in DOCUMENTS:
        return Published(file, name.as_posix())
    what = f'A file of the kind "{ending}" is not published from here.'
    remedy = f"Pages are .md files; beside them may stand {', '.join((*PICTURES, *DOCUMENTS))}."
    if ending in CODE:
        what = f"A file of the kind {ending} can hold code that runs in a reader's browser."
        remedy = "Put it into overrides/assets/ if you trust it; a picture can be saved as PNG."
    reader.tell("content", file, Fault(what, remedy))
    return None


def _page(reader: Reader, file: str, name: Path) -> Published | None:
    text = reader.text(file, "")
    if text is None:
        return None
    page = parted(text, file)
    reader.problems += page.problems
    return Published(file, page_of(name.as_posix()), page.body)


class Parted(NamedTuple):
    """What a page says of itself, its text, and what is wrong with its front matter."""

    matter: PageMatter
    body: str
    problems: list[Problem]


def parted(text: str, file: str) -> Parted:
    """Where does the front matter of a page end?

    Blank lines stand in the place of the front matter, so that lines keep their numbers.
    """
    found = MATTER.match(text)
    if found:
        read = read_yaml("\n" + found[1], file, PageMatter)
        body = "\n" * found[0].count("\n") + text[found.end() :]
        return Parted(read.model or PageMatter(), body, read.problems)
    problems = [fault.at("yaml", Place(file)) for fault in _like_matter(text)]
    return Parted(PageMatter(), text, problems)


def _like_matter(text: str) -> Iterator[Fault]:
    """Is there something that was meant as front matter, and would be published as text?"""
    if BARE_KEY.match(text):
        yield Fault("The first line is a key, and no line --- stands above it.", NO_LINE, 1)
    elif BEGUN.match(text):
        what = "The front matter that begins here is not ended."
        yield Fault(what, "Write a line --- below the keys; a line across the page is *** here.", 1)
    elif LATE.match(text):
        line = text[: text.index("---")].count("\n") + 1
        what = "The front matter does not begin on the first line."
        yield Fault(what, "Take out the blank lines above it.", line)


def as_read(text: str) -> str:
    """A page with nothing in its front matter but what was read from it, in plain text.

    Whoever takes it further may find front matter in other places too, and read other things in it.

    >>> print(as_read("kind:\\n    topic\\n"))
    ---
    {}
    ---
    <BLANKLINE>
    kind:
        topic
    <BLANKLINE>
    """
    page = parted(text, "")
    said = {key: value for key, value in page.matter.model_dump().items() if value}
    return f"{front_matter(said)}\n{page.body}"


def page_of(name: str) -> str:
    """The file of the site that a file of Markdown becomes, as MkDocs names it.

    >>> page_of("about.md"), page_of("a/README.md"), page_of("index.md")
    ('about/index.html', 'a/index.html', 'index.html')
    """
    path = PurePosixPath(name)
    is_index = path.stem in ("index", "README")
    folder = path.parent if is_index else path.parent / path.stem
    return f"{folder.as_posix()}/index.html".removeprefix("./")


def has_part(project: Path | None, page: str, part: str) -> bool:
    """Has a page that people write a heading with this id, which others may lead to?"""
    if project is None:
        return False
    try:
        text = (project / FOLDER / page).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError):  # it is told elsewhere
        return False
    return f"{{#{part}}}" in text
