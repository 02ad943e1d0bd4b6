"""A new project: written whole beside its place, checked, and then moved there."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from generator.importers import described
from generator.problems import Place, Problem, ProfileError, stopping
from generator.publishing.building import check_project
from generator.starting.places import HERE, Start, of_file, of_force
from generator.storage.inputs import OUR_LOOK
from generator.storage.writing import write
from generator.terms import wording

AREAS = "data/areas/areas.csv"
WRITTEN = HERE / "written"
LOOK = "overrides"
# Where a wheel puts the look, below the folder of the environment.
INSTALLED = "share/crime-profiles"
IGNORED = b"""\
/build/
/site/
/site-only/
/site-preview/
.crime-profiles.lock
.*.crime-profiles-making
.*.crime-profiles-making-before
"""
# Git on another machine is not to write other ends of lines: a release is summed as it was written.
ATTRIBUTES = b"""\
* text=auto eol=lf
*.png binary
*.xz binary
"""


def start(folder: Path, force: str, areas: Path | None) -> list[str]:
    """Write a project for a force. What is there to report, a sentence a line?

    Raises ProfileError and OSError; there is no project then.
    """
    folder = folder.absolute()
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        what = "There is something of this name already, and it is not an empty folder."
        remedy = "Name a folder that is not there yet."
        raise ProfileError([Problem("new", Place(folder.as_posix()), what, remedy)])
    begun = of_file(force, areas) if areas else of_force(force)
    files = dict(_files(begun))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as beside:
        made = Path(beside, folder.name)
        write(files, made)
        if problems := stopping(check_project(made)):
            raise ProfileError(_of_given(problems, areas))
        _move(made, folder)
    return [
        f"{folder} is a project for {wording.place(begun.area)}, without figures as yet.",
        f"Look at it: crime-profiles serve --project {folder}",
        f"What to do next stands in {folder / 'README.md'}",
    ]


def _of_given(problems: Iterable[Problem], areas: Path | None) -> list[Problem]:
    """What is wrong, told of the file of areas that was given: the project's own is not there."""
    if areas is None:
        return list(problems)
    given = areas.as_posix()
    return [
        replace(
            one,
            place=one.place._replace(file=given) if one.place.file == AREAS else one.place,
            what=one.what.replace(AREAS, given),
            remedy=one.remedy.replace(AREAS, given),
        )
        for one in problems
    ]


def _move(made: Path, folder: Path) -> None:
    """A project to its place. A folder that is there stays the one that a terminal is open in."""
    if not folder.exists():
        made.rename(folder)
        return
    for path in made.iterdir():
        shutil.move(path, folder / path.name)


def _files(begun: Start) -> Iterator[tuple[str, bytes]]:
    """Every file of the project by its name, with its content."""
    words = begun.words | {"release": f"{datetime.now(UTC):%Y-%m}"}
    for name, content in _below(WRITTEN):
        yield name, _filled(name, content.decode(), words).encode()
    yield AREAS, begun.areas
    yield "data/areas/names.csv", begun.names
    yield ".gitignore", IGNORED
    yield ".gitattributes", ATTRIBUTES
    # A topic waits for its dataset; that of similar areas comes with their lists.
    for path in sorted(described.WRITTEN.glob("*.yml")):
        name, text = described.topic_of(path.stem)
        yield f"content/topics/{name}.md", text.encode()
    yield from ((f"{LOOK}/{name}", content) for name, content in _below(_look()))


def _below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _look() -> Path:
    """The look that ships: beside the program in its repository, or where a wheel put it."""
    if OUR_LOOK.is_dir():
        return OUR_LOOK
    return Path(sysconfig.get_path("data"), INSTALLED, LOOK)


def _filled(name: str, text: str, words: Mapping[str, str]) -> str:
    """A written file with the words of this project, each as such a file holds it."""
    if name.endswith(".yml"):
        return Template(text).substitute({k: json.dumps(v)[1:-1] for k, v in words.items()})
    if not name.endswith(".csv"):
        return Template(text).substitute(words)
    filled = io.StringIO()
    rows = csv.reader(io.StringIO(text))
    csv.writer(filled, lineterminator="\n").writerows(
        [Template(cell).substitute(words) for cell in row] for row in rows
    )
    return filled.getvalue()
