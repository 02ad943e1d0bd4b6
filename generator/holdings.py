"""Everything in ``data/``, read once and linked. The only room that reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from generator.accepted import ACCEPTED_COLUMNS, RULES, Accepted, accepted_in
from generator.areas import Areas
from generator.contacts import (
    CONTACT_COLUMNS,
    SUBJECT_COLUMNS,
    Contact,
    Subject,
    contacts_in,
    subjects_in,
)
from generator.datasets import CLAIM_COLUMNS, OBSERVATION_COLUMNS, Dataset
from generator.events import EVENT_COLUMNS, Event, events_in
from generator.gazetteer import (
    AREA_COLUMNS,
    GROUP_COLUMNS,
    NAME_COLUMNS,
    OPTIONAL_AREA_COLUMNS,
    SUCCESSION_COLUMNS,
    TILE_COLUMNS,
    areas_in,
    tiles_in,
)
from generator.indicators import Indicator
from generator.observations import FRAME_COLUMNS, RowContext, observations_in
from generator.priorities import PRIORITY_COLUMNS, Priority, priorities_in
from generator.problems import Problem
from generator.reader import Reader
from generator.site import Site
from generator.sources import SOURCE_COLUMNS, SourceEntry, sources_in
from generator.spreadsheets import Sheet
from generator.yamlfiles import Place

OPTIONAL_OBSERVATION_COLUMNS = ("source",)


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """Everything that a site is made from, linked. It holds and does not compute.

    ``observations`` has the columns FRAME_COLUMNS, ``claims`` those of CLAIM_COLUMNS after
    ``dataset``, ``file`` and ``row``. ``indicators`` maps an id to its home dataset and itself.
    """

    site: Site | None
    areas: Areas
    datasets: dict[str, Dataset]
    indicators: dict[str, tuple[str, Indicator]]
    observations: pd.DataFrame
    claims: pd.DataFrame
    events: tuple[Event, ...]
    contacts: tuple[Contact, ...]
    subjects: dict[str, Subject]
    sources: dict[str, SourceEntry]
    tiles: dict[str, tuple[int, int]]
    priorities: tuple[Priority, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    lines: dict[str, dict[Place, int]] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def open_holdings(project: Path) -> Holdings:
    """What does ``data/`` hold? Reads everything; what is wrong is in ``problems``, not raised."""
    reader = Reader(project)
    site = reader.yaml("data/site.yml", Site, "it says who publishes the site")
    areas = _areas(reader)
    datasets = _datasets(reader)
    rows = [_rows(reader, name, dataset) for name, dataset in datasets.items()]
    labels = _labels(reader)
    contacts, subjects = _contacts(reader)
    return Holdings(
        site=site,
        areas=areas,
        datasets=datasets,
        indicators=_indicators(datasets, reader),
        observations=_together([frame for frame, _ in rows], FRAME_COLUMNS),
        claims=_together(
            [*(claims for _, claims in rows), labels], ("dataset", "file", "row", *CLAIM_COLUMNS)
        ),
        events=_events(reader),
        contacts=contacts,
        subjects=subjects,
        sources=sources_in(
            reader.sheet("data/sources.csv", SOURCE_COLUMNS, "it lists all sources")
        ),
        tiles=_tiles(reader, areas),
        priorities=_priorities(reader),
        accepted=_accepted(reader),
        lines=reader.lines,
        sheets=reader.sheets,
        problems=tuple(reader.problems),
    )


def _contacts(reader: Reader) -> tuple[tuple[Contact, ...], dict[str, Subject]]:
    answering = reader.sheet("data/contacts.csv", CONTACT_COLUMNS, "it lists who answers")
    reasons = reader.sheet("data/subjects.csv", SUBJECT_COLUMNS, "it lists reasons to call")
    contacts, problems = contacts_in(answering)
    reader.problems += problems
    return contacts, subjects_in(reasons)


def _events(reader: Reader) -> tuple[Event, ...]:
    sheet = reader.sheet("data/events.csv", EVENT_COLUMNS, "it lists breaks and cautions")
    events, problems = events_in(sheet)
    reader.problems += problems
    return events


def _tiles(reader: Reader, areas: Areas) -> dict[str, tuple[int, int]]:
    file = "data/areas/tiles.csv"
    if not (reader.project / file).exists():
        return {}
    tiles, problems = tiles_in(
        reader.sheet(file, TILE_COLUMNS, "it places districts on the map"), areas
    )
    reader.problems += problems
    return tiles


def _priorities(reader: Reader) -> tuple[Priority, ...]:
    file = "data/priorities.csv"
    if not (reader.project / file).exists():
        return ()
    found, problems = priorities_in(
        reader.sheet(file, PRIORITY_COLUMNS, "it lists what partnerships chose to work on")
    )
    reader.problems += problems
    return found


def _accepted(reader: Reader) -> tuple[Accepted, ...]:
    file = "data/accepted.csv"
    if not (reader.project / file).exists():
        return ()
    accepted, problems = accepted_in(
        reader.sheet(file, ACCEPTED_COLUMNS, "it lists what was signed off"), RULES
    )
    reader.problems += problems
    return accepted


def _areas(reader: Reader) -> Areas:
    folder = "data/areas"
    sheets = (
        reader.sheet(
            f"{folder}/areas.csv", AREA_COLUMNS, "it lists every area", OPTIONAL_AREA_COLUMNS
        ),
        reader.sheet(
            f"{folder}/succession.csv", SUCCESSION_COLUMNS, "it says what became of areas"
        ),
        reader.sheet(f"{folder}/groups.csv", GROUP_COLUMNS, "it lists groups of areas"),
        reader.sheet(f"{folder}/names.csv", NAME_COLUMNS, "it lists other spellings"),
    )
    areas, problems = areas_in(*sheets)
    reader.problems += problems
    return areas


def _datasets(reader: Reader) -> dict[str, Dataset]:
    folder = reader.project / "data/datasets"
    found = {}
    for path in sorted(path for path in folder.glob("*") if path.is_dir()):
        file = f"data/datasets/{path.name}/dataset.yml"
        dataset = reader.yaml(file, Dataset, "it describes the dataset")
        if dataset:
            found[path.name] = dataset
    if not found and not reader.problems:
        reader.problems.append(
            Problem(
                "missing",
                "data/datasets",
                "There is no dataset.",
                "Add a folder with a dataset.yml and a CSV file.",
            )
        )
    return found


def _rows(reader: Reader, name: str, dataset: Dataset) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One dataset's observations and claims, from every CSV in its folder."""
    folder = reader.project / "data/datasets" / name
    files = sorted(path for path in folder.glob("*.csv") if not is_claims(path.name))
    if not files:
        reader.problems.append(
            Problem(
                "missing",
                f"data/datasets/{name}",
                "The dataset has no CSV file.",
                f"Add one with the columns {','.join(OBSERVATION_COLUMNS)}.",
            )
        )
    required = OBSERVATION_COLUMNS[:-1]
    optional = OPTIONAL_OBSERVATION_COLUMNS
    frames = []
    for path in files:
        sheet = reader.sheet(reader.name(path), required, "", optional)
        frame, problems = observations_in(RowContext(name, dataset, sheet))
        reader.problems += problems
        frames.append(frame)
    return _together(frames, FRAME_COLUMNS), _claims(reader, name, folder)


def is_claims(file_name: str) -> bool:
    """claims.csv, or one such file for each document: claims-dover.csv."""
    return file_name == "claims.csv" or file_name.startswith("claims-")


def _claims(reader: Reader, name: str, folder: Path) -> pd.DataFrame:
    files = sorted(path for path in folder.glob("*.csv") if is_claims(path.name))
    return _claims_in([reader.sheet(reader.name(path), CLAIM_COLUMNS, "") for path in files], name)


def _labels(reader: Reader) -> pd.DataFrame:
    """Claims about what is no figure: names spelt out, numbers to call."""
    file = "data/claims.csv"
    if not (reader.project / file).exists():
        return pd.DataFrame()
    return _claims_in([reader.sheet(file, CLAIM_COLUMNS, "")], "")


def _claims_in(sheets: list[Sheet], name: str) -> pd.DataFrame:
    rows = [
        {"dataset": name, "file": sheet.file, "row": number, **cells}
        for sheet in sheets
        for number, cells in sheet.rows
    ]
    return pd.DataFrame(rows)


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
                reader.problems.append(
                    Problem("known", file, what, "Give one of them another id.", line)
                )
            found[key] = (name, indicator)
    return found
