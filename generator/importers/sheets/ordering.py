"""Of which dataset a spreadsheet is, by which mapping it is read, and which of its sheets are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from generator.importers import described
from generator.importers.grids import as_utf_8
from generator.importers.handed import Handed
from generator.importers.importing import Request
from generator.importers.sheets import drafts
from generator.importers.sheets.celled import fits
from generator.importers.sheets.guessing import guessed
from generator.importers.sheets.labelled import KnownWords, span_of
from generator.importers.sheets.spelt_periods import IN_TITLES
from generator.importers.sheets.tables import Laid, bare
from generator.problems import Fault, Place, Problem, ProfileError, nearest
from generator.reading.holdings import DATASETS, Holdings
from generator.reading.yamlfiles import read_yaml
from generator.terms.areas import plain
from generator.terms.mappings import FILE_NAME, SHEET, SheetMapping
from generator.terms.periods import Period

ID = re.compile(r"[a-z0-9][a-z0-9-]*")
NO_TABLE = Fault(
    "There is no table in it: no row with the name of an area or a period, and numbers.",
    "Hand over the sheet with the numbers, one table on a sheet, with headings.",
)


class Workbook(NamedTuple):
    """A spreadsheet: the tables on its sheets, and the names of the sheets that it hides."""

    handed: Handed
    tables: tuple[Laid, ...]
    hidden: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name without its folders."""
        return Path(self.handed.name).name


class Ordered(NamedTuple):
    """What an import of spreadsheets is: of which dataset; what its words are looked up in; where
    people write answers (``draft``, beside the spreadsheet); the mapping that is kept; and what is
    to be told beside all that is asked."""

    dataset: str
    known: KnownWords
    tables: tuple[tuple[Workbook, Laid], ...]
    draft: Path
    kept: SheetMapping | None
    problems: tuple[Problem, ...] = ()


def ordered(request: Request, books: Sequence[Workbook]) -> Ordered:
    """Which dataset, which mapping, which tables? Raises ProfileError."""
    if problems := [_no_table(one) for one in books if not one.tables]:
        raise ProfileError(problems)
    first, holdings = books[0], request.holdings
    draft = drafts.draft_of(Path(first.handed.name))
    drafted = _read(draft, draft.as_posix()) if draft.is_file() else None
    kept = _kept(request.project, holdings)
    said = request.order.dataset or (drafted.of if drafted else "")
    dataset = said or _of_folder(first, request.project) or _fitting(holdings, kept, books)
    if not dataset or not ID.fullmatch(dataset):
        raise ProfileError([_unnamed(holdings, first, dataset)])
    _must_be_readable(holdings, dataset)
    if drafted and drafted.of not in ("", dataset):
        drafted = None  # what was answered for another dataset
    misnamed: list[Problem] = []
    near = nearest(dataset, holdings.datasets)
    if dataset not in holdings.datasets and drafted is None and near:
        misnamed.append(_misnamed(first, dataset, near))
    known = _known(holdings, dataset, drafted or kept.get(dataset))
    before = kept.get(dataset)
    tables = [table for book in books for table in _about(book, known)]
    if drafted is None and not (before and any(fits(table, before) for table in tables)):
        known = replace(known, mapping=_carried(guessed(tables, known, dataset), before))
    # What is asked is asked in a draft, also where a mapping is kept: people answer in one place.
    try:
        chosen = tuple((b, t) for b in books for t in _chosen(b, known, draft.as_posix()))
    except ProfileError as error:
        problems += [*misnamed, *error.problems]
    if problems and request.order.is_dry:
        raise ProfileError(problems)
    if problems:
        raise ProfileError(problems, drafts.put(draft, known.mapping, ()))
    return Ordered(dataset, known, chosen, draft, kept=before, problems=tuple(misnamed))


def _must_be_readable(holdings: Holdings, dataset: str) -> None:
    """Raises ProfileError where a row cannot be read, that would be lost when the file of imported
    rows is written anew."""
    folder = f"{DATASETS}/{dataset}/"
    inside = [one for one in holdings.problems if one.place.file.startswith(folder)]
    if unread := [one for one in inside if one.place.file.endswith((".csv", ".yml"))]:
        raise ProfileError(unread)


def _known(holdings: Holdings, dataset: str, mapping: SheetMapping | None) -> KnownWords:
    return KnownWords(
        holdings.areas,
        holdings.datasets.get(dataset),
        mapping or SheetMapping.model_construct(),
        _held(holdings, dataset),
        has_residents=described.POPULATION in holdings.datasets,
    )


def _misnamed(book: Workbook, dataset: str, near: str) -> Problem:
    what = f'There is no dataset "{dataset}" yet, and there is "{near}".'
    remedy = f"Say --dataset {near} if that is meant; else answer the draft for a new one."
    return Fault(what, remedy).at("import", book.handed.place)


def _about(book: Workbook, known: KnownWords) -> list[Laid]:
    """The tables that name an area, or all where none does: lists of contents have numbers too."""

    def names_one(table: Laid) -> bool:
        words = {table.cell(row, n) for n in table.labels for row in table.rows}
        words |= {text for stacked in table.values.values() for text in stacked}
        return any(known.is_area(bare(word)) for word in words if word)

    found = [table for table in book.tables if names_one(table)]
    return found or list(book.tables)


def _carried(mapping: SheetMapping, before: SheetMapping | None) -> SheetMapping:
    """A new mapping with what people said of words and marks in the one before it."""
    if before is None:
        return mapping
    kept = {"words": before.words, "marks": before.marks, "shares": before.shares}
    return mapping.model_copy(update={**kept, "dates": before.dates})


def _no_table(book: Workbook) -> Problem:
    hidden = f" These are hidden: {', '.join(book.hidden)}." if book.hidden else ""
    return NO_TABLE._replace(what=NO_TABLE.what + hidden).at("import", book.handed.place)


def _read(path: Path, name: str) -> SheetMapping:
    """A mapping as people left it. Raises ProfileError."""
    text = as_utf_8(path.read_bytes()).decode("utf-8-sig", errors="replace")
    read = read_yaml(text, name, SheetMapping)
    if read.model is None:
        raise ProfileError(read.problems)
    return read.model


def _kept(project: Path, holdings: Holdings) -> dict[str, SheetMapping]:
    """The mappings beside datasets. Raises ProfileError."""
    names = {name: f"{DATASETS}/{name}/{FILE_NAME}" for name in holdings.datasets}
    return {
        name: _read(project / file, file)
        for name, file in names.items()
        if (project / file).is_file()
    }


def _of_folder(book: Workbook, project: Path) -> str:
    """The dataset in whose folder the spreadsheet lies."""
    folder = Path(book.handed.name).resolve().parent
    return folder.name if folder.parent == (project / DATASETS).resolve() else ""


def _fitting(holdings: Holdings, kept: dict[str, SheetMapping], books: Sequence[Workbook]) -> str:
    """The only dataset whose mapping has the columns of the spreadsheets, and that has had a file
    of this title or name before, whatever its year."""
    observed = holdings.observations
    found = []
    for name, mapping in kept.items():
        mine = observed.loc[observed["dataset"] == name, "source"].unique()
        ids = {source for told in mine for source in str(told).split()}
        entries = [holdings.sources[one] for one in ids if one in holdings.sources]
        titles = {_timeless(text) for one in entries for text in (one.document, one.section)}
        if all(_is_like(book, mapping, titles) for book in books):
            found.append(name)
    return found[0] if len(found) == 1 else ""


def _is_like(book: Workbook, mapping: SheetMapping, titles: set[str]) -> bool:
    fitting = [table for table in book.tables if fits(table, mapping)]
    names = {_timeless(table.title) for table in fitting if table.title}
    names |= {_timeless(f"{book.name}, {table.grid.name}") for table in fitting}
    return bool(names & titles)


def _timeless(title: str) -> str:
    """A title without the period that it names, and without punctuation."""
    return plain(re.sub(r"\d+", " ", IN_TITLES.sub(" ", title)))


def _unnamed(holdings: Holdings, book: Workbook, said: str) -> Problem:
    if said:
        what = f'"{said}" cannot be the name of a dataset.'
        remedy = "Use small letters, digits and hyphens, such as needle-finds."
        return Fault(what, remedy).at("import", Place("import spreadsheet --dataset"))
    titles = {one.title: name for name, one in holdings.datasets.items()}
    above = book.tables[0].title
    near = nearest(above, titles) if above else None
    told = f" {titles[near]} ({near})?" if near else " one of data/datasets/, or a new name."
    remedy = f"Say it behind the file: --dataset NAME. Is it{told}"
    return Fault("Nothing says of which dataset it is.", remedy).at("import", book.handed.place)


def _held(holdings: Holdings, dataset: str) -> frozenset[tuple[int | None, int]]:
    """How long the periods are that the dataset holds."""
    mine = holdings.observations[holdings.observations["dataset"] == dataset]
    return frozenset(span_of(Period.parse(iso)) for iso in mine["period"].unique())


def _chosen(book: Workbook, known: KnownWords, answers: str) -> list[Laid]:
    """The tables of a spreadsheet that the mapping is about. Raises ProfileError."""
    mapping = known.mapping
    tables = _about(book, known)
    named = [table for table in tables if table.grid.name == mapping.sheet]
    fitting = [table for table in named or tables if fits(table, mapping)]
    others = [f'"{table.grid.name}"' for table in tables if table not in fitting]
    if not fitting:
        raise ProfileError([_unlike(book, (named or tables)[0], mapping, answers)])
    if SHEET in mapping.always.values():
        if others:
            what = f"These sheets have another form than the others: {', '.join(others)}."
            remedy = f'Hide them, or say one in {answers}: sheet: "{fitting[0].grid.name}".'
            raise ProfileError([Fault(what, remedy).at("import", book.handed.place)])
        return fitting
    if len(fitting) == 1:
        return fitting
    names = ", ".join(f'"{table.grid.name}"' for table in fitting)
    what = f"{len(fitting)} of its sheets have such a table: {names}."
    remedy = (
        f'Say which in {answers}: sheet: "{fitting[0].grid.name}"; or, below always:, what the '
        "names of the sheets say: area: sheet, or period: sheet."
    )
    raise ProfileError([Fault(what, remedy).at("import", book.handed.place)])


def _unlike(book: Workbook, table: Laid, mapping: SheetMapping, answers: str) -> Problem:
    """What is not as the mapping says, of the table that comes nearest."""
    there = [text for text in table.labels.values() if text not in mapping.rows]
    gone = [text for text in mapping.rows if text not in table.labels.values()]
    told = [f'the column of words "{text}" is new' for text in there]
    told += [f'there is no column of words "{text}"' for text in gone]
    if len(table.heads) != len(mapping.headings):
        told.append(f"{len(table.heads)} rows of headings, and {len(mapping.headings)} before")
    what = f"It has another form than the mapping: {'; '.join(told)}."
    remedy = f"Correct rows: and headings: in {answers}, or take that file out, for a new draft."
    return Fault(what, remedy).at("import", table.grid.place(table.heads[-1]))
