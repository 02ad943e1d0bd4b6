"""One import from beginning to end: read everything, tell everything, then write all or nothing."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from generator.importers import edits, log
from generator.importers.handed import Handed, handed_over, word_of
from generator.problems import Fault, Place, Problem, ProfileError
from generator.progress import Progress
from generator.reading.holdings import Holdings, open_holdings
from generator.storage.interrupted import cut_off
from generator.storage.locking import held
from generator.terms.areas import Area
from generator.terms.imports import KINDS

T = TypeVar("T")
# What imports read or add to: nothing is imported while something is wrong there.
RESTS_ON = ("data/areas/", "data/site.yml", "data/sources.csv", "data/coverage.csv", log.FILE)
# But for what no other import reads, and one makes anew.
ANEW = ("data/areas/outlines/", "data/areas/postcodes/")


class Order(NamedTuple):
    """What a person asks for: files of a kind, of which dataset where the kind needs it said, and
    whether nothing is to be written."""

    kind: str
    paths: Sequence[Path]
    dataset: str = ""
    is_dry: bool = False


class Request(NamedTuple):
    """What an importer works on."""

    project: Path
    holdings: Holdings
    files: tuple[Handed, ...]
    progress: Progress
    order: Order


# What a person does after an import.
NEXT = "Next: crime-profiles check (what looks odd in the new figures), then crime-profiles build."


@dataclass(frozen=True, slots=True)
class Imported:
    """What an importer made: new contents of files, what became of each row, and sentences."""

    edits: edits.Edits
    counted: tuple[log.OfFile, ...]
    said: tuple[str, ...]


def forces_of(holdings: Holdings) -> list[Area]:
    """The police force areas of the site: its own, the one around it, or those in it."""
    areas = holdings.areas
    if holdings.site is None:
        return []
    root = areas[holdings.site.area]
    found = (root, *areas.family(root), *areas.within(root, "force"))
    return [area for area in dict.fromkeys(found) if area.level == "force"]


def each_read(
    request: Request, read: Callable[[Handed, bytes], tuple[Sequence[T], Sequence[Problem]]]
) -> tuple[list[T], dict[str, str], list[Problem]]:
    """What does each file hold? All that was read, the word for the content of each file by its
    name, and every fault."""
    found: list[T] = []
    words, problems = {}, []
    for handed in request.files:
        request.progress(f"Reading {handed.path.name}")
        content, fault = handed.content()
        if fault:
            problems.append(fault.at("import", handed.place))
            continue
        words[handed.name] = word_of(content)
        held, faults = read(handed, content)
        found += held
        problems += faults
    return found, words, problems


def can_run(order: Order) -> bool:
    """Is there such a kind, and are there files for it, or does it need none?"""
    if order.kind not in KINDS:
        return False
    return bool(order.paths) or not getattr(_importer(order.kind), "NEEDS_FILES", True)


def _importer(kind: str) -> Any:
    return importlib.import_module(f"generator.importers.kinds.{kind.replace('-', '_')}")


def run(project: Path, order: Order, progress: Progress) -> list[str]:
    """Import files of one kind. What is there to report, a sentence a line?

    Raises ProfileError with every fault found, and OSError; nothing has been written then.
    """
    importer = _importer(order.kind)
    needs_all = getattr(importer, "NEEDS_DATASETS", False)
    if order.dataset and not needs_all:
        fault = Fault(f"Files of {order.kind} make datasets of their own.", "Leave --dataset out.")
        raise ProfileError([fault.at("import", Place("--dataset"))])
    with held(project, progress):
        progress("Reading what is there")
        _finish(project, is_dry=order.is_dry)
        files, problems = handed_over(order.paths, importer.ENDINGS)
        holdings = open_holdings(project, with_datasets=needs_all)
        wrong = (p for p in holdings.problems if not p.place.file.startswith(ANEW))
        problems += [p for p in wrong if p.place.file.startswith(RESTS_ON)]
        if problems:
            raise ProfileError(problems)
        made: Imported = importer.imported(
            Request(project, holdings, tuple(files), progress, order)
        )
        today = datetime.now(UTC).date()
        written = log.logged(edits.now(project, log.FILE), order.kind, made.counted, today)
        whole = edits.Edits({**made.edits.files, log.FILE: written})
        changing = sorted(whole.changing(project))
        if not order.is_dry:
            edits.make(project, order.kind, whole)
    return [*made.said, *_closing(changing, is_dry=order.is_dry)]


def _finish(project: Path, *, is_dry: bool) -> None:
    """Take back what an import that was cut off has written. Raises ProfileError."""
    if problems := cut_off(project):
        if is_dry:
            raise ProfileError(problems)
        edits.undo(project)


def _closing(changing: Sequence[str], *, is_dry: bool) -> list[str]:
    if not changing:
        return ["Nothing changes: all of this was imported before."]
    told = "would change" if is_dry else "changed"
    listed = [f"{len(changing)} {'file' if len(changing) == 1 else 'files'} {told}:", *changing]
    return listed if is_dry else [*listed, NEXT]


def undo(project: Path, progress: Progress) -> list[str]:
    """Take the last import back. What is there to report? Raises ProfileError."""
    with held(project, progress):
        kind, changed = edits.undo(project)
    return [f"The import of {kind} is taken back:", *changed]
