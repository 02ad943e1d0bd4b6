"""Everything in ``data/``, read once and linked. The only room that reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from generator.problems import Fault, Place, Problem
from generator.reading.claims import claims_in
from generator.reading.finding import findable_in
from generator.reading.folders import is_copy
from generator.reading.gazetteer import areas_in, tiles_in
from generator.reading.misfits import Keys, nearest_line
from generator.reading.observations import FRAME_COLUMNS, RowContext, observations_in
from generator.reading.outlines import outlines_of
from generator.reading.reader import Reader
from generator.reading.registers import FILES, listed, rows_of, sheet_of
from generator.reading.releases import KeptRelease, is_frozen_part, releases_in
from generator.reading.spreadsheets import Sheet
from generator.terms.accepted import Accepted
from generator.terms.areas import Areas
from generator.terms.claims import CLAIM_COLUMNS, Claim
from generator.terms.contacts import Contact, Subject
from generator.terms.coverage import Covered
from generator.terms.datasets import OBSERVATION_COLUMNS, Dataset
from generator.terms.events import Event
from generator.terms.finding import Findable
from generator.terms.imports import ImportLine
from generator.terms.indicators import Indicator
from generator.terms.mappings import FILE_NAME, SheetMapping
from generator.terms.notices import Notice
from generator.terms.outlines import Outlines
from generator.terms.priorities import Priority
from generator.terms.redirects import Redirect
from generator.terms.renamed import Renamed
from generator.terms.site import Site
from generator.terms.sources import SourceEntry

OPTIONAL_OBSERVATION_COLUMNS = ("source",)
DATASETS, SOURCES = "data/datasets", "data/sources.csv"
# What was released stands there as it was, whatever the data are now.
# What imports keep for the next ones, and no figure rests on.
LEFT_ALONE = "data/areas/boundaries/"
Content = TypeVar("Content")


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """Everything that a site is made from, linked. It holds and does not compute.

    ``observations`` has the columns FRAME_COLUMNS. ``indicators`` maps an id to its home dataset
    and itself; ``names`` are those of areas and offices, which keep their capital in a sentence.
    """

    site: Site | None
    areas: Areas
    datasets: dict[str, Dataset]
    indicators: dict[str, tuple[str, Indicator]]
    observations: pd.DataFrame
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    contacts: tuple[Contact, ...]
    subjects: dict[str, Subject]
    sources: dict[str, SourceEntry]
    tiles: dict[str, tuple[int, int]]
    outlines: Outlines
    priorities: tuple[Priority, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    coverage: tuple[Covered, ...] = ()
    imports: tuple[ImportLine, ...] = ()
    releases: tuple[KeptRelease, ...] = ()
    notices: tuple[Notice, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    findable: Findable = field(default_factory=Findable)
    lines: dict[str, dict[Keys, int]] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unread: dict[str, bytes] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    @property
    def release(self) -> KeptRelease | None:
        """The release that the figures are of or are to become, where it has a file."""
        release = self.site.release if self.site else ""
        return next((one for one in self.releases if one.id == release), None)

    def at(self, file: str, *keys: str | int) -> Place:
        """The place of a part of a YAML file: its line, or that of the part which it lies in."""
        return Place(file, nearest_line(self.lines.get(file, {}), keys))

    def may_be_declared(self, word: str, *patterns: str) -> bool:
        """Could a file of one of these names that could not be read have declared this word?"""
        return any(
            not content or word.encode(errors="replace") in content or word in file
            for file, content in self.unread.items()
            if any(fnmatch(file, pattern) or pattern.startswith(f"{file}/") for pattern in patterns)
        )


def open_holdings(project: Path, *, with_datasets: bool = True) -> Holdings:
    """What does ``data/`` hold, all of it or all but the datasets? What is wrong is in it too."""
    reader = Reader(project)
    site = reader.yaml("data/site.yml", Site, "it says who publishes the site")
    areas, tiles, outlines = _areas(reader)
    datasets = _datasets(reader, site) if with_datasets else {}
    rows = [_rows(reader, name, dataset) for name, dataset in datasets.items()]
    labels = _told(reader, claims_in(sheet_of(reader, "data/claims.csv"), ""))
    subjects = {one.id: one for one in listed(reader, "data/subjects.csv", Subject)}
    sources, findable = _sources(reader, site), findable_in(reader)
    lists = _lists(reader)
    accepted, moved = (rows_of(reader, f"data/{name}.csv") for name in ("accepted", "redirects"))
    reader.tell_strays("data", lambda file: _is_left_alone(file, datasets), FILES)
    return Holdings(
        site=site,
        areas=areas,
        datasets=datasets,
        indicators=_indicators(datasets, reader),
        observations=_together([frame for frame, _ in rows], FRAME_COLUMNS),
        claims=(*(claim for _, claims in rows for claim in claims), *labels),
        subjects=subjects,
        **lists,
        sources={source.id: source for source in sources},
        tiles=tiles,
        outlines=outlines,
        redirects=tuple(Redirect(**row, row=number) for number, row in moved.items()),
        accepted=tuple(Accepted(**row, row=number) for number, row in accepted.items()),
        findable=findable,
        lines=reader.lines,
        sheets=reader.sheets,
        problems=tuple(reader.problems),
        unread=reader.unread,
        names=_names(areas, lists["contacts"]),
    )


def _names(areas: Areas, contacts: Iterable[Contact]) -> frozenset[str]:
    """The names that keep their capital wherever they stand. That of a ward may be any word, such
    as Town; a group of areas has a description."""
    named = (area.name for area in areas if area.level not in ("ward", "group"))
    found = {*named, *(contact.office for contact in contacts)}
    return frozenset(name for name in found if not name.startswith("The "))


def _lists(reader: Reader) -> dict[str, Any]:
    """The lists of which each row is a term, by the part of the holdings that they are."""
    terms: dict[str, Callable[..., object]] = {
        "contacts": Contact,
        "events": Event,
        "priorities": Priority,
        "coverage": Covered,
        "imports": ImportLine,
        "notices": Notice,
        "areas/renamed": Renamed,
    }
    found = {name: listed(reader, f"data/{name}.csv", term) for name, term in terms.items()}
    return found | {"renamed": found.pop("areas/renamed"), "releases": releases_in(reader)}


def _told(reader: Reader, read: tuple[Content, list[Problem]]) -> Content:
    """What was found, with its problems noted."""
    found, problems = read
    reader.problems += problems
    return found


def _areas(reader: Reader) -> tuple[Areas, dict[str, tuple[int, int]], Outlines]:
    names = ("areas", "succession", "groups", "names", "editions", "tiles")
    *rows, tiles = (rows_of(reader, f"data/areas/{name}.csv") for name in names)
    areas = _told(reader, areas_in(*rows))
    return areas, _told(reader, tiles_in(tiles, areas)), outlines_of(reader, areas)


def _may_be_empty(site: Site | None) -> bool:
    """A new project is not told that there is nothing in it yet."""
    return bool(site and site.is_placeholder)


def _sources(reader: Reader, site: Site | None) -> tuple[SourceEntry, ...]:
    sources = listed(reader, SOURCES, SourceEntry)
    if SOURCES in reader.sheets and not _may_be_empty(site):
        reader.must_have_rows(reader.sheets[SOURCES])
    return sources


def _datasets(reader: Reader, site: Site | None) -> dict[str, Dataset]:
    """The datasets that can be read. A folder without a file in it is none."""
    found = {}
    for folder in reader.names(DATASETS):
        file, names = f"{folder}/dataset.yml", reader.names(folder)
        if any(re.search(r"/dataset\.ya?ml$", name, re.I) for name in {*names} - {file}):
            reader.unread[file] = b""
        elif file in names or any(name.endswith(".csv") for name in names):
            dataset = reader.yaml(file, Dataset, "it describes the dataset")
            if f"{folder}/{FILE_NAME}" in names:
                reader.yaml(f"{folder}/{FILE_NAME}", SheetMapping, "")
            if dataset:
                found[Path(folder).name] = dataset
    is_told = _may_be_empty(site) or any(file.startswith(DATASETS) for file in reader.unread)
    if not found and not is_told:
        what = "There is no dataset."
        remedy = "Add a folder with a dataset.yml and a CSV file."
        reader.tell("missing", DATASETS, Fault(what, remedy))
        # Nothing that a dataset would declare is told to be missing too.
        reader.unread[f"{DATASETS}/*/dataset.yml"] = b""
    return found


def _is_left_alone(file: str, datasets: Collection[str]) -> bool:
    """Is it kept for imports, of a release, or beside a description that could not be read, which
    is told?"""
    folder, _, name = file.removeprefix(f"{DATASETS}/").partition("/")
    is_inside = file.startswith(f"{DATASETS}/") and "/" not in name
    is_beside = is_inside and folder not in datasets and name.endswith(".csv")
    return is_beside or file.startswith(LEFT_ALONE) or is_frozen_part(file)


def _rows(reader: Reader, name: str, dataset: Dataset) -> tuple[pd.DataFrame, list[Claim]]:
    """One dataset's observations and claims, from every CSV in its folder."""
    folder = f"{DATASETS}/{name}"
    tables = [f for f in reader.names(folder) if f.endswith(".csv") and not is_copy(f)]
    files = [file for file in tables if not is_claims(Path(file).name)]
    if not files:
        remedy = f"Add one with the columns {','.join(OBSERVATION_COLUMNS)}."
        reader.tell("missing", folder, Fault("The dataset has no CSV file.", remedy))
    frames = []
    for file in files:
        sheet = reader.sheet(file, OBSERVATION_COLUMNS[:-1], "", OPTIONAL_OBSERVATION_COLUMNS)
        context = RowContext(name, dataset, reader.must_have_rows(sheet))
        frames.append(_told(reader, observations_in(context)))
    sheets = [reader.sheet(file, CLAIM_COLUMNS, "") for file in tables if file not in files]
    claims = [claim for sheet in sheets for claim in _told(reader, claims_in(sheet, name))]
    return _together(frames, FRAME_COLUMNS), claims


def is_claims(file_name: str) -> bool:
    """claims.csv, or one such file for each document: claims-dover.csv."""
    return file_name == "claims.csv" or file_name.startswith("claims-")


def _together(frames: list[pd.DataFrame], columns: tuple[str, ...]) -> pd.DataFrame:
    full = [frame for frame in frames if len(frame)]
    return pd.concat(full, ignore_index=True) if full else pd.DataFrame(columns=list(columns))


def _indicators(datasets: dict[str, Dataset], reader: Reader) -> dict[str, tuple[str, Indicator]]:
    found: dict[str, tuple[str, Indicator]] = {}
    for name, dataset in datasets.items():
        for key, indicator in dataset.indicators.items():
            if key in found:
                file = f"data/datasets/{name}/dataset.yml"
                what = f'The indicator "{key}" is declared in the dataset "{found[key][0]}" too.'
                line = reader.lines.get(file, {}).get(("indicators", key))
                reader.tell("known", file, Fault(what, "Give one of them another id.", line))
            found[key] = (name, indicator)
    return found
