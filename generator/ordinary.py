"""The ordinary pages of ``content/`` and the files beside them: their text, and where they stand.

Everything in ``content/`` but topics and commentary is published by MkDocs as it is, so whatever
could run in a reader's browser, or make MkDocs read something else, is told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ConfigDict

from generator.folders import FOR_PEOPLE, below, is_copy, reason_not_to_open, why_not_read
from generator.problems import Problem
from generator.reader import Reader
from generator.yamlfiles import read_yaml

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
# As MkDocs finds front matter, with its marks and without.
MATTER = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.S)
BARE_KEY = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:\s*\S")


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
        elif path.name != FOR_PEOPLE:
            yield path


def _published(reader: Reader, path: Path) -> Published | None:
    file = reader.name(path)
    name = path.relative_to(reader.project / FOLDER)
    ending = path.suffix.removeprefix(".").lower()
    if name.parts[0] == "templates":
        what = "Nothing in this folder is published."
        reader.problems.append(Problem("content", file, what, "Move the file out of it."))
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
    reader.problems.append(Problem("content", file, what, remedy))
    return None


def _page(reader: Reader, file: str, name: Path) -> Published | None:
    text = reader.text(file, "")
    if text is None:
        return None
    found = MATTER.match(text)
    if found:
        _, _, problems = read_yaml("\n" + found[1], file, PageMatter)
        reader.problems += problems
        text = "\n" * found[0].count("\n") + text[found.end() :]
    elif BARE_KEY.match(text.partition("\n")[0]):
        what = "The first line is a key, and no line --- stands above it."
        remedy = "Write a line --- above the keys and one below them, or a blank line first."
        reader.problems.append(Problem("yaml", file, what, remedy, 1))
    return Published(file, page_of(name.as_posix()), text)


def page_of(name: str) -> str:
    """The file of the site that a file of Markdown becomes, as MkDocs names it.

    >>> page_of("about.md"), page_of("a/README.md"), page_of("index.md")
    ('about/index.html', 'a/index.html', 'index.html')
    """
    path = PurePosixPath(name)
    is_index = path.stem in ("index", "README")
    folder = path.parent if is_index else path.parent / path.stem
    return f"{folder.as_posix()}/index.html".removeprefix("./")
