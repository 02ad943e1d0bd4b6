"""What stands in a folder, what may be opened, and why a file that nobody reads is not read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.problems import Fault, nearest
from generator.reading.formats import SAVE_AS
from generator.terms.releases import FORM, RELEASES

# What programs leave beside the files of people. Nobody means it to be read.
PASSED_OVER = re.compile(
    r"~\$.*|\._.*|\.~lock\..*|\.DS_Store|Thumbs\.db|desktop\.ini|\.git.*|\.svn|\.idea|\.vscode"
    r"|\.#.*|#.*#|.*~|.*\.(tmp|temp|swp|swo|part|crdownload)|Icon\r|__MACOSX|4913",
    re.I | re.S,
)
# Texts about a folder. Beside the data their names are in capitals, which no file that is read has;
# in content/ a page may have been meant, so there it is this one name.
FOR_PEOPLE = "README.md"
IN_CAPITALS = re.compile(r"data/(.*/)?[A-Z][A-Z-]*\.md")
# How office programs, browsers and shared drives name a copy that they make.
COPY = re.compile(
    r".*( - copy|\bcopy of\b|\(\d+\)|conflicted copy|\bcopy( \d+)?$|_copy\d*$"
    r"|-(desktop|laptop|pc|win|macbook)-?[a-z0-9]*$| - kopie|\.bak|\.orig|\.old|\.conflict).*",
    re.I,
)
BOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".gsheet")
DOCUMENTS = (".docx", ".doc", ".odt", ".rtf", ".pages", ".gdoc")
READ = (".csv", ".md", ".yml")
TEXTS = (".markdown", ".mdown", ".txt", ".text", ".mkd")


def is_for_people(file: str) -> bool:
    """Is this a text about its folder, which is no part of the site?

    >>> [is_for_people(f"data/{name}.md") for name in ("README", "EACH-RELEASE", "Notes")]
    [True, True, False]
    >>> [is_for_people(f"content/{name}.md") for name in ("more/README", "ABOUT")]
    [True, False]
    """
    return Path(file).name == FOR_PEOPLE or bool(IN_CAPITALS.fullmatch(file))


def is_copy(file: str) -> bool:
    """Does the name say that a program made this as a copy of another file?"""
    name = Path(file).name
    return bool(COPY.fullmatch(name) or COPY.fullmatch(name.rsplit(".", 1)[0]))


def reason_not_to_open(path: Path, project: Path, most: int) -> Fault | None:
    """Why this file is not opened: it is no ordinary file of the project, or too large."""
    try:
        there = path.stat()
        inside = path.resolve().is_relative_to(project.resolve())
    except (OSError, ValueError, RuntimeError):
        if not path.is_symlink():
            return Fault("The file is missing.", "Put it back, or look for it under another name.")
        return Fault("The file is a link that leads nowhere.", "Put the file itself here.")
    if not inside:
        return Fault(
            "The file is a link to a place outside the project.", "Put the file itself here."
        )
    if stat.S_ISDIR(there.st_mode):
        return Fault("This is a folder with the name of a file.", "Give it another name.")
    if not stat.S_ISREG(there.st_mode):
        return Fault("This is no ordinary file but a pipe, a socket or a device.", "Take it out.")
    if there.st_size > most:
        told = f"The file has {there.st_size / 1e6:,.0f} MB, and may have {most / 1e6:g}."
        return Fault(told, "Split it, or look at what is in it.")
    return None


def names_in(folder: Path) -> tuple[list[str], Fault | None]:
    """What stands in a folder, without what programs leave there; or why it is not opened."""
    if folder.is_symlink():
        return [], Fault("The folder is a link to another place.", "Put the folder itself here.")
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return [], None
    except OSError:
        return [], Fault("The folder cannot be opened.", "Ask for the right to read it.")
    return [name for name in names if not PASSED_OVER.fullmatch(name)], None


def below(folder: Path, most_deep: int = 8) -> Iterator[tuple[Path, Fault | None]]:
    """Every file below a folder, and every folder that cannot be opened, with why."""
    names, fault = names_in(folder)
    if fault:
        yield folder, fault
    for name in names:
        path = folder / name
        if path.is_dir() and most_deep:
            yield from below(path, most_deep - 1)
        else:
            yield path, None


def why_not_read(file: str, read: Collection[str]) -> Fault:
    """Why does nobody read this file, and what is to be done with it?

    ``file`` and the files that are read are named from the project folder.
    """
    name = Path(file)
    rename = "Give it another name, or take it out."
    if is_copy(file):
        what = "The name says that this is a copy which a program made, so it is not read."
        return Fault(what, "Keep one of the two, and delete or rename the other.")
    if name.suffix.lower() in BOOKS:
        if file.startswith("data/datasets/"):
            what = "A workbook is not read here; its numbers come in by an import."
            remedy = f'Run crime-profiles import spreadsheet "{file}", and take it out then.'
            return Fault(what, remedy)
        return Fault("A workbook is not read.", f"Take it out. {SAVE_AS}")
    if name.suffix.lower() in DOCUMENTS:
        what = "A document of a word processor is not read."
        return Fault(what, "Save its text as Markdown in a file that ends in .md.")
    if name.suffix.lower() == ".yaml" or name.name.lower() == "dataset.yml":
        return Fault("A file of this name is not read.", f"Call it {name.stem.lower()}.yml.")
    if name.suffix != name.suffix.lower() and name.suffix.lower() in READ:
        right = name.with_suffix(name.suffix.lower()).name
        return Fault(f'The file ends in "{name.suffix}", so it is not read.', f"Call it {right}.")
    if name.suffix.lower() == ".txt" and name.with_suffix("").suffix.lower() in READ:
        what = f'The file ends in "{name.with_suffix("").suffix}{name.suffix}", so it is not read.'
        return Fault(what, f"Call it {name.stem}: Windows may not show the last ending.")
    if file.startswith("content/"):
        return _why_no_content(name)
    if name.parent.as_posix() == RELEASES:
        return Fault("Nobody reads a file of this name here.", FORM)
    stems = {Path(other).stem: Path(other).name for other in sorted(read) if _beside(other, file)}
    near = nearest(name.stem, stems)
    if near and name.parent.as_posix() in ("data", "data/areas"):
        return Fault("Nobody reads a file of this name here.", f'Did you mean "{stems[near]}"?')
    if name.suffix == ".csv" and file.startswith("data/datasets/"):
        what = "A CSV file here is not read."
        return Fault(what, "Put it straight into the folder of its dataset: data/datasets/<name>/.")
    return Fault("Nobody reads a file of this name here.", rename)


def _beside(other: str, file: str) -> bool:
    return Path(other).parent == Path(file).parent


def _why_no_content(name: Path) -> Fault:
    folder = name.parent.as_posix()
    if name.suffix.lower() in TEXTS:
        what = f'A text that ends in "{name.suffix}" is not read.'
        return Fault(what, f"Call it {name.with_suffix('.md').name}.")
    if folder == "content/topics" and name.suffix == ".md":
        what = "The name of a topic is small letters, digits and hyphens, so this is not read."
        plain = "-".join(re.findall(r"[a-z0-9]+", name.stem.lower())) or "40-topic"
        return Fault(what, f"Call it {plain}.md.")
    if name.suffix == ".md":
        what = "No page is made of a text in this place."
        remedy = "A topic is content/topics/<name>.md, a text on one area's topic content/areas/"
        return Fault(what, f"{remedy}<code>/<topic>.md.")
    what = "A file of this kind is not shown on any page."
    return Fault(what, "Pages are .md files; their pictures are PNG, JPEG, SVG, WebP or GIF.")
