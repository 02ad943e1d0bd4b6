"""A spreadsheet of the office's own, or a publisher's: wide or long, with titles, headings over
headings, notes and totals, by a mapping that is drafted once and kept beside the dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.importers import described, edits
from generator.importers.grids import grids_in
from generator.importers.handed import BOOKS, Handed
from generator.importers.importing import Imported, Request, each_read
from generator.importers.log import OfFile
from generator.importers.sheets import (
    drafts,
    founding,
    merging,
    ordering,
    parted,
    reporting,
    taking,
)
from generator.importers.sheets.layout import laid_out
from generator.importers.sheets.merging import Merged
from generator.importers.sheets.ordering import Ordered, Workbook
from generator.importers.sheets.previews import preview
from generator.importers.sheets.tables import Laid
from generator.importers.sheets.taking import TableTaken
from generator.importers.sheets.unseen import Unseen, unseen_in, unseen_problems
from generator.problems import Fault, Place, Problem, ProfileError
from generator.reading.yamlfiles import read_yaml
from generator.terms.areas import Areas
from generator.terms.datasets import Dataset
from generator.terms.mappings import FILE_NAME, SheetMapping
from generator.terms.periods import Period

ENDINGS = (".csv", ".tsv", ".txt", *BOOKS)
NEEDS_DATASETS = True
FIGURES, TOTALS, PASSED_OVER = "figures", "set aside: totals", "set aside: passed over"


def imported(request: Request) -> Imported:
    """What do spreadsheets make of a dataset? Raises ProfileError, with what is asked too."""
    areas = request.holdings.areas
    books, words, problems = each_read(request, partial(_book, areas))
    if problems:
        raise ProfileError(problems)
    ordered = ordering.ordered(request, books)
    problems += ordered.problems
    tables = [taking.taken(book, table, ordered) for book, table in ordered.tables]
    if ordered.known.dataset is None:
        problems += [p for one in tables for p in founding.unequal(one.table.grid, one.read.rows)]
    asked = taking.asked(tables)
    founded = ordered.known.mapping.dataset
    problems += [problem for one in tables for problem in taking.wrong(one, ordered, areas)]
    problems += taking.contradicting(tables)
    draft = ordered.draft.as_posix()
    problems += [drafts.problem_of(one, draft) for one in asked]
    problems += drafts.open_problems(founded, draft)
    if problems:
        if request.order.is_dry or not (asked or founded):
            raise ProfileError(problems)
        raise ProfileError(problems, drafts.put(ordered.draft, _with_found(ordered), asked))
    return _made(request, ordered, tables, words)


def _book(areas: Areas, handed: Handed, content: bytes) -> tuple[list[Workbook], list[Problem]]:
    """The tables of a spreadsheet."""
    grids, hidden, fault = grids_in(handed, content)
    if fault:
        return [], [fault.at("import", handed.place)]
    tables: list[Laid] = []
    problems: list[Problem] = []
    unread: list[Problem] = []
    for grid in grids:
        found, faults = laid_out(grid, lambda text: text in areas or bool(areas.called(text)))
        # What is no table at all, such as a pivot, matters where there is no other.
        (problems if found else unread).extend(faults)
        tables += [found] if found else []
    unseen = unseen_in(content, [table.grid.name for table in tables])
    for table in tables:
        problems += unseen_problems(table, unseen.get(table.grid.name, Unseen()))
    problems += unread if not tables else []
    if not grids and hidden:
        what = f"All of its sheets are hidden: {', '.join(hidden)}."
        problems.append(Fault(what, "Show the one with the numbers.").at("import", handed.place))
    return [Workbook(handed, tuple(tables), tuple(hidden))], problems


def _made(
    request: Request, ordered: Ordered, tables: Sequence[TableTaken], words: dict[str, str]
) -> Imported:
    """The files of the dataset, and the report. Raises ProfileError."""
    project, name = request.project, ordered.dataset
    folder = f"data/datasets/{name}"
    files: dict[str, bytes | None] = {}
    if ordered.known.dataset is None:
        _must_be_free(project, folder)
        files |= _founded(ordered, tables, request.holdings.areas)
    dataset = ordered.known.dataset or _dataset_of(files, folder, ordered.draft)
    sources = _sources(request, ordered, tables, dataset)
    observed = request.holdings.observations
    rows = [(row, sources[n].id) for n, one in enumerate(tables) for row in one.read.rows]
    mine = observed[observed["dataset"] == name]
    merged, problems = merging.merged(mine, f"{folder}/{merging.FILE_NAME}", rows)
    if problems:
        raise ProfileError(problems)
    if merged.rows:
        files[f"{folder}/{merging.FILE_NAME}"] = merging.written(merged.rows)
    mapping = _lasting(ordered.known.mapping, [one.book.name for one in tables])
    if mapping != ordered.kept:
        files[f"{folder}/{FILE_NAME}"] = drafts.written(mapping, "").encode()
    used = {kept.source for kept in merged.rows.values()}
    files |= _register(project, [one for one in sources if one.id in used])
    topics, drafted = _topics(request, ordered, tables)
    files |= drafted
    said = [*_told(ordered, tables, merged, request.holdings.areas)]
    again = {line.sha256 for line in request.holdings.imports} & set(words.values())
    if again and merged.revised:
        said.insert(0, "It was imported before, and a later one has changed figures of it since.")
    newest = max((Period.parse(row.key[1]) for row, _ in rows), key=lambda one: one.last)
    in_file = {row.key: merged.rows[row.key] for row, _ in rows if row.key in merged.rows}
    said += [
        *parted.told_unequal(dataset, in_file, request.holdings.areas),
        *preview(dataset, merged.typed | merged.rows, newest, request.holdings.areas),
        reporting.shown_by(topics, next(iter(drafted), "")),
        f"How spreadsheets of this dataset are read stands in {folder}/{FILE_NAME}: look at it.",
    ]
    return Imported(edits.Edits(files), tuple(_counted(tables, words)), tuple(said))


def _with_found(ordered: Ordered) -> SheetMapping:
    """The mapping with the kinds that a new dataset would have, for people to read and to name."""
    mapping, found = ordered.known.mapping, ordered.known.found
    if ordered.known.dataset or not found:
        return mapping
    named = {label: key for key, label in found.items()}
    words = {**mapping.words, "category": {**named, **mapping.words.get("category", {})}}
    return mapping.model_copy(update={"words": words})


def _lasting(mapping: SheetMapping, files: Sequence[str]) -> SheetMapping:
    """What next year's spreadsheet is read by: not what was said of this one alone."""
    periods = {k: v for k, v in mapping.words.get("period", {}).items() if k not in files}
    words = {part: said for part, said in mapping.words.items() if part != "period" or periods}
    if periods:
        words["period"] = periods
    return mapping.model_copy(update={"of": "", "dataset": None, "words": words})


def _must_be_free(project: Path, folder: str) -> None:
    """Raises ProfileError where a dataset without a description has files already."""
    there = [path.name for path in (project / folder).glob("*") if path.is_file()]
    left = [name for name in there if Path(name).suffix.lower() not in BOOKS]
    if left:
        what = f"The folder has no dataset.yml, and files already: {', '.join(sorted(left)[:5])}."
        remedy = "Put its dataset.yml back, or take the files out."
        raise ProfileError([Fault(what, remedy).at("import", Place(folder))])


def _told(
    ordered: Ordered, tables: Sequence[TableTaken], merged: Merged, areas: Areas
) -> Iterator[str]:
    for one in tables:
        yield from reporting.report(one.book, one.table, one.celled, one.read, ordered.known)
    yield reporting.told_merge(merged.new, merged.same, merged.gone, ordered.dataset)
    yield from merging.told_revised(merged, areas)


def _counted(tables: Sequence[TableTaken], words: dict[str, str]) -> Iterator[OfFile]:
    """What became of every cell of numbers, by file."""
    of_file: dict[str, list[TableTaken]] = {}
    for one in tables:
        of_file.setdefault(one.book.handed.name, []).append(one)
    for name, taken in of_file.items():
        kept = sum(len(one.read.rows) for one in taken)
        totals = sum(len(one.celled.totals) for one in taken)
        every = sum(len(one.table.rows) * len(one.table.values) for one in taken)
        outcomes = {FIGURES: kept, TOTALS: totals, PASSED_OVER: every - kept - totals}
        path = str(taken[0].book.handed.path)
        yield OfFile(path, words[name], {k: n for k, n in outcomes.items() if n})


def _founded(
    ordered: Ordered, tables: Sequence[TableTaken], areas: Areas
) -> dict[str, bytes | None]:
    """The description of a dataset that was not there. Raises ProfileError."""
    founded = ordered.known.mapping.dataset
    if founded is None:
        what = "The dataset is not there yet, and the mapping says nothing of it."
        remedy = "Take the file out and import again: a new draft asks what is to be known."
        raise ProfileError([Fault(what, remedy).at("import", tables[0].table.grid.place(0))])
    rows = [row for one in tables for row in one.read.rows]
    text = founding.described(ordered.dataset, founded, ordered.known.found, rows, areas)
    return {f"data/datasets/{ordered.dataset}/dataset.yml": text.encode()}


def _dataset_of(files: dict[str, bytes | None], folder: str, draft: Path) -> Dataset:
    """The description as it was made of a draft. Raises ProfileError where it cannot be one."""
    name = f"{folder}/dataset.yml"
    read = read_yaml((files[name] or b"").decode(), name, Dataset)
    if read.model is None:
        place = Place(draft.as_posix())
        raise ProfileError([Problem(p.rule, place, p.what, p.remedy) for p in read.problems])
    return read.model


def _topics(
    request: Request, ordered: Ordered, tables: Sequence[TableTaken]
) -> tuple[list[str], dict[str, bytes | None]]:
    """The topics that name the dataset, or one of its indicators; or one drafted."""
    name, dataset = ordered.dataset, ordered.known.dataset
    ids = [name, *(dataset.indicators if dataset else ())]
    named = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, ids))})(?![\w-])")
    found = sorted((request.project / "content/topics").glob("*.md"))
    heads = {path: path.read_text("utf-8", "replace").split("\n---")[0] for path in found}
    shown = re.compile(r"^(lead|indicators|datasets|tables_only|waits_for|lead_also):.*$", re.M)
    topics = [
        path.name
        for path, head in heads.items()
        if any(named.search(line[0]) for line in shown.finditer(head))
    ]
    founded = ordered.known.mapping.dataset
    if topics or founded is None:
        return topics, {}
    measures = {row.key[2] for one in tables for row in one.read.rows}
    text = founding.topic(name, founded, measures, ordered.known.found)
    return [], {f"content/topics/85-{name}.md": text.encode()}


class OfTable(NamedTuple):
    """The source of the rows of one table: its id, and its row in the register where it is new."""

    id: str
    row: dict[str, str]


def _sources(
    request: Request, ordered: Ordered, tables: Sequence[TableTaken], dataset: Dataset
) -> list[OfTable]:
    """The source of each table: one that the register has, or a new one."""
    known = {(one.document, one.section): one.id for one in request.holdings.sources.values()}
    taken = {*request.holdings.sources}
    found = []
    for one in tables:
        document = one.table.title or one.book.name
        section = one.table.grid.name or one.book.name
        if one.table.above and one.table.grid.name:
            section = f"{one.book.name}, {section}"
        newest = max(row.key[1].rpartition("/")[2] for row in one.read.rows)
        name = known.get((document, section))
        is_new = name is None
        name = name or _free(f"{ordered.dataset}-{newest}".upper(), taken)
        known[document, section] = name
        taken.add(name)
        row = {
            "id": name,
            "publisher": dataset.source.publisher,
            "document": document,
            "section": section,
            "title": dataset.title,
            "date": newest,
            "shown_as": "dataset",
        }
        found.append(OfTable(name, row if is_new else {}))
    return found


def _free(wanted: str, taken: set[str]) -> str:
    """The id, or the same with the first number that no other has."""
    number = 1
    while (name := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return name


def _register(project: Path, sources: Sequence[OfTable]) -> dict[str, bytes | None]:
    rows = [one.row for one in sources if one.row]
    if not rows:
        return {}
    before = edits.now(project, described.SOURCES)
    return {described.SOURCES: edits.with_rows(before, described.COLUMNS, rows)}
